import type { KeyObject } from 'node:crypto';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import { encryptPrivateKey } from '#node/keys/encrypt-key.ts';
import { madeBits, madePassphrase } from '#node/made-passphrase.ts';
import { freshFolder } from './support/folders.ts';
import { openssl, opensslStatus } from './support/openssl.ts';

const folder = freshFolder();
mkdirSync(folder);

const keys = {
  'RSA 2048': () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  'RSA 3072': () => generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey,
  'EC P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  'EC P-384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  'EC P-521': () => generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey,
  Ed25519: () => generateKeyPairSync('ed25519').privateKey,
} as const satisfies Record<string, () => KeyObject>;

function written(name: string, bytes: Uint8Array): string {
  const file = path.join(folder, `${name.replaceAll(' ', '-')}.pem`);
  writeFileSync(file, bytes, { mode: 0o600 });
  return file;
}

const opened = (file: string, passphrase: string): KeyObject =>
  createPrivateKey(openssl(['pkey', '-in', file, '-passin', 'env:PASSPHRASE'], { env: { PASSPHRASE: passphrase } }));

describe.each(Object.entries(keys))('%s', (name, make) => {
  test('is opened by openssl and by Node, and is the key', async () => {
    const key = make();
    const bytes = await encryptPrivateKey(key, new Secret('correct horse battery'));
    expect([
      opened(written(name, bytes), 'correct horse battery').equals(key),
      createPrivateKey({ key: Buffer.from(bytes), passphrase: 'correct horse battery' }).equals(key),
    ]).toEqual([true, true]);
  });
});

// Composed and decomposed, beyond the BMP, blanks at both ends, and longer than a block of the hash.
test.each([
  ['Kirschblüte-Straße', 'NFC'],
  ['Kirschblüte-Straße'.normalize('NFD'), 'NFD'],
  ['ключ-від-дверей', 'Cyrillic'],
  ['🔑🔒🗝️🔑🔒🗝️🔑🔒🗝️🔑🔒🗝️', 'emoji'],
  ['            ', 'blanks only'],
  ['  blanks at both ends  ', 'blanks at both ends'],
  ['x'.repeat(200), 'two hundred'],
])('the passphrase “%s” (%s) opens it by openssl as it was typed', async (passphrase, name) => {
  const key = keys['EC P-256']();
  const file = written(name, await encryptPrivateKey(key, new Secret(passphrase)));
  expect(opened(file, passphrase).equals(key)).toBe(true);
});

test('is opened by no passphrase that is composed differently, or lacks a blank', async () => {
  const file = written('differently', await encryptPrivateKey(keys.Ed25519(), new Secret('Kirschblüte-Straße ')));
  const status = (passphrase: string) =>
    opensslStatus(['pkey', '-in', file, '-passin', 'env:PASSPHRASE', '-noout'], { env: { PASSPHRASE: passphrase } });
  expect([
    status('Kirschblüte-Straße '),
    status('Kirschblüte-Straße '.normalize('NFD')),
    status('Kirschblüte-Straße'),
  ]).toEqual([0, 1, 1]);
});

test('says its algorithms and 600,000 rounds, in lines of 64 columns', async () => {
  const bytes = await encryptPrivateKey(keys['RSA 2048'](), new Secret('correct horse battery'));
  const structure = openssl(['asn1parse', '-in', written('structure', bytes)]).toString();
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  expect({
    oids: [...structure.matchAll(/OBJECT +:(\S+)/g)].map(([, name]) => name),
    integers: [...structure.matchAll(/INTEGER +:(\S+)/g)].map(([, value]) => Number.parseInt(value ?? '', 16)),
    salt: /OCTET STRING +\[HEX DUMP\]:([0-9A-F]+)/.exec(structure)?.[1]?.length,
    first: lines[0],
    longest: Math.max(...lines.slice(1, -2).map(({ length }) => length)),
    last: lines.slice(-2),
  }).toEqual({
    oids: ['PBES2', 'PBKDF2', 'hmacWithSHA256', 'aes-256-cbc'],
    integers: [600_000],
    salt: 32,
    first: '-----BEGIN ENCRYPTED PRIVATE KEY-----',
    longest: 64,
    last: ['-----END ENCRYPTED PRIVATE KEY-----', ''],
  });
});

test('two of one key have nothing in common but their head', async () => {
  const key = keys['EC P-256']();
  const passphrase = new Secret('correct horse battery');
  const [one, other] = await Promise.all([encryptPrivateKey(key, passphrase), encryptPrivateKey(key, passphrase)]);
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false);
});

test.each([['elevenchars'], ['🔑🔒🗝🔑🔒🗝'], ['']])('“%s” is too short', async (passphrase) => {
  await expect(encryptPrivateKey(keys.Ed25519(), new Secret(passphrase))).rejects.toMatchObject({
    code: 'key/short-passphrase',
    details: { length: '12' },
  });
});

describe('a made passphrase', () => {
  const many = Array.from({ length: 400 }, () => madePassphrase().reveal());

  test('has at least 100 bits, in groups that can be read out, without look-alikes', () => {
    expect([
      madeBits >= 100,
      many.filter((text) => !/^([a-hjkmnp-tw-z2-9]{5}-){4}[a-hjkmnp-tw-z2-9]{5}$/.test(text)),
    ]).toEqual([true, []]);
  });

  test('takes every sign equally often', () => {
    const counts = new Map<string, number>();
    for (const sign of many.join('').replaceAll('-', '')) counts.set(sign, (counts.get(sign) ?? 0) + 1);
    const expected = 10_000 / counts.size;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 28 degrees of freedom: above 86 once in ten million runs; a remainder taken of a byte gives some 100 and more.
    expect([counts.size, chiSquare < 86]).toEqual([29, true]);
  });

  test('encrypts a key', async () => {
    const made = madePassphrase();
    const key = keys['EC P-384']();
    const file = written('made', await encryptPrivateKey(key, made));
    expect(opened(file, made.reveal()).equals(key)).toBe(true);
  });
});
