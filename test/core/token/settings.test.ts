/** @file Whether a test is of today: by what it tried, in the reports of this version and of those before. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { changePayer } from '#core/domain/payer/change.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import { fieldNames } from '#core/domain/payer/fields.ts';
import { Payer } from '#core/domain/payer/payer.ts';
import { isTestCurrent, testedSettings } from '#core/domain/token/settings.ts';

/** As the version before the choice of a method wrote them. */
const golden = (name: string) =>
  Payer.parse(
    JSON.parse(readFileSync(path.join(import.meta.dirname, `golden/payer-before-methods-${name}.json`), 'utf8')),
  );

const type = (payer: Payer, fields: Partial<Record<FieldName, string>>) => changePayer(payer, { fields });
/** Tested just now, with the settings of now. */
function tested(payer: Payer): Payer {
  if (payer.test === null) throw new Error('The golden file has a test');
  return { ...payer, test: { ...payer.test, settings: testedSettings(payer) } };
}

describe.each(['key', 'secret'])('a payer of before, known by a %s', (name) => {
  test('reads, with a test that is still of today', () => {
    const payer = golden(name);
    expect([payer.test?.stages.map((stage) => stage.name), payer.test?.checks, isTestCurrent(payer)]).toEqual([
      ['settings', 'connect', 'request', 'answer', 'checks'],
      [],
      true,
    ]);
  });

  test('is of today with a client certificate too, for no report of then could name one', () => {
    const payer = golden(name);
    expect(isTestCurrent({ ...payer, network: { ...payer.network, clientKeyId: 'k' } })).toBe(true);
  });

  test.each<Partial<Record<FieldName, string>>>([
    { authenticationMethod: 'client_secret_post' },
    { grantType: 'jwt-bearer' },
    { clientId: 'another' },
    { tokenEndpoint: 'https://auth.northlake.example/p2p/other' },
    { requestScopes: 'system/*.rs' },
  ])('is out of date with %j', (fields) => {
    expect(isTestCurrent(type(golden(name), fields))).toBe(false);
  });

  test('is of today where the usual is now said in words', () => {
    const method = name === 'key' ? 'private_key_jwt' : 'client_secret_basic';
    const fields = { authenticationMethod: method, grantType: 'client_credentials', assertionCertificate: 'none' };
    expect(isTestCurrent(type(golden(name), fields))).toBe(true);
  });
});

const byKey = tested(golden('key'));
const bySecret = tested(golden('secret'));
const certificate = { sha256: 'a'.repeat(64) } as NonNullable<Payer['keys'][number]['certificate']>;
const certified = (payer: Payer, sha256: string): Payer => ({
  ...payer,
  keys: payer.keys.map((key) => ({ ...key, certificate: { ...certificate, sha256 } })),
});
const shown = (payer: Payer, clientKeyId: string | null): Payer => ({
  ...payer,
  network: { ...payer.network, clientKeyId },
});

/** Typing one of these makes another request of the same payer. */
const counting: Partial<Record<FieldName, string>> = {
  issuer: 'https://auth.northlake.example/other',
  tokenEndpoint: 'https://auth.northlake.example/p2p/other',
  clientAuthenticationMode: 'CLIENT_SECRET_BASIC',
  requestScopes: 'system/*.rs',
  clientId: 'another',
  authenticationMethod: 'udap',
  grantType: 'jwt-bearer',
  assertionAudience: 'token-endpoint',
  assertionType: 'none',
  assertionAlgorithm: 'ES256',
  assertionSeconds: '30',
  assertionJku: 'https://a.example/jwks',
  assertionCertificate: 'x5t',
  assertionClaims: '{"a":1}',
};

test('a change of any setting that goes over the wire makes a test out of date, and no other', () => {
  const outdating = fieldNames.filter(
    (name) => !isTestCurrent(type(byKey, { [name]: counting[name] ?? 'https://other.example/x' })),
  );
  expect(outdating.sort()).toEqual(Object.keys(counting).sort());
});

test.each<[name: string, payer: Payer]>([
  ['the encoding of the pair', type(bySecret, { basicEncoding: 'raw' })],
  ['another secret', { ...bySecret, secretSince: '2027-02-01T00:00:00.000Z' }],
  ['another key', { ...byKey, keys: byKey.keys.map((key) => ({ ...key, kid: 'another' })) }],
  ['a client certificate', shown(byKey, byKey.keys[0]?.id ?? '')],
  ['no client certificate', shown(tested(shown(byKey, byKey.keys[0]?.id ?? '')), null)],
  ['a renewed client certificate', certified(tested(shown(certified(byKey, 'a'), byKey.keys[0]?.id ?? '')), 'b')],
  [
    'a renewed certificate in the assertion',
    certified(tested(type(certified(byKey, 'a'), { assertionCertificate: 'x5c' })), 'b'),
  ],
  [
    'the alias of the token endpoint',
    type(tested(shown(byKey, 'k')), { mtlsTokenEndpoint: 'https://mtls.northlake.example/t' }),
  ],
  [
    'the audience’s own text',
    type(tested(type(byKey, { assertionAudience: 'own-text', assertionAudienceText: 'a' })), {
      assertionAudienceText: 'b',
    }),
  ],
  ['the B2B extension', type(tested(type(byKey, { authenticationMethod: 'udap' })), { b2bExtension: '{}' })],
])('%s makes a test out of date', (_, payer) => {
  expect(isTestCurrent(payer)).toBe(false);
});

test('a certificate that goes nowhere makes no test out of date', () => {
  expect(isTestCurrent(certified(tested(certified(byKey, 'a')), 'b'))).toBe(true);
});
