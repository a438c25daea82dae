/** @file What of a key may leave as it is, because it is public. Light: the window shows and copies it. */
import type { Payer } from '../payer/payer.ts';
import { publicJwkOf, publicJwks } from './jwks.ts';
import type { KeyRecord } from './key-record.ts';

export const keyParts = ['public-pem', 'jwk', 'jwks', 'certificate', 'chain', 'request', 'calendar'] as const;
export type KeyPart = (typeof keyParts)[number];

export const partSuffixes: Readonly<Record<KeyPart, string>> = {
  'public-pem': 'public-key.pem',
  jwk: 'jwk.json',
  jwks: 'jwks.json',
  certificate: 'certificate.pem',
  chain: 'chain.pem',
  request: 'request.pem',
  calendar: 'certificate.ics',
};

/** A calendar makes sense as a file only. `jwks` holds all keys of the payer, the others are of the one key. null: it has none. */
export function copyableText(payer: Payer, key: KeyRecord, part: Exclude<KeyPart, 'calendar'>): string | null {
  switch (part) {
    case 'public-pem':
      return key.publicPem;
    case 'jwk':
      return json(publicJwkOf(payer, key));
    case 'jwks':
      return json(publicJwks(payer));
    case 'certificate':
      return key.certificate?.pem ?? null;
    case 'chain':
      return chainText(key);
    case 'request':
      return key.request?.pem ?? null;
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The key's own certificate first. */
function chainText({ certificate, chain }: KeyRecord): string | null {
  return certificate && [certificate, ...chain].map(({ pem }) => pem).join('');
}
