/** @file What the causes of a refusal read off it: which of them an error code leaves open (RFC 6749 §5.2, interop-specs §2.10). */
import type { Look } from '../cause.ts';
import { cannotBe, notAbout } from '../cause.ts';
import type { Seen } from '../seen.ts';

/** The client was not believed. Some servers say so of a known client too: Keycloak, Entra and Auth0 use other codes for it. */
export function refusesClient({ phase, error, status }: Seen): boolean {
  if (phase !== 'refused') return false;
  return error === 'invalid_client' || (status === 401 && !otherErrors.has(error));
}

/** Of the assertion something was wrong: as a client's (`invalid_client`), as a grant, or as bulk-data-server says it (`invalid_grant`). */
export function refusesAssertion(seen: Seen): boolean {
  if (seen.assertion === null) return false;
  if (seen.phase === 'refused' && (refusesClient(seen) || seen.error === 'invalid_grant')) return true;
  // Redox says so of every assertion that it does not take, and nothing else; older servers did too.
  if (refusesForm(seen) && seen.answer.errorDescription === '') return true;
  return namedByServers.some((code) => seen.telling(code) !== null);
}

/** Of these, servers speak under other codes too: Redox says invalid_request. */
const namedByServers = [
  'cause/key-not-registered',
  'cause/kid-mismatch',
  'cause/audience-issuer-wanted',
  'cause/clock-behind',
  'cause/clock-ahead',
  'cause/subject-refused',
];

/** A 403 with nothing in it: some servers say no more to a client, and neither do things in front of them. */
export function isWordless({ phase, status, namedError }: Seen): boolean {
  return phase === 'refused' && status === 403 && namedError === '';
}

export function refusesScope({ phase, error }: Seen): boolean {
  return phase === 'refused' && error === 'invalid_scope';
}

export function refusesForm({ phase, error }: Seen): boolean {
  return phase === 'refused' && error === 'invalid_request';
}

/** Codes that speak of something else than who asks, whatever the status. */
const otherErrors: ReadonlySet<string> = new Set([
  'invalid_request',
  'invalid_grant',
  'invalid_scope',
  'invalid_target',
  'unauthorized_client',
  'unsupported_grant_type',
  'access_denied',
  'server_error',
  'temporarily_unavailable',
  'slow_down',
  'use_dpop_nonce',
  'invalid_dpop_proof',
]);

/** For causes of the assertion: under another error than one of it, what cannot be stays so, and the rest is not about it. */
export function ofAssertion(weighs: (seen: Seen) => Look): (seen: Seen) => Look {
  return (seen) => {
    if (seen.assertion === null) return cannotBe;
    const look = weighs(seen);
    return refusesAssertion(seen) || look.is === 'cannot-be' ? look : notAbout;
  };
}
