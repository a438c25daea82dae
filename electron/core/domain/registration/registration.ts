/** @file What a Source Payer needs before it can give a client id: a sheet for its portal, a letter for its people, the public key. */
import { publicJwks } from '../keys/jwks.ts';
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

export function registrationFiles(payer: Payer): { path: string; bytes: Uint8Array }[] {
  const sheet = registrationSheet(payer);
  const certificate = sheet.jwks === null ? null : (payer.keys[0]?.certificate ?? null);
  const files: [path: string, content: string][] = [
    ['README.md', registrationLetter(sheet, { hasCertificate: certificate !== null, kid: payer.keys[0]?.kid ?? '' })],
    ['registration.json', json(sheet)],
  ];
  if (sheet.jwks !== null) files.push(['jwks.json', json(sheet.jwks)]);
  if (certificate !== null) files.push(['p2p-signing-cert.pem', certificate.pem]);
  return files.map(([path, content]) => ({ path, bytes: new TextEncoder().encode(content) }));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
