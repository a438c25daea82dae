/** @file What a definition shows after a write, beside what was to be there. */
import type { WireServer } from '../../ports.ts';
import { wireNames } from '../definition/wire-names.ts';
import type { FieldChange } from './plan-types.ts';
import { ownedByServer, sameIssuer, wireText } from './same.ts';

export interface Comparison {
  /** Wire keys that were sent and are absent. */
  readonly lost: readonly string[];
  /** By wire key: the value that is there instead of the one that was sent. */
  readonly other: Readonly<Record<string, string>>;
}

/** Wanted texts by wire key, '' for a field that is not to be set, beside those that came back. */
export function compareAfterwards(wanted: Readonly<Record<string, string>>, after: WireServer): Comparison {
  const lost: string[] = [];
  const other: Record<string, string> = {};
  for (const [key, value] of Object.entries(wanted)) {
    const now = wireText(after, key);
    if (now === value) continue;
    // A server that takes the final slash off an issuer has kept it all the same (smile-cdr §2.3).
    if (now === '' || (key === wireNames.issuer.key && sameIssuer(now, value))) lost.push(key);
    else other[key] = now;
  }
  return { lost, other };
}

/** Keys that are not ours, were there before and did not come back. What stands in them now is the server’s to say. */
export function lostOfOthers(
  before: WireServer,
  after: WireServer,
  ours: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.keys(before).filter(
    (key) =>
      !Object.hasOwn(ours, key) &&
      !ownedByServer.includes(key) &&
      wireText(before, key) !== '' &&
      wireText(after, key) === '',
  );
}

/**
 * What reading tells of a write whose answer was lost. `cannot-tell`: nothing that can be read was to change, or nothing of
 * it is ever kept there. `otherwise`: neither the state before nor the planned one.
 */
export type Settled = 'written' | 'not-written' | 'otherwise' | 'cannot-tell';

export function settle(changes: readonly FieldChange[], after: WireServer): Settled {
  const readable = changes.filter(({ state }) => state === 'different');
  const isBefore = ({ key, now }: FieldChange) => wireText(after, key) === (now ?? '');
  const isPlanned = ({ key, planned, now }: FieldChange) => {
    const there = wireText(after, key);
    if (there === (planned ?? '')) return true;
    // An issuer that lost its slash on the way was written, where the slash is not all that was to change.
    return key === wireNames.issuer.key && sameIssuer(there, planned ?? '') && !sameIssuer(now ?? '', planned ?? '');
  };
  const written = readable.filter(isPlanned);
  const asBefore = readable.filter((change) => !isPlanned(change) && isBefore(change));
  if (readable.length === 0) return 'cannot-tell';
  if (written.length + asBefore.length < readable.length) return 'otherwise';
  if (written.length > 0) return 'written';
  // Fields that this server may not keep, and a secret that it may have taken.
  return readable.length < changes.length ? 'cannot-tell' : 'not-written';
}
