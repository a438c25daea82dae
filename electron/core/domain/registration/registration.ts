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
    jwks: usesKeys ? publicJwks(payer.keys) : null,
  };
}

/** Throws `certificate/other-key`. */
export function registrationFiles(payer: Payer): { path: string; bytes: Uint8Array }[] {
  refuseDifferingPairs(payer.keys);
  const sheet = registrationSheet(payer);
  const key = sheet.jwks === null ? undefined : payer.keys[0];
  const files: [path: string, content: string][] = [
    ['README.md', registrationLetter(sheet, key)],
    ['registration.json', json(sheet)],
  ];
  if (sheet.jwks !== null) files.push(['jwks.json', json(sheet.jwks)]);
  if (key !== undefined) files.push(...certificateFiles(key));
  return files.map(([path, content]) => ({ path, bytes: new TextEncoder().encode(content) }));
}

/** The chain goes along for those who trust its root only; the request, for a Source Payer that is its own CA. */
function certificateFiles({ certificate, chain, request }: KeyRecord): [path: string, content: string][] {
  return [
    ...(certificate === null ? [] : [['p2p-signing-cert.pem', certificate.pem] as [string, string]]),
    ...(certificate === null || chain.length === 0
      ? []
      : [['p2p-signing-chain.pem', [certificate, ...chain].map(({ pem }) => pem).join('')] as [string, string]]),
    ...(request === null ? [] : [['p2p-signing-request.pem', request.pem] as [string, string]]),
  ];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
