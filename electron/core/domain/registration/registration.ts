/** @file What a Source Payer needs before it can give a client id: a sheet for its portal, a letter for its people, the public key. */
import { publicJwks } from '../keys/jwks.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import { refuseDifferingPairs } from '../keys/refuse-pair.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import { grantTypeOf, wayOf } from '../token/way.ts';
import { registrationLetter } from './letter.ts';

/** `registration.json`. `clientId` is '' while the payer has not given one; `jwks` is null with a client secret. */
export interface RegistrationSheet {
  readonly version: 1;
  readonly payer: string;
  readonly clientName: string;
  readonly clientId: string;
  readonly authenticationMode: string;
  /** `token_endpoint_auth_method` of RFC 7591 §2; UDAP's is private_key_jwt. */
  readonly authenticationMethod: string;
  readonly scopes: string;
  /** One: that by which tokens are asked for. */
  readonly grantTypes: readonly string[];
  /** What assertions carry as `jku`: it has to be registered; '' where they carry none. */
  readonly jwksUri: string;
  /** With mutual TLS: what of our certificate is registered, RFC 8705 §2.1.2. null: the method uses none, or it is not chosen yet. */
  readonly clientCertificate: ClientCertificateNames | null;
  readonly jwks: ReturnType<typeof publicJwks> | null;
}

/** The members of RFC 8705 §2.1.2, by their names there. */
export interface ClientCertificateNames {
  readonly tls_client_auth_subject_dn: string;
  readonly tls_client_auth_san_dns: readonly string[];
  readonly tls_client_auth_san_uri: readonly string[];
}

export function registrationSheet(payer: Payer): RegistrationSheet {
  const authenticationMode = valueOf(payer, 'clientAuthenticationMode');
  const way = wayOf(payer);
  const usesKeys = (authenticationMode === 'PRIVATE_KEY_JWT' || way.usesAssertion) && payer.keys.length > 0;
  return {
    version: 1,
    payer: payer.ref,
    clientName: `${valueOf(payer, 'serverName') || payer.ref} (payer-to-payer)`,
    clientId: valueOf(payer, 'clientId'),
    authenticationMode,
    authenticationMethod: way.method === 'udap' ? 'private_key_jwt' : way.method,
    scopes: valueOf(payer, 'requestScopes'),
    grantTypes: [grantTypeOf[way.grant]],
    jwksUri: way.usesAssertion ? valueOf(payer, 'assertionJku') : '',
    clientCertificate: way.usesCertificate ? namesOf(clientKeyOf(payer)) : null,
    jwks: usesKeys ? publicJwks(payer) : null,
  };
}

function clientKeyOf({ keys, network }: Payer): KeyRecord | undefined {
  return keys.find(({ id }) => id === network.clientKeyId);
}

function namesOf(key: KeyRecord | undefined): ClientCertificateNames | null {
  const certificate = key?.certificate ?? null;
  return (
    certificate && {
      tls_client_auth_subject_dn: certificate.subject,
      tls_client_auth_san_dns: certificate.dnsNames,
      tls_client_auth_san_uri: certificate.uris,
    }
  );
}

/** Throws `certificate/other-key`. */
export function registrationFiles(payer: Payer): { path: string; bytes: Uint8Array }[] {
  refuseDifferingPairs(payer.keys);
  const sheet = registrationSheet(payer);
  const key = sheet.jwks === null ? undefined : payer.keys[0];
  const client = clientKeyOf(payer);
  const files: NamedText[] = [
    ['README.md', registrationLetter(sheet, { key, client, way: wayOf(payer) })],
    ['registration.json', json(sheet)],
  ];
  if (sheet.jwks !== null) files.push(['jwks.json', json(sheet.jwks)]);
  if (key !== undefined) files.push(...certificateFiles(key, 'signing'), ...requestFiles(key));
  if (client !== undefined && client !== key) files.push(...certificateFiles(client, 'client'));
  return files.map(([path, content]) => ({ path, bytes: new TextEncoder().encode(content) }));
}

/**
 * Names that a registration has had once and need not have now. One of an earlier writing that lay there still would be taken for
 * a part of this one: the certificate of a key that does not sign any more.
 */
export const passingNames: readonly string[] = [
  'jwks.json',
  'p2p-signing-cert.pem',
  'p2p-signing-chain.pem',
  'p2p-signing-request.pem',
  'p2p-client-cert.pem',
  'p2p-client-chain.pem',
];

/** Whether a `registration.json` is one of ours, so that what lies beside it under our names is ours too. */
export function isRegistrationSheet(text: string): boolean {
  try {
    const sheet = JSON.parse(text) as Partial<RegistrationSheet> | null;
    return sheet?.version === 1 && typeof sheet.payer === 'string' && typeof sheet.clientName === 'string';
  } catch {
    return false;
  }
}

type NamedText = [path: string, content: string];

/** The chain goes along for those who trust its root only. */
function certificateFiles({ certificate, chain }: KeyRecord, use: 'signing' | 'client'): NamedText[] {
  if (certificate === null) return [];
  const whole = [certificate, ...chain].map(({ pem }) => pem).join('');
  return [
    [`p2p-${use}-cert.pem`, certificate.pem],
    ...(chain.length === 0 ? [] : [[`p2p-${use}-chain.pem`, whole] satisfies NamedText]),
  ];
}

/** For a Source Payer that is its own CA. */
function requestFiles({ request }: KeyRecord): NamedText[] {
  return request === null ? [] : [['p2p-signing-request.pem', request.pem]];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
