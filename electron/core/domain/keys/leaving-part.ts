import { Fault } from '../fault.ts';
import type { Circumstances, KeyPart, PartFile } from './key-part.ts';
import { keyPartFile } from './key-part.ts';
import { refuseDifferingPairs } from './refuse-pair.ts';

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
