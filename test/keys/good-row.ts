/** @file A row of the table of good keys, and what its parts have in common. */
import type { KeyObject } from 'node:crypto';
import { keys, passphrase } from './make.ts';

export interface GoodRow {
  readonly name: string;
  readonly key: () => KeyObject;
  readonly make: () => string | Uint8Array;
  readonly passphrase?: string;
  /** Absent: none. */
  readonly certificates?: number;
  readonly requests?: number;
}

export type Made = (key: KeyObject) => string | Uint8Array;

/** One row for each key. */
export function each(
  name: string,
  of: readonly (keyof typeof keys)[],
  make: Made,
  more: Partial<GoodRow> = {},
): GoodRow[] {
  return of.map((id) => ({ name: `${name}, ${id}`, key: keys[id], make: () => make(keys[id]()), ...more }));
}

export const all = ['rsa', 'p256', 'p384', 'p521', 'ed25519'] as const;
export const ec = ['p256', 'p384', 'p521'] as const;
export const secret = { passphrase };
export const legacy = ['-provider', 'legacy', '-provider', 'default'];
