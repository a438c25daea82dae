/** @file A good token without the permission, a bad token, and what is not the FHIR base are three things. */
import { expect, test } from 'vitest';
import { nextAddress, nextCallOf } from '#core/domain/token/next-call.ts';
import type { NextCall } from '#core/domain/token/report.ts';

const json = 'application/fhir+json;charset=utf-8';
const html = 'text/html';
const address = 'https://fhir.example/r4/Patient?_summary=count';

interface Given {
  readonly status: number;
  readonly contentType?: string;
  readonly challenge?: string;
  readonly issueCodes?: readonly string[];
  readonly location?: string;
}

function told({ status, contentType = json, challenge, issueCodes = [], location }: Given): NextCall {
  const headers: Record<string, string> = {
    ...(challenge === undefined ? {} : { 'www-authenticate': challenge }),
    ...(location === undefined ? {} : { location }),
  };
  const answer = { status, contentType, members: [], headers, body: '', bytes: 0 };
  const called = { code: '', detail: '', steps: [], tls: null, answer, issueCodes };
  return nextCallOf(called, { address, unanswered: () => ({ says: '', hint: '' }) });
}

test.each<[is: NextCall['is'], given: Given]>([
  ['good', { status: 200 }],
  ['good', { status: 200, contentType: 'application/fhir+xml' }],
  ['not-fhir', { status: 200, contentType: html }],
  ['not-fhir', { status: 204, contentType: '' }],
  ['permission-missing', { status: 403 }],
  ['permission-missing', { status: 403, issueCodes: ['forbidden'] }],
  ['permission-missing', { status: 401, challenge: 'Bearer realm="x", error="insufficient_scope"' }],
  ['token-refused', { status: 401 }],
  ['token-refused', { status: 401, challenge: 'Bearer error="invalid_token", error_description="audience"' }],
  ['token-refused', { status: 403, challenge: 'Bearer error=invalid_token' }],
  ['not-fhir', { status: 404, contentType: html }],
  ['not-fhir', { status: 404 }],
  ['other', { status: 404, issueCodes: ['not-supported'] }],
  ['redirected', { status: 302, location: 'https://login.example/?session=abc' }],
  ['gateway', { status: 403, contentType: html }],
  ['server-error', { status: 503, contentType: html }],
  ['server-error', { status: 429 }],
  ['other', { status: 400, issueCodes: ['invalid'] }],
  ['other', { status: 501 }],
])('%s: %j', (is, given) => {
  expect(told(given)).toMatchObject({ is, status: given.status, code: '' });
});

test('no answer keeps its code, and has the words of it', () => {
  const called = { code: 'discovery/refused', detail: '', steps: [], tls: null, answer: null, issueCodes: [] };
  const words = { says: 'why', hint: 'what to do' };
  expect(nextCallOf(called, { address, unanswered: () => words })).toEqual({
    address,
    is: 'no-answer',
    status: null,
    headers: {},
    issueCodes: [],
    code: 'discovery/refused',
    ...words,
  });
});

test('a redirect is told without what its query holds', () => {
  const { says } = told({ status: 302, location: 'https://login.example/in?session=canary-e1' });
  expect([says.includes('https://login.example/in?session=…'), says.includes('canary-e1')]).toEqual([true, false]);
});

test.each(['https://fhir.example/r4', 'https://fhir.example/r4/'])('%s is asked for a count', (base) => {
  expect(nextAddress(base)).toBe(address);
});
