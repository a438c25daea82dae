import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { lintScript } from '#core/domain/definition/lint-script.ts';
import { defaultAuthorizationScript, defaultUserMappingScript } from '#core/domain/definition/scripts.ts';

describe('the default scripts, run as Smile CDR runs them', () => {
  const authorize = runInNewContext(`${defaultAuthorizationScript}; onAuthenticateSuccess`) as (
    ...given: object[]
  ) => object;

  test('take three arguments and keep the subject with the session', () => {
    const kept: string[][] = [];
    const outcome = { setUserData: (...pair: string[]) => kept.push(pair) };
    const answered = authorize(outcome, {}, { getStringClaim: (name: string) => `${name}-of-ana` });
    expect([authorize.length, answered === outcome, kept]).toEqual([3, true, [['source-payer-user-id', 'sub-of-ana']]]);
  });

  test('answer a failure for a token without a subject', () => {
    const failure = { message: '' };
    const answered = authorize({}, { newFailure: () => failure }, { getStringClaim: () => null });
    expect([answered === failure, failure.message === '']).toEqual([true, false]);
  });

  test('name the local user by issuer and subject', () => {
    const name = runInNewContext(`${defaultUserMappingScript}; getUserName`) as (
      user: object,
      server: object,
    ) => string;
    expect(name({ sub: 'ana' }, { issuer: 'https://payer.example' })).toBe('https://payer.example|ana');
  });
});

const wanted = 'onAuthenticateSuccess';

test.each([
  ['', []],
  [defaultAuthorizationScript, []],
  ['function onAuthenticateSuccess(a, b, c) { return a; }', []],
  ["// doesn't count: ( [ {\nfunction onAuthenticateSuccess(a) { return ')'; }", []],
  ['function onAuthenticateSuccess(a) { return a', ['definition/script-broken']],
  ['function onAuthenticateSuccess(a) { return [a); }', ['definition/script-broken']],
  ["function onAuthenticateSuccess(a) { return 'a; }", ['definition/script-broken']],
  ['/* no end function onAuthenticateSuccess() {}', ['definition/script-broken']],
  ['function onAuthenticationSuccess(a) { return a; }', ['definition/script-misnamed']],
  ['function other() {}', ['definition/script-without-function']],
  ['// function onAuthenticateSuccess() {}', ['definition/script-without-function']],
  ["function onAuthenticateSuccess(a) { a.addUserData('x', 1); return a; }", ['definition/script-add-user-data']],
])('lint of %j', (text, codes) => {
  expect(lintScript('authorizationScript', text, wanted).map(({ code }) => code)).toEqual(codes);
});
