/** @file What a Source Payer needs before it can give a client id: a sheet for its portal, a letter for its people, the public key. */
import { publicJwks } from '../keys/jwks.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import { refuseDifferingPairs } from '../keys/refuse-pair.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import { registrationLetter } from './letter.ts';

/** `registration.json`. `clientId` is '' while the payer has not given one; `jwks` is null with a client secret. */
export interface RegistrationSheet {
  readonly version: 1;
  readonly payer: string;
  readonly clientName: string;
  readonly clientId: string;
  readonly authenticationMode: string;
  readonly scopes: string;
  readonly grantTypes: readonly ['client_credentials'];
  readonly jwks: ReturnType<typeof publicJwks> | null;
}

export function registrationSheet(payer: Payer): RegistrationSheet {
  const authenticationMode = valueOf(payer, 'clientAuthenticationMode');
  const usesKeys = authenticationMode === 'PRIVATE_KEY_JWT' && payer.keys.length > 0;
  return {
    version: 1,
    payer: payer.ref,
    clientName: `${valueOf(payer, 'serverName') || payer.ref} (payer-to-payer)`,
    clientId: valueOf(payer, 'clientId'),
    authenticationMode,
    scopes: valueOf(payer, 'requestScopes'),
    grantTypes: ['client_credentials'],
    jwks: usesKeys ? publicJwks(payer) : null,
  };
}

/** Throws `certificate/other-key`. */
export function registrationFiles(payer: Payer): { path: string; bytes: Uint8Array }[] {
  refuseDifferingPairs(payer.keys);
  const sheet = registrationSheet(payer);
  const key = sheet.jwks === null ? undefined : payer.keys[0];
  const client = payer.keys.find(({ id }) => id === payer.network.clientKeyId);
  const files: NamedText[] = [
    ['README.md', registrationLetter(sheet, { key, client })],
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
