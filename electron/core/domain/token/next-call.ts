/** @file What the answer to a call with the token tells: a good token without the permission, a bad token, or another server than the FHIR base. */
import type { Called } from '../../ports.ts';
import { explain } from '../catalogue.ts';
import { shownLocation } from '../shown-address.ts';
import type { Words } from '../words.ts';
import { short } from './check.ts';
import type { NextCall } from './report.ts';

/** Counts and shows nobody: a server that keeps to FHIR R4 §3.1.1.5.9 answers without an entry. */
export function nextAddress(fhirBase: string): string {
  return `${fhirBase.replace(/\/+$/, '')}/Patient?_summary=count`;
}

type Told = NextCall['is'];

/** `unanswered`: why no answer came, in words; it is asked only then. */
export function nextCallOf(
  called: Called,
  { address, unanswered }: { address: string; unanswered: () => Words },
): NextCall {
  const { answer, code } = called;
  const issueCodes = called.issueCodes.map(short);
  if (answer === null)
    return { address, is: 'no-answer', status: null, headers: {}, issueCodes, code, ...unanswered() };
  const is = toldBy(called, answer);
  const { status, headers } = answer;
  const words = wordsOf(is, {
    answer: inWords(called, answer),
    address,
    location: shownLocation(headers['location'] ?? '', address),
  });
  return { address, is, status, headers: { ...headers }, issueCodes, code: '', ...words };
}

type Answer = NonNullable<Called['answer']>;

function toldBy({ issueCodes }: Called, { status, headers, contentType }: Answer): Told {
  const isPage = /html/i.test(contentType);
  const error = bearerError(headers);
  if (status >= 300 && status < 400) return 'redirected';
  // The challenge says more than the status: RFC 6750 §3.1.
  if (error === 'insufficient_scope') return 'permission-missing';
  if (error === 'invalid_token' || status === 401) return 'token-refused';
  if (status === 404 || status === 410) return issueCodes.length > 0 ? 'other' : 'not-fhir';
  if (status < 300) return isFhir(contentType) ? 'good' : 'not-fhir';
  if (status === 429 || status >= 500) return status === 501 ? 'other' : 'server-error';
  if (isPage) return 'gateway';
  return status === 403 ? 'permission-missing' : 'other';
}

function isFhir(contentType: string): boolean {
  return /\b(json|xml)\b/i.test(contentType) && !/html/i.test(contentType);
}

function bearerError(headers: Answer['headers']): string {
  const [, error = ''] = /\berror\s*=\s*"?([a-z_]+)/i.exec(headers['www-authenticate'] ?? '') ?? [];
  return error.toLowerCase();
}

function inWords({ issueCodes }: Called, { status, headers }: Answer): string {
  const told = [bearerError(headers), ...issueCodes].filter((each) => each !== '');
  return [String(status), ...new Set(told)].map(short).join(', ');
}

function wordsOf(is: Told, details: { answer: string; address: string; location: string }): Words {
  switch (is) {
    case 'good':
      return explain('token/next-call-good', details);
    case 'permission-missing':
      return explain('token/next-call-forbidden', details);
    case 'token-refused':
      return explain('token/next-call-token-refused', details);
    case 'not-fhir':
      return explain('token/next-call-not-fhir', details);
    case 'redirected':
      return explain('token/next-call-redirected', details);
    case 'gateway':
      return explain('token/next-call-gateway', details);
    case 'server-error':
      return explain('token/next-call-server-error', details);
    case 'other':
    case 'no-answer':
      return explain('token/next-call-other', details);
  }
}
