/** @file What of a key may leave as it is, because it is public. */
import type { Payer } from '../payer/payer.ts';
import { certificateCalendar } from './calendar.ts';
import { publicJwkOf, publicJwks } from './jwks.ts';
import type { KeyRecord } from './key-record.ts';

export const keyParts = ['public-pem', 'jwk', 'jwks', 'certificate', 'chain', 'request', 'calendar'] as const;
export type KeyPart = (typeof keyParts)[number];

export interface PartFile {
  /** A name for the file: `northlake_test-certificate.pem`. */
  readonly name: string;
  readonly text: string;
}

export interface Circumstances {
  readonly payer: Payer;
  readonly key: KeyRecord;
  readonly now: Date;
}

/** `jwks` holds all keys of the payer, the others are of the one key. null: the key has none. Before it leaves: `leavingPart`. */
export function keyPartFile(given: Circumstances, part: KeyPart): PartFile | null {
  const { suffix, textOf } = parts[part];
  const text = textOf(given);
  return text === null ? null : { name: `${given.payer.ref.replace('@', '_')}-${suffix}`, text };
}

const parts: Readonly<Record<KeyPart, { suffix: string; textOf: (given: Circumstances) => string | null }>> = {
  'public-pem': { suffix: 'public-key.pem', textOf: ({ key }) => key.publicPem },
  jwk: { suffix: 'jwk.json', textOf: ({ payer, key }) => json(publicJwkOf(payer, key)) },
  jwks: { suffix: 'jwks.json', textOf: ({ payer }) => json(publicJwks(payer)) },
  certificate: { suffix: 'certificate.pem', textOf: ({ key }) => key.certificate?.pem ?? null },
  chain: { suffix: 'chain.pem', textOf: ({ key }) => chainText(key) },
  request: { suffix: 'request.pem', textOf: ({ key }) => key.request?.pem ?? null },
  calendar: { suffix: 'certificate.ics', textOf: calendar },
};

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The key's own certificate first. */
function chainText({ certificate, chain }: KeyRecord): string | null {
  return certificate && [certificate, ...chain].map(({ pem }) => pem).join('');
}

function calendar({ payer, key: { kid, certificate, chain }, now }: Circumstances): string | null {
  const whose = payer.name === '' ? payer.ref : `${payer.name} (${payer.ref})`;
  return certificate && certificateCalendar({ whose, kid, certificate, chain, now });
}
