import type { Secret } from '#core/domain/secret.ts';

/** Whether two secrets are the same: a passphrase that was typed twice, two files that hold one. */
export function isSameSecret(one: Secret, other: Secret): boolean {
  return one.reveal() === other.reveal();
}
