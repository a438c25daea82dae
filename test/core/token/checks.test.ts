/** @file Each check of a granted token, good and bad: by its code, one departure from a good token at a time. */
import { expect, test } from 'vitest';
import type { Granted } from '#core/domain/token/checks.ts';
import { checksOf, checksWithoutToken } from '#core/domain/token/checks.ts';
import type { OpenedToken, TokenAnswer } from '#core/ports.ts';

const issuer = 'https://auth.northlake.example/p2p';
const fhirBase = 'https://fhir.northlake.example/r4';
const now = new Date('2027-01-01T00:00:00.000Z');
const second = now.getTime() / 1000;

const answered = {
  status: 200,
  contentType: 'application/json;charset=UTF-8',
  members: ['access_token', 'token_type', 'expires_in', 'scope'],
  headers: { 'cache-control': 'private, no-store' } as Record<string, string>,
  body: '',
  bytes: 200,
};
const answer: TokenAnswer = {
  is: 'granted',
  code: '',
  detail: '',
  steps: [],
  tls: null,
  answer: answered,
  sent: { headers: {}, form: {} },
  tokenType: 'Bearer',
  expiresIn: 300,
  scope: 'system/*.rs',
  error: '',
  errorDescription: '',
  errorUri: '',
  accessToken: null,
};
const token: OpenedToken = {
  header: { alg: 'ES256', kid: 'payer-1', typ: 'at+jwt' },
  issuer,
  audience: [fhirBase],
  issuedAt: second,
  notBefore: second,
  expiresAt: second + 300,
  scope: 'system/*.rs',
};
const good: Granted = {
  answer,
  method: 'private_key_jwt',
  asked: ['system/*.rs'],
  assertion: null,
  token,
  signature: { is: 'good' },
  issuer,
  fhirBase,
  now,
  clockDifferenceSeconds: 0,
};

const listed = (granted: Granted) => checksOf(granted).map(({ is, code }) => `${is} ${code}`);

test('a token that is all good is told to be so, check by check, with nothing to do', () => {
  expect(checksOf(good).map(({ is, code, hint }) => [is, code, hint])).toEqual(
    [
      'token/status-ok',
      'token/json',
      'token/no-store',
      'token/bearer',
      'token/expires',
      'token/nothing-more',
      'token/scopes-as-asked',
      'token/typ-access',
      'token/signature-good',
      'token/iss-good',
      'token/aud-good',
      'token/times-good',
      'token/expiry-agrees',
      'token/clock',
    ].map((code) => ['good', code, '']),
  );
});

const withAnswer = (more: Partial<TokenAnswer>): Partial<Granted> => ({ answer: { ...answer, ...more } });
const withHead = (more: Partial<typeof answered>) => withAnswer({ answer: { ...answered, ...more } });
const withToken = (more: Partial<OpenedToken>, granted: Partial<Granted> = {}): Partial<Granted> => ({
  token: { ...token, ...more },
  ...granted,
});
const headed = (more: Partial<OpenedToken['header']>) => withToken({ header: { ...token.header, ...more } });

