import { Fault } from '../fault.ts';
import type { Payer } from '../payer/payer.ts';
import { certificateCalendar } from './calendar.ts';
import type { KeyPart } from './key-part.ts';
import { copyableText, partSuffixes } from './key-part.ts';
import type { KeyRecord } from './key-record.ts';
import { refuseDifferingPairs } from './refuse-pair.ts';

export interface PartFile {
  /** A name for the file: `northlake_test-certificate.pem`. */
  readonly name: string;
  readonly text: string;
}

interface Circumstances {
  readonly payer: Payer;
  readonly key: KeyRecord;
  readonly now: Date;
}

/**
 * A public part of a key that is about to leave. Throws `key/no-certificate`, `key/no-request`, and `certificate/other-key` where
 * what belongs together does not: that never leaves.
 */
export function leavingPart(given: Circumstances, part: KeyPart): PartFile {
  const { payer, key } = given;
  refuseDifferingPairs(part === 'jwks' ? payer.keys : [key]);
  const file = keyPartFile(given, part);
  if (file !== null) return file;
  throw part === 'request'
    ? new Fault('key/no-request', { kid: key.kid })
    : new Fault('key/no-certificate', { keyId: key.id });
}

function keyPartFile(given: Circumstances, part: KeyPart): PartFile | null {
  const { payer, key } = given;
  const text = part === 'calendar' ? calendar(given) : copyableText(payer, key, part);
  return text === null ? null : { name: `${payer.ref.replace('@', '_')}-${partSuffixes[part]}`, text };
}

function calendar({ payer, key: { kid, certificate, chain }, now }: Circumstances): string | null {
  const whose = payer.name === '' ? payer.ref : `${payer.name} (${payer.ref})`;
  return certificate && certificateCalendar({ whose, kid, certificate, chain, now });
}
