import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A store and a profile that nobody has used before, and that are gone after the test. */
export interface Throwaway {
  readonly store: string;
  readonly profile: string;
  remove(): void;
}

export function makeThrowaway(): Throwaway {
  const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-self-test-'));
  return {
    store: path.join(folder, 'store'),
    profile: path.join(folder, 'profile'),
    remove: () => {
      // Chromium may still be writing into its profile: a rest in the temporary folder is not a failure.
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}
