/** @file The error code of a refusal: from the body (RFC 6749 §5.2), else from the challenge (RFC 6750 §3, RFC 7235 §4.1). */
import type { TokenAnswer } from '../../ports.ts';
import type { Page } from './page.ts';
import { isMarkedByGateway } from './page.ts';

/** The form that all registered codes have; “Unauthorized” and “Not Found” are a framework's names of a status. */
const form = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/** '' where the answer names none. */
export function namedErrorOf({ is, error, answer }: TokenAnswer, page: Page): string {
  if (answer === null || is === 'granted') return '';
  if (answer.status >= 300 && answer.status < 400) return '';
  if (form.test(error)) return error;
  const ofChallenge = challengeError(page);
  if (ofChallenge !== '') return ofChallenge;
  const ofVendor = /"errorCode"\s*:\s*"([a-z_]+)"/.exec(page.text)?.[1] ?? '';
  return form.test(ofVendor) ? ofVendor : '';
}

/**
 * The one that an answer comes to that names none, else ''. A 401 of JSON or with nothing in it is the refusal of a client,
 * whatever it is called; and so is a 403 with nothing in it, unless something in front of the server left its mark on it.
 */
export function impliedErrorOf({ is, answer }: TokenAnswer, page: Page): string {
  if (answer === null || is === 'granted' || page.isHtml || wantsPerson(page)) return '';
  const refusesClient =
    answer.status === 401 || (answer.status === 403 && page.text === '' && !isMarkedByGateway(page));
  return refusesClient ? 'invalid_client' : '';
}

export function challengeError({ headers }: Page): string {
  const named = /\berror="([^"]*)"/.exec(headers['www-authenticate'] ?? '')?.[1] ?? '';
  return form.test(named) ? named : '';
}

/** A scheme by which people sign in at a gateway, and no client at a token endpoint. */
export function wantsPerson({ headers }: Page): boolean {
  return /^\s*(negotiate|ntlm|digest|azureapimanagementkey)/i.test(headers['www-authenticate'] ?? '');
}
