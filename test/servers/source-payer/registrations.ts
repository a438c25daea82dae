/** @file How a Requesting Payer gets to be a client: its registration sheet goes in, the payer's client id comes out. */
import { randomBytes, X509Certificate } from 'node:crypto';
import { errors } from 'oidc-provider';
import type { Adapter, ClientMetadata, JWK, Provider } from 'oidc-provider';
import { z } from 'zod';
import { jwtBearer } from './jwt-bearer.ts';
import type { Profile } from './profile.ts';
import { authenticationMethods } from './profile.ts';

/** `registration.json` as the wizard writes it for the Source Payer. */
export const RegistrationSheet = z.object({
  version: z.literal(1),
  payer: z.string(),
  clientName: z.string(),
  /** '' asks the payer for one. The id of a client that is known replaces its keys and scopes. */
  clientId: z.string(),
  authenticationMode: z.enum(['CLIENT_SECRET_BASIC', 'PRIVATE_KEY_JWT']),
  /** RFC 7591 name of the method; absent: what the mode says. */
  authenticationMethod: z.enum(authenticationMethods).optional(),
  scopes: z.string(),
  grantTypes: z.tuple([z.enum(['client_credentials', jwtBearer])]),
  /** RFC 8705 §2.1.2. */
  clientCertificate: z.object({ tls_client_auth_subject_dn: z.string() }).nullable().optional(),
  jwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }).nullable(),
});
export type RegistrationSheet = z.infer<typeof RegistrationSheet>;

/** What the operator adds to a sheet. */
export interface Chosen {
  /** Absent: one is made. */
  readonly secret?: string;
  /** PEM, for self_signed_tls_client_auth (RFC 8705 §2.2.2). */
  readonly certificate?: string;
}

export interface Registration {
  readonly clientId: string;
  /** Told once, and only to a client that authenticates with it. */
  readonly clientSecret?: string;
}

/** A sheet that the payer does not accept, and why: in words of the payer, which are no words of ours. */
export class SheetRefused extends Error {
  override readonly name = 'SheetRefused';
}

/** Where clients are kept, and who judges them. */
export interface Register {
  readonly provider: Provider;
  readonly clients: Adapter;
  readonly profile: Profile;
}

/** Throws `SheetRefused`. */
export async function register(into: Register, given: unknown, chosen: Chosen = {}): Promise<Registration> {
  const { profile } = into;
  const parsed = RegistrationSheet.safeParse(given);
  if (!parsed.success) throw new SheetRefused(z.prettifyError(parsed.error));

  const sheet = parsed.data;
  const scopes = sheet.scopes.split(' ').filter((scope) => scope !== '');
  const unknown = scopes.filter((scope) => !profile.scopes.includes(scope));
  if (scopes.length === 0) throw new SheetRefused('No scope is asked for');
  if (unknown.length > 0) throw new SheetRefused(`This payer does not offer ${unknown.join(' ')}`);

  const metadata: ClientMetadata = {
    client_id: sheet.clientId === '' ? `rp-${randomBytes(6).toString('hex')}` : sheet.clientId,
    client_name: sheet.clientName,
    grant_types: [...sheet.grantTypes],
    redirect_uris: [],
    response_types: [],
    scope: scopes.join(' '),
    ...proofOf(sheet, profile, chosen),
  };
  await keep(into, metadata);
  const { client_id: clientId, client_secret: clientSecret } = metadata;
  return clientSecret === undefined ? { clientId } : { clientId, clientSecret };
}

function proofOf(sheet: RegistrationSheet, profile: Profile, { secret, certificate }: Chosen): Partial<ClientMetadata> {
  const usual = sheet.authenticationMode === 'PRIVATE_KEY_JWT' ? 'private_key_jwt' : 'client_secret_basic';
  const method = sheet.authenticationMethod ?? usual;
  switch (method) {
    case 'private_key_jwt':
      return { ...withKeys(sheet, profile), token_endpoint_auth_method: isGrant(sheet) ? 'none' : method };
    case 'client_secret_basic':
    case 'client_secret_post':
      return {
        ...(isGrant(sheet) ? withKeys(sheet, profile) : {}),
        token_endpoint_auth_method: method,
        client_secret: secret ?? randomBytes(32).toString('base64url'),
      };
    case 'tls_client_auth': {
      const { tls_client_auth_subject_dn: subject = '' } = sheet.clientCertificate ?? {};
      if (subject === '') throw new SheetRefused('tls_client_auth needs the subject of the client certificate');
      return { token_endpoint_auth_method: method, tls_client_auth_subject_dn: subject };
    }
    case 'self_signed_tls_client_auth':
      if (certificate === undefined) throw new SheetRefused('self_signed_tls_client_auth needs the certificate');
      return { token_endpoint_auth_method: method, jwks: { keys: [keyOfCertificate(certificate)] } };
  }
}

/** An assertion that is the grant proves the client too. */
function isGrant({ grantTypes }: RegistrationSheet): boolean {
  return grantTypes[0] === jwtBearer;
}

function keyOfCertificate(pem: string): JWK {
  const certificate = new X509Certificate(pem);
  return {
    ...(certificate.publicKey.export({ format: 'jwk' }) as JWK),
    x5c: [certificate.raw.toString('base64')],
  };
}

function withKeys({ jwks }: RegistrationSheet, { strictAssertions }: Profile): Partial<ClientMetadata> {
  const keys = jwks?.keys ?? [];
  if (keys.length === 0) throw new SheetRefused('PRIVATE_KEY_JWT needs a public key');
  // SMART: every key of the set has a `kid`, unique in it; exactly one key has to match.
  const kids = keys.map((key) => key['kid']);
  if (strictAssertions && kids.some((kid) => typeof kid !== 'string' || kid === ''))
    throw new SheetRefused('A key has no kid');
  if (strictAssertions && new Set(kids).size < kids.length) throw new SheetRefused('Two keys have the same kid');
  return { jwks: { keys } };
}

/** The provider judges a client when it reads it; one that it refuses is not left behind. */
async function keep({ provider, clients }: Register, metadata: ClientMetadata): Promise<void> {
  const id = metadata.client_id;
  const before = await clients.find(id);
  await clients.upsert(id, { ...metadata });
  const refusal = await provider.Client.find(id).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  if (refusal === null) return;

  await (before ? clients.upsert(id, before) : clients.destroy(id));
  const { error } = refusal;
  if (!(error instanceof errors.OIDCProviderError)) throw error;
  throw new SheetRefused(error.error_description ?? error.message);
}
