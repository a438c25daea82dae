/** @file How sure each key of a dialect is, and what a dialect has no place for, in words. The tables are the core's. */
import type { Dialect, ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { cannotCarry } from '#core/domain/definition/text.ts';
import type { Confidence } from '#core/domain/definition/wire-names.ts';
import { secretKey, wireNames } from '#core/domain/definition/wire-names.ts';
import { fields } from '#core/domain/payer/fields.ts';

interface TrustWords {
  readonly level: 0 | 1 | 2 | 3;
  readonly words: string;
  readonly short: string;
}

export const trustWords: Readonly<Record<Confidence, TrustWords>> = {
  documented: { level: 3, words: 'Documented', short: 'Documented' },
  'seen-in-public-code': { level: 2, words: 'Seen in public code', short: 'Public code' },
  inferred: { level: 1, words: 'Inferred', short: 'Inferred' },
  'tutorial-only': { level: 0, words: 'Tutorial only', short: 'Tutorial only' },
};

const trustOfKey = new Map<string, Confidence>([
  ...Object.values(wireNames).map(({ key, confidence }) => [key, confidence] as const),
  // It stands beside the client id in the same public code.
  [secretKey, 'seen-in-public-code'],
]);

/** A key that no table names is one of the tutorial's own. */
export function trustIn(dialect: Dialect, key: string): Confidence {
  const trust = trustOfKey.get(key) ?? 'tutorial-only';
  return dialect === 'tutorial' && trust !== 'documented' ? 'tutorial-only' : trust;
}

export interface NotCarried {
  readonly label: string;
  readonly reason: string;
}

export function notCarriedBy(dialect: Dialect): NotCarried[] {
  return Object.entries(cannotCarry[dialect]).map(([member, reason]) => ({
    label: labelOf(member as keyof ServerDefinition),
    reason,
  }));
}

function labelOf(member: keyof ServerDefinition): string {
  if (member === 'signingKeyId') return 'Signing key';
  if (member in wireNames) return wireNames[member as keyof typeof wireNames].label;
  return member in fields ? fields[member as keyof typeof fields].label : member;
}
