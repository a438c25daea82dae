import type { Effort } from './cause.ts';
import type { Diagnosis, LikelyCause } from './diagnosis.ts';
import { strengths } from './diagnosis.ts';

export interface Candidate {
  readonly effort: Effort;
  readonly cause: LikelyCause;
}

/**
 * (1) Causes of one strength form a group, the strongest first: they cannot be told apart from here. (2) Within it the one that
 * costs least to try comes first, and of equal ones the first of the table. (3) Once something is proven or told, what an answer
 * merely allows is left out: it explains nothing that is not explained.
 */
export function rank(candidates: readonly Candidate[]): Diagnosis['groups'] {
  const isKnown = candidates.some(({ cause: { strength } }) => strength === 'proven' || strength === 'told');
  return strengths
    .filter((strength) => !(isKnown && strength === 'possible'))
    .map((strength) => ({
      strength,
      causes: candidates
        .filter(({ cause }) => cause.strength === strength)
        .toSorted((one, other) => one.effort - other.effort)
        .map(({ cause }) => cause),
    }))
    .filter(({ causes }) => causes.length > 0);
}
