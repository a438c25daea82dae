import type { Payer } from './payer.ts';

export interface GivenSecret {
  readonly since: string;
  /** `run`: in memory, and gone with the run of the program in which it was given. */
  readonly keptFor: 'good' | 'run';
}

/** The client secret that counts, as the payer notes it; null: none was given, or what was given is gone. */
export function givenSecret({
  secretSince,
  secretForRun,
}: Pick<Payer, 'secretSince' | 'secretForRun'>): GivenSecret | null {
  if (secretForRun !== null && !secretForRun.isGone) return { since: secretForRun.at, keptFor: 'run' };
  return secretSince === null ? null : { since: secretSince, keptFor: 'good' };
}
