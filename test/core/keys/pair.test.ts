import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { differingPart, isSameKey, pairOf } from '#core/domain/keys/pair.ts';
import { refuseDifferingPairs } from '#core/domain/keys/refuse-pair.ts';
import { describeKey } from '#node/keys/describe-key.ts';
import { certificateOf, keyOf, requestOf } from './records.ts';

const whole = keyOf('own', { certificate: certificateOf('own', 'ca'), request: requestOf('own') });

test('all that stands beside a key is compared with it', () => {
  expect(pairOf(whole).map(({ what, isSame }) => [what, isSame])).toEqual([
    ['key', true],
    ['certificate', true],
    ['request', true],
    ['jwk', true],
  ]);
  expect(differingPart(whole)).toBeNull();
});

test.each([
  ['certificate', { certificate: certificateOf('other', 'ca') }],
  ['request', { request: requestOf('other') }],
  ['JWK', { publicJwk: keyOf('other').publicJwk, certificate: null, request: null }],
  ['JWK', { publicPem: 'nothing', certificate: null, request: null }],
  ['JWK', { publicPem: keyOf('other').publicPem, certificate: null, request: null }],
])('a differing %s is named, and refused before it leaves', (what, change) => {
  const key = { ...whole, ...change };
  expect(differingPart(key)).toBe(what);
  expect(() => {
    refuseDifferingPairs([whole, key]);
  }).toThrow(expect.objectContaining({ code: 'certificate/other-key' }));
});

test('a record of an earlier version does not tell, and is let be', () => {
  expect(
    differingPart({ ...whole, certificate: certificateOf('own', 'ca', { publicKeySha256: '', publicJwk: {} }) }),
  ).toBeNull();
});

test.each([
  ['RSA 2048', generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ['RSA 3072', generateKeyPairSync('rsa', { modulusLength: 3072 })],
  ['EC P-256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ['EC P-384', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  ['EC P-521', generateKeyPairSync('ec', { namedCurve: 'P-521' })],
  ['Ed25519', generateKeyPairSync('ed25519')],
])('the JWK of a key as it is described is that of its PEM: %s', (kind, { privateKey }) => {
  const key = describeKey(privateKey, { id: '1', origin: 'generated', createdAt: '', keptFor: 'good' });
  expect([key.kind, differingPart(key)]).toEqual([kind, null]);
  const last = key.publicJwk['y'] === undefined ? (key.publicJwk['x'] === undefined ? 'n' : 'x') : 'y';
  const changed = (key.publicJwk[last] ?? '').replace(/^./, (sign) => (sign === 'B' ? 'C' : 'B'));
  expect(differingPart({ ...key, publicJwk: { ...key.publicJwk, [last]: changed } })).toBe('JWK');
});

test('a key that JOSE has no name for is like no other', () => {
  expect(isSameKey({}, {})).toBe(false);
});
