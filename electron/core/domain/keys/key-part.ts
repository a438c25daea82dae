/** @file What of a key may leave as it is, because it is public. */
import { Fault } from '../fault.ts';
import type { Payer } from '../payer/payer.ts';
import { certificateCalendar } from './calendar.ts';
import { publicJwks } from './jwks.ts';
import type { CertificateRecord, KeyRecord } from './key-record.ts';
import { refuseDifferingPairs } from './pair.ts';

export const keyParts = ['public-pem', 'jwk', 'jwks', 'certificate', 'chain', 'request', 'calendar'] as const;
export type KeyPart = (typeof keyParts)[number];

export interface PartFile {
  /** A name for the file: `northlake_test-certificate.pem`. */
  readonly name: string;
  readonly text: string;
}

interface Circumstances {
  readonly payer: Pick<Payer, 'ref' | 'name' | 'keys'>;
  readonly key: KeyRecord;
  readonly now: Date;
}

/**
 * `jwks` holds all keys of the payer, the others are of the one key. Throws `key/no-certificate`, `key/no-request`, and
 * `certificate/other-key` where what belongs together does not: that never leaves.
 */
export function keyPartFile(given: Circumstances, part: KeyPart): PartFile {
  refuseDifferingPairs(part === 'jwks' ? given.payer.keys : [given.key]);
  const { suffix, textOf } = parts[part];
  return { name: `${given.payer.ref.replace('@', '_')}-${suffix}`, text: textOf(given) };
}

const parts: Readonly<Record<KeyPart, { suffix: string; textOf: (given: Circumstances) => string }>> = {
  'public-pem': { suffix: 'public-key.pem', textOf: ({ key }) => key.publicPem },
  jwk: { suffix: 'jwk.json', textOf: ({ key }) => json(publicJwks([key]).keys[0]) },
  jwks: { suffix: 'jwks.json', textOf: ({ payer }) => json(publicJwks(payer.keys)) },
  certificate: { suffix: 'certificate.pem', textOf: ({ key }) => certificateIn(key).pem },
  chain: {
    suffix: 'chain.pem',
    textOf: ({ key }) => [certificateIn(key), ...key.chain].map(({ pem }) => pem).join(''),
  },
  request: { suffix: 'request.pem', textOf: ({ key }) => requestIn(key) },
  calendar: { suffix: 'certificate.ics', textOf: calendar },
};

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function certificateIn({ id, certificate }: KeyRecord): CertificateRecord {
  if (certificate === null) throw new Fault('key/no-certificate', { keyId: id });
  return certificate;
}

function requestIn({ kid, request }: KeyRecord): string {
  if (request === null) throw new Fault('key/no-request', { kid });
  return request.pem;
}

function calendar({ payer, key, now }: Circumstances): string {
  const whose = payer.name === '' ? payer.ref : `${payer.name} (${payer.ref})`;
  return certificateCalendar({ whose, kid: key.kid, certificate: certificateIn(key), now });
}
