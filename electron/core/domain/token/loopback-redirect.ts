/** @file The redirect address for signing in with the system's browser: RFC 8252 §7.3. */
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';

/** '' is none: signing in with a browser is not offered then. */
export function loopbackProblems(address: string): Problem[] {
  return address === '' || isLoopbackRedirect(address)
    ? []
    : [problem('loopbackRedirect', 'client/not-loopback', { given: address })];
}

/**
 * Plain http, since nobody has a certificate for a loopback address; no fragment (RFC 6749 §3.1.2). `localhost` is not
 * recommended (RFC 8252 §8.3), but payers register it. The spelling counts: the payer compares character by character,
 * and URL would mend 127.1 without a word.
 */
function isLoopbackRedirect(address: string): boolean {
  return (
    /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d{1,5})?([/?][^#\\\s]*)?$/.test(address) && URL.canParse(address)
  );
}
