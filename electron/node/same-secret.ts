import type { Secret } from '#core/domain/secret.ts';

/** Whether a person typed the same twice. */
export function isSameSecret(one: Secret, other: Secret): boolean {
  return one.reveal() === other.reveal();
}
