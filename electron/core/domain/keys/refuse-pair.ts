/** @file Apart from `pair.ts`: a fault knows every word there is, and the window need not. */
import { Fault } from '../fault.ts';
import type { KeyRecord } from './key-record.ts';
import { differingPart } from './pair.ts';

/** Before anything of a pair leaves. Throws `certificate/other-key`. */
export function refuseDifferingPairs(keys: readonly KeyRecord[]): void {
  for (const key of keys) {
    const what = differingPart(key);
    if (what !== null) throw new Fault('certificate/other-key', { what, kid: key.kid });
  }
}