test.each<[told: string, given: Partial<Granted>]>([
  ['warning token/status-created', withHead({ status: 201 })],
  ['warning token/not-json', withHead({ contentType: 'text/plain' })],
  ['warning token/not-json', withHead({ contentType: 'application/jsonp' })],
  ['warning token/may-be-stored', withHead({ headers: {} })],
  ['warning token/may-be-stored', withHead({ headers: { 'cache-control': 'no-cache, x-no-store' } })],
  ['good token/no-store', withHead({ headers: { 'cache-control': 'NO-STORE' } })],
  ['good token/bearer', withAnswer({ tokenType: 'bEARER' })],
  ['warning token/bearer-token', withAnswer({ tokenType: 'BearerToken' })],
  ['warning token/not-bearer', withAnswer({ tokenType: 'DPoP' })],
  ['warning token/no-token-type', withAnswer({ tokenType: '' })],
  ['warning token/no-expiry', withAnswer({ expiresIn: null })],
  ['warning token/no-expiry', withAnswer({ expiresIn: 'soon' })],
  ['warning token/expiry-text', withAnswer({ expiresIn: '300' })],
  ['error token/expiry-odd', withAnswer({ expiresIn: 0 })],
  ['error token/expiry-odd', withAnswer({ expiresIn: Number.NaN })],
  ['warning token/long-life', withAnswer({ expiresIn: 301 })],
  ['good token/expires', { ...withAnswer({ expiresIn: 3600 }), method: 'udap' }],
  ['warning token/long-life', { ...withAnswer({ expiresIn: 3601 }), method: 'udap' }],
  ['warning token/refresh-token', withHead({ members: ['access_token', 'refresh_token'] })],
  ['warning token/id-token', withHead({ members: ['access_token', 'id_token'] })],
  ['warning token/no-scope', withAnswer({ scope: null })],
  ['warning token/scopes-missing', withAnswer({ scope: 'system/Patient.rs' })],
  ['warning token/scopes-more', withAnswer({ scope: 'system/*.cruds' })],
  ['good token/scopes-spelling', { asked: ['system/*.read'] }],
  ['good token/scopes-unasked', { asked: [] }],
  ['unknown token/opaque', { token: null, signature: null }],
  ['good token/typ-access', headed({ typ: 'application/AT+JWT' })],
  ['good token/typ-other', headed({ typ: 'JWT' })],
  ['good token/typ-other', headed({ typ: '' })],
  ['error token/alg-none', { ...headed({ alg: 'nOnE' }), signature: null }],
  ['error token/signature-bad', { signature: { is: 'bad' } }],
  ['unknown token/signature-no-key', { signature: { is: 'no-key' } }],
  ['unknown token/signature-unread', { signature: { is: 'no-keys', reason: 'why' } }],
  ['warning token/iss-slash', withToken({ issuer: `${issuer}/` })],
  ['warning token/iss-other', withToken({ issuer: 'https://inner.example' })],
  ['unknown token/iss-unknown', withToken({ issuer: '' })],
  ['unknown token/iss-unknown', { issuer: '' }],
  ['good token/aud-good', withToken({ audience: ['other', `${fhirBase}/`] })],
  ['good token/aud-good', withToken({ audience: [issuer] })],
  ['good token/aud-good', withToken({ audience: ['https://fhir.northlake.example'] })],
  ['warning token/aud-other', withToken({ audience: ['account'] })],
  ['warning token/aud-other', withToken({ audience: ['https://fhir.northlake.example/r5'] })],
  ['unknown token/aud-unknown', withToken({ audience: [] })],
  ['unknown token/aud-unknown', withToken({ audience: ['account'] }, { fhirBase: '' })],
  ['error token/expired', withToken({ expiresAt: second })],
  [
    'warning token/expired',
    withToken({ issuedAt: second - 300, notBefore: null, expiresAt: second }, { clockDifferenceSeconds: 30 }),
  ],
  ['error token/expired', withToken({ expiresAt: second + 10 }, { clockDifferenceSeconds: -30 })],
  ['error token/not-yet', withToken({ notBefore: second + 30 })],
  ['warning token/not-yet', withToken({ notBefore: second + 30 }, { clockDifferenceSeconds: -30 })],
  ['warning token/issued-ahead', withToken({ issuedAt: second + 30 })],
  ['warning token/no-end', withToken({ expiresAt: null })],
  ['warning token/expiry-differs', withToken({ expiresAt: second + 3600 })],
  ['error token/expired', withToken({ expiresAt: -8.64e15 })],
])('%s', (told, given) => {
  expect(listed({ ...good, ...given })).toContain(told);
});

test('one departure is told by one check: the others stand as they stood', () => {
  const listedGood = listed(good);
  const differing = listed({ ...good, ...withHead({ status: 201 }) }).filter((each) => !listedGood.includes(each));
  expect(differing).toEqual(['warning token/status-created']);
});

test.each<[told: string[], given: Partial<TokenAnswer>]>([
  [['good token/refusal-status', 'good token/refusal-known'], { error: 'invalid_client' }],
  [
    ['warning token/refusal-odd-status', 'good token/refusal-known'],
    { error: 'invalid_scope', answer: { ...answered, status: 403 } },
  ],
  [['good token/refusal-status', 'warning token/refusal-unknown'], { error: 'constructor' }],
])('of a refusal: %j', (told, given) => {
  const refused: TokenAnswer = { ...answer, is: 'refused', answer: { ...answered, status: 401 }, ...given };
  const checks = checksWithoutToken(refused, { assertion: null, clockDifferenceSeconds: 0 });
  expect(checks.map(({ is, code }) => `${is} ${code}`)).toEqual([...told, 'good token/clock']);
});
