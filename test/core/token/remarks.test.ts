import { expect, test } from 'vitest';
import { remarksOn } from '#core/domain/token/remarks.ts';
import type { Tried } from '#core/domain/token/remarks.ts';
import type { TokenAnswer } from '#core/ports.ts';

const granted: TokenAnswer = {
  is: 'granted',
  code: '',
  detail: '',
  status: 200,
  headers: {},
  members: [],
  tokenType: 'Bearer',
  expiresIn: 300,
  scope: 'a b',
  error: '',
  errorDescription: '',
  connectMilliseconds: 1,
  answerMilliseconds: 1,
};
const withKey: Tried = {
  usesKey: true,
  audience: 'x',
  scopes: ['a', 'b'],
  encodingMatters: false,
  clockDifferenceSeconds: 0,
};
const withSecret: Tried = { ...withKey, usesKey: false, encodingMatters: true };

const refused = (error: string): TokenAnswer => ({ ...granted, is: 'refused', status: 401, error });
const failed = (status: number, headers = {}): TokenAnswer => ({ ...granted, is: 'failed', status, headers });

test.each([
  ['a good answer', granted, withKey, []],
  ['the scheme in another case', { ...granted, tokenType: 'bearer' }, withKey, []],
  ['fewer scopes', { ...granted, scope: 'a' }, withKey, ['token/scopes-missing']],
  ['no scope told', { ...granted, scope: null }, withKey, ['token/no-scope']],
  ['no expiry', { ...granted, expiresIn: null }, withKey, ['token/no-expiry']],
  ['another type', { ...granted, tokenType: 'mac' }, withKey, ['token/not-bearer']],
  ['status 201', { ...granted, status: 201 }, withKey, ['token/status-created']],
  ['a clock that is off, granted', granted, { ...withKey, clockDifferenceSeconds: -40 }, ['token/hint-clock']],
  [
    'the clock comes first',
    refused('invalid_client'),
    { ...withKey, clockDifferenceSeconds: 90 },
    ['token/hint-clock', 'token/hint-client', 'token/hint-audience'],
  ],
  ['invalid_client with a key', refused('invalid_client'), withKey, ['token/hint-client', 'token/hint-audience']],
  ['invalid_client with a secret', refused('invalid_client'), withSecret, ['token/hint-encoding', 'token/hint-client']],
  ['invalid_grant', refused('invalid_grant'), withKey, ['token/hint-audience', 'token/hint-client']],
  ['invalid_scope', refused('invalid_scope'), withKey, ['token/hint-scope']],
  ['unauthorized_client', refused('unauthorized_client'), withKey, ['token/hint-grant']],
  ['unsupported_grant_type', refused('unsupported_grant_type'), withKey, ['token/hint-grant']],
  ['invalid_request', refused('invalid_request'), withKey, ['token/hint-request']],
  ['a redirect', failed(302, { location: 'https://login.example' }), withKey, ['token/hint-redirect']],
  ['HTML', failed(200, { 'content-type': 'text/html' }), withKey, ['token/hint-not-json']],
  [
    'HTML with 400',
    failed(400, { 'content-type': 'text/html' }),
    withKey,
    ['token/hint-mutual-tls', 'token/hint-not-json'],
  ],
])('%s', (_name, answer, tried, codes) => {
  expect(remarksOn(answer, tried).map(({ code }) => code)).toEqual(codes);
});
