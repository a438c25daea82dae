/**
 * @file What the token endpoints of real products have in common, so that each file here holds only what its product does in its
 * own way. (1) A family answers from what was sent and how it was set up, never because a test told it an answer. (2) Whatever
 * it says is what the product says: each file names the source or the document that it is from.
 */
import type { JWK } from 'jose';

/** A client as the operator of a server registered it. What is absent is not registered, or as usual. */
export interface Client {
  readonly clientId: string;
  readonly keys?: readonly JWK[];
  /** For servers that fetch a client's key set. */
  readonly keySetAddress?: string;
  readonly secret?: string;
  readonly secretIsExpired?: boolean;
  /** RFC 7591 name of the one method that it may use; absent: what its credentials allow. */
  readonly method?: string;
  /** The one algorithm of its assertions; absent: any that the server takes. */
  readonly algorithm?: string;
  /** Absent: client_credentials. */
  readonly grants?: readonly string[];
  readonly scopes: readonly string[];
  readonly isDisabled?: boolean;
  /** Of the certificate that it shows, RFC 8705 §2.1.2. */
  readonly subject?: string;
  /** The certificate that its registration was signed with, for UDAP: DER in Base64. */
  readonly certificate?: string;
}

/** A request as it came in. */
export interface Call {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a form body; empty for any other. */
  readonly form: URLSearchParams;
  /** What was shown in the TLS handshake; null: nothing. */
  readonly certificate: { readonly subject: string; readonly isTrusted: boolean } | null;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A JSON body; else `text`. */
  readonly json?: unknown;
  readonly text?: string;
}

/** One server: where it is, whom it knows, and what time it has. */
export interface Realm {
  readonly origin: string;
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly fhirBase: string;
  readonly keySet: string;
  readonly scopes: readonly string[];
  readonly clients: readonly Client[];
  readonly client: (clientId: string) => Client | undefined;
  /** Seconds, by the clock of this server. */
  readonly now: () => number;
  /** Whether that `jti` was seen before; it is now. */
  readonly wasSeen: (jti: string) => boolean;
  /** An access token as a JWT that `keySet` verifies; for opaque ones `opaqueToken`. */
  readonly jwt: (claims: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly opaqueToken: (facts: Issued) => string;
}

/** What an access token is good for, as the FHIR endpoint sees it. */
export interface Issued {
  readonly scope: string;
  readonly audience: string;
}

export interface Family {
  readonly name: string;
  /** Under the origin: `/realms/p2p`. */
  readonly issuerPath: string;
  readonly tokenPath: string;
  /** What it publishes, by path. */
  readonly documents: (realm: Realm) => Readonly<Record<string, unknown>>;
  readonly token: (call: Call, realm: Realm) => Promise<Answer>;
}

export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export function refusal(status: number, error: string, description?: string): Answer {
  return {
    status,
    headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' },
    json: { error, ...(description === undefined ? {} : { error_description: description }) },
  };
}

export function granted(body: Readonly<Record<string, unknown>>): Answer {
  return { status: 200, headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' }, json: body };
}

export function scopesIn(form: URLSearchParams): string[] {
  return (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
}

/** Credentials of an Authorization header, as they stand there: whether they are form-decoded is for each product. */
export function basicOf({ headers }: Call): { id: string; secret: string } | null {
  const [, encoded] = /^Basic (\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? null : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

/** RFC 6749 §2.3.1. */
export function formDecoded(text: string): string {
  return new URLSearchParams(`x=${text}`).get('x') ?? '';
}

/** A document of OpenID Connect Discovery, with what each product lists. */
export function openidDocument(realm: Realm, more: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    issuer: realm.issuer,
    authorization_endpoint: `${realm.origin}/authorize`,
    token_endpoint: realm.tokenEndpoint,
    jwks_uri: realm.keySet,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    grant_types_supported: ['authorization_code', 'client_credentials'],
    scopes_supported: realm.scopes,
    ...more,
  };
}

/** SMART App Launch 2.2.0, with what a Backend Services server lists. */
export function smartDocument(realm: Realm, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    issuer: realm.issuer,
    jwks_uri: realm.keySet,
    token_endpoint: realm.tokenEndpoint,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    scopes_supported: realm.scopes,
    code_challenge_methods_supported: ['S256'],
    capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
    ...more,
  };
}
