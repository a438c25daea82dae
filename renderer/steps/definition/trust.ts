/** @file How sure a spelling is, in words. */
import type { Confidence } from '#core/domain/definition/wire-names.ts';

interface TrustWords {
  readonly level: 0 | 1 | 2 | 3;
  readonly words: string;
  readonly short: string;
}

/** The surest first. */
export const trustWords: Readonly<Record<Confidence, TrustWords>> = {
  documented: { level: 3, words: 'Documented', short: 'Documented' },
  'seen-in-public-code': { level: 2, words: 'Seen in public code', short: 'Public code' },
  inferred: { level: 1, words: 'Inferred', short: 'Inferred' },
  'tutorial-only': { level: 0, words: 'Tutorial only', short: 'Tutorial only' },
};
