/**
 * @file Rotation: current, next, previous. [Note: Rotation] The first key signs. A next key is published behind it before it
 * takes over, so that the Source Payer knows it by then; after the switch the previous one stays published until it is
 * retired. (1) Each step can be undone until the previous key is retired; retiring erases it.
 */
import type { KeyRecord } from './key-record.ts';

export type Standing = 'current' | 'next' | 'previous';

/** Where a key of a payer stands; `keys` in the payer's own order. */
export function standingOf(
  keys: readonly KeyRecord[],
  { id, signsSince }: Pick<KeyRecord, 'id' | 'signsSince'>,
): Standing {
  if (keys[0]?.id === id) return 'current';
  return signsSince === null ? 'next' : 'previous';
}

/** A new key: it signs when it is the only one, else it waits behind the present ones. */
export function withKey(keys: readonly KeyRecord[], key: KeyRecord, now: string): KeyRecord[] {
  return keys.length === 0 ? [{ ...key, signsSince: now }] : [...keys, { ...key, signsSince: null }];
}

/**
 * A next key takes over, and the one that signed stays published right behind it. Switching to a previous key takes that back:
 * the one that took over waits again, as if it had never signed.
 */
export function switchedTo(keys: readonly KeyRecord[], keyId: string, now: string): KeyRecord[] {
  const [current, ...others] = keys;
  const chosen = others.find(({ id }) => id === keyId);
  if (current === undefined || chosen === undefined) return [...keys];
  const isBack = chosen.signsSince !== null;
  const first = isBack ? chosen : { ...chosen, signsSince: now };
  const second = isBack ? { ...current, signsSince: null } : current;
  return [first, second, ...others.filter(({ id }) => id !== keyId)];
}
