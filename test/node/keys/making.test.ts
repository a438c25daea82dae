/** @file Keys that are made here: what was asked for, off the main thread, cancelled at once; and what they sign. */
import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { algorithmsOf, kindOfJwk } from '#core/domain/keys/algorithms.ts';
import { keyKinds } from '#core/domain/keys/key-record.ts';
import { describeKey } from '#node/keys/describe-key.ts';
import { makeKey } from '#node/keys/generate-key.ts';
import { shapeOf } from '#node/keys/key-shape.ts';
import { signWith } from '#node/keys/sign.ts';
import { fileWith, keys, openssl } from '../../keys/make.ts';
import { isSignedBy } from '../../keys/verify-signature.ts';

const circumstances = { id: '1', origin: 'loaded', createdAt: '2027-01-01T00:00:00.000Z', keptFor: 'good' } as const;

const said = {
  'RSA-2048': ['(2048 bit)', 'RSA 2048', 'RS384'],
  'RSA-3072': ['(3072 bit)', 'RSA 3072', 'RS384'],
  'RSA-4096': ['(4096 bit)', 'RSA 4096', 'RS384'],
  'EC-P-256': ['prime256v1', 'EC P-256', 'ES256'],
  'EC-P-384': ['secp384r1', 'EC P-384', 'ES384'],
  'EC-P-521': ['secp521r1', 'EC P-521', 'ES512'],
  Ed25519: ['ED25519 Public-Key', 'Ed25519', 'EdDSA'],
} as const;

test.each(keyKinds)('what is made is what was asked for: %s', async (kind) => {
  const record = describeKey(await makeKey(kind), circumstances);
  const text = openssl(['pkey', '-pubin', '-noout', '-text'], record.publicPem).toString();
  const [inOpenssl, words, algorithm] = said[kind];
  expect(text).toContain(inOpenssl);
  expect(record).toMatchObject({ kind: words, algorithm, kid: record.thumbprint });
  expect(kindOfJwk(record.publicJwk)).toBe(words);
  const members = { OKP: ['crv', 'x'], EC: ['crv', 'x', 'y'], RSA: ['e', 'n'] }[record.publicJwk['kty'] ?? ''] ?? [];
  expect(Object.keys(record.publicJwk).sort()).toEqual(['alg', 'kid', 'kty', 'use', ...members].sort());
});

test('what was cancelled before it began is not begun', async () => {
  await expect(makeKey('RSA-2048', AbortSignal.abort())).rejects.toMatchObject({ code: 'key/cancelled' });
});

test('what is cancelled meanwhile ends with the cancelling, whatever is still being searched for', async () => {
  const cancelling = new AbortController();
  const ended: unknown[] = [];
  makeKey('RSA-4096', cancelling.signal).catch((error: unknown) => ended.push(error));
  await new Promise(setImmediate);
  expect(ended).toEqual([]);
  cancelling.abort();
  await Promise.resolve();
  await Promise.resolve();
  expect(ended).toMatchObject([{ code: 'key/cancelled' }]);
});

test('a signal that comes too late changes nothing, and is not listened to any more', async () => {
  const cancelling = new AbortController();
  const key = await makeKey('EC-P-256', cancelling.signal);
  cancelling.abort();
  expect(key.asymmetricKeyType).toBe('ec');
});

test('the main thread goes on while RSA 4096 is made', async () => {
  let ticks = 0;
  const ticking = setInterval(() => (ticks += 1), 5);
  const from = performance.now();
  await makeKey('RSA-4096');
  const took = performance.now() - from;
  clearInterval(ticking);
  // On a busy machine a timer is late; held up, it would not fire at all.
  expect(ticks).toBeGreaterThan(took / 5 / 10);
});

const everyWay = Object.values(keys).flatMap((key) =>
  algorithmsOf(shapeOf(key())).flatMap((algorithm) =>
    (['jose', 'der'] as const).map((form) => [algorithm, form, key] as const),
  ),
);

test.each(everyWay)('%s as %s is verified by Node', async (algorithm, form, key) => {
  const bytes = Buffer.from('what a token says');
  const signature = await signWith(key(), { algorithm, form, bytes });
  const publicPem = createPublicKey(key()).export({ type: 'spki', format: 'pem' }).toString();
  expect(isSignedBy(publicPem, { algorithm, form, bytes, signature })).toBe(true);
  expect(isSignedBy(publicPem, { algorithm, form, bytes: Buffer.from('another'), signature })).toBe(false);
});

test.each([
  ['ES256', 'p256', 'sha256'],
  ['ES384', 'p384', 'sha384'],
  ['ES512', 'p521', 'sha512'],
  ['RS384', 'rsa', 'sha384'],
] as const)('%s in DER is verified by openssl', async (algorithm, id, digest) => {
  const bytes = Buffer.from('what a token says');
  const signature = fileWith(await signWith(keys[id](), { algorithm, form: 'der', bytes }));
  const pem = fileWith(createPublicKey(keys[id]()).export({ type: 'spki', format: 'pem' }));
  const args = ['dgst', `-${digest}`, '-verify', pem, '-signature', signature, fileWith(bytes)];
  expect(execFileSync('openssl', args).toString()).toContain('Verified OK');
});

test('the jose form has the length of RFC 7518 §3.4', async () => {
  const lengthOf = async (algorithm: string, id: 'p256' | 'p384' | 'p521') =>
    (await signWith(keys[id](), { algorithm, form: 'jose', bytes: Buffer.from('x') })).length;
  expect([await lengthOf('ES256', 'p256'), await lengthOf('ES384', 'p384'), await lengthOf('ES512', 'p521')]).toEqual([
    64, 96, 132,
  ]);
});

test('an algorithm that does not fit the key is refused', async () => {
  const signing = signWith(keys.ed25519(), { algorithm: 'ES256', form: 'jose', bytes: Buffer.from('x') });
  await expect(signing).rejects.toMatchObject({ code: 'key/wrong-algorithm' });
});
