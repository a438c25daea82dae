import { userInfo } from 'node:os';

/** Who sits here, as the system knows the person: the name claimed in acceptances and statements. */
export function personName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run a user id that no account has.
    return 'unknown';
  }
}
