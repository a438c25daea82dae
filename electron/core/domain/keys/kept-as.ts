/** @file What the file of a key says of it beside its numbers, as far as that can be kept. [Note: Nothing is changed in silence] */
import { explain } from '../catalogue.ts';
import type { Failure } from '../fault.ts';
import type { KeyInHand } from './key-file.ts';
import type { KeyRecord } from './key-record.ts';
import { checkKid } from './kid.ts';

/** The kid that it had elsewhere is one that somebody may know it by; the algorithm is its default from now on. */
export function keptAs(keys: readonly KeyRecord[], record: KeyRecord, inHand: KeyInHand): KeyRecord {
  const { algorithms } = inHand;
  const kid = hasKid(keys, inHand) ? inHand.kid : record.kid;
  return { ...record, kid, algorithm: algorithms[0] ?? record.algorithm, algorithms: [...algorithms] };
}

/** Told before it is kept, or at once after. `keys`: those that the payer has without it. */
export function notKept(keys: readonly KeyRecord[], inHand: KeyInHand): Failure[] {
  const { kid, algorithm, algorithms, kind } = inHand;
  const remarks: Failure[] = [];
  if (kid !== '' && !hasKid(keys, inHand))
    remarks.push({ code: 'key/kid-not-kept', ...explain('key/kid-not-kept', { kid: kid.slice(0, 200) }) });
  if (algorithm !== '' && !algorithms.includes(algorithm)) {
    const details = { algorithm: algorithm.slice(0, 40), kind, instead: algorithms[0] ?? '' };
    remarks.push({ code: 'key/algorithm-not-kept', ...explain('key/algorithm-not-kept', details) });
  }
  return remarks;
}

function hasKid(keys: readonly KeyRecord[], { kid, thumbprint }: KeyInHand): boolean {
  return checkKid(kid) && !keys.some((key) => key.kid === kid && key.thumbprint !== thumbprint);
}
