import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '#node/store/store.ts';
import { trustFrom, trustOfStore } from '#node/trust-files.ts';
import { freshFolder } from './support/folders.ts';
import { openssl } from './support/openssl.ts';

const key = (curve = 'P-256') => generateKeyPairSync('ec', { namedCurve: curve }).publicKey;
const pem = (given = key()) => given.export({ type: 'spki', format: 'pem' }).toString();
const signer = (letter: string, more: object = {}) => ({
  keyId: letter.repeat(64),
  name: `Signer ${letter}`,
  roles: ['reviewer'],
  revokedAt: null,
  ...more,
});

function folderWith(files: Record<string, unknown>): string {
  const folder = freshFolder();
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return folder;
}

test('a key alone says who signed, and not as what', async () => {
  const publicKey = key();
  const file = path.join(folderWith({ 'ana.pem': pem(publicKey) }), 'ana.pem');
  const keyId = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  expect(await trustFrom([file])).toEqual([{ keyId, name: 'ana', roles: [], revokedAt: null }]);
});

test('keys and lists of a folder are read together; other files are not looked at', async () => {
  const folder = folderWith({
    'ana.pem': pem(),
    'team.json': { version: 1, signers: [signer('a')] },
    'notes.txt': '?',
  });
  expect((await trustFrom([folder])).map(({ name }) => name)).toEqual(['ana', 'Signer a']);
});

test('a key that any list revokes is revoked, and has the roles of all', async () => {
  const lists = [
    { version: 1, signers: [signer('a', { revokedAt: '2027-01-01T00:00:00Z' })] },
    { version: 1, signers: [signer('a', { roles: ['approver'] })] },
  ];
  for (const order of [lists, lists.toReversed()]) {
    const folder = folderWith(Object.fromEntries(order.map((list, index) => [`${String(index)}.json`, list])));
    const [joined, ...others] = await trustFrom([folder]);
    expect(others).toEqual([]);
    expect([joined?.revokedAt, joined?.roles.toSorted()]).toEqual(['2027-01-01T00:00:00Z', ['approver', 'reviewer']]);
  }
});

const privatePem = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const compressed = () => {
  const file = path.join(folderWith({ 'key.pem': pem() }), 'key.pem');
  return openssl(['ec', '-pubin', '-in', file, '-conv_form', 'compressed', '-pubout']).toString();
};
const list = (...signers: unknown[]) => ({ version: 1, signers });

test.each<[string, () => unknown, string]>([
  ['nothing', () => '', 'trust/not-a-list'],
  ['half a list', () => '{"version":1,"signers":[', 'trust/not-a-list'],
  ['a list of a newer version', () => ({ version: 2 }), 'trust/newer'],
  ['an entry of another form', () => list({ keyId: 'short' }), 'trust/wrong-entry'],
  ['a role that there is not', () => list(signer('a', { roles: ['king'] })), 'trust/wrong-entry'],
  ['a revocation that is no text', () => list(signer('a', { revokedAt: 0 })), 'trust/wrong-entry'],
  ['a key twice', () => list(signer('a'), signer('a')), 'trust/wrong-entry'],
  ['more than a list may have', () => `{${' '.repeat(2 ** 20)}}`, 'trust/not-a-list'],
  ['a key of another curve', () => pem(key('P-384')), 'trust/wrong-key'],
  ['a key in another form', compressed, 'trust/wrong-key'],
  ['half a key', () => pem().slice(0, 100), 'trust/wrong-key'],
  ['two keys', () => `${pem()}${pem()}`, 'trust/wrong-key'],
  ['a certificate', () => '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n', 'trust/wrong-key'],
  ['a private key', privatePem, 'trust/private-key'],
  ['a private key beside a public one', () => `${pem()}${privatePem()}`, 'trust/private-key'],
])('%s: %s', async (_, content, code) => {
  const file = path.join(folderWith({ 'x.json': content() }), 'x.json');
  await expect(trustFrom([file])).rejects.toMatchObject({ code });
});

test('what never ends is read no longer than a list may be', async () => {
  await expect(trustFrom(['/dev/zero'])).rejects.toMatchObject({ code: 'trust/not-a-list' });
});

test('a list names a key better than the file of the key does', async () => {
  const publicKey = key();
  const keyId = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  const folder = folderWith({ 'zzz.pem': pem(publicKey), 'team.json': list(signer('a', { keyId, name: 'Ana' })) });
  expect(await trustFrom([folder])).toEqual([{ keyId, name: 'Ana', roles: ['reviewer'], revokedAt: null }]);
});

test('a place that is not there is named; a store without a list trusts nobody', async () => {
  await expect(trustFrom([freshFolder()])).rejects.toMatchObject({ code: 'trust/cannot-read' });
  expect(await trustOfStore(freshFolder())).toEqual([]);
});

describe('the list of a store that', () => {
  const good = JSON.stringify(list(signer('a')));
  test.each<[string, Record<string, unknown>, string]>([
    ['was cut off', { 'trust.json': good.slice(0, 40) }, 'store/damaged'],
    ['is empty', { 'trust.json': '' }, 'store/damaged'],
    ['was cut off, beside its last state', { 'trust.json': '', 'trust.json.bak': good }, 'store/damaged-with-copy'],
    ['was cut off, beside another such', { 'trust.json': '', 'trust.json.bak': '{' }, 'store/damaged'],
    ['is newer', { 'trust.json': { version: 7 } }, 'store/newer-version'],
    ['was written by hand', { 'trust.json': list(signer('a'), signer('a')) }, 'trust/wrong-entry'],
    ['is a key', { 'trust.json': pem() }, 'store/damaged'],
  ])('%s is named, and neither used nor written over', async (_, files, code) => {
    const folder = folderWith(files);
    const before = readFileSync(path.join(folder, 'trust.json'), 'utf8');
    await expect(trustOfStore(folder)).rejects.toMatchObject({ code });
    const store = openStore(folder);
    await expect(store.trustedSigners()).rejects.toMatchObject({ code });
    await expect(store.changeTrustedSigners(() => [])).rejects.toMatchObject({ code });
    expect(readFileSync(path.join(folder, 'trust.json'), 'utf8')).toBe(before);
  });
});

test('of two who change the list at once neither loses what the other added', async () => {
  const folder = freshFolder();
  const add = async (letter: string) =>
    openStore(folder).changeTrustedSigners((present) => [...present, { ...signer(letter), roles: ['author'] }]);
  await Promise.all(['a', 'b', 'c', 'd'].map(add));
  expect((await trustOfStore(folder)).map(({ name }) => name).sort()).toEqual(
    ['a', 'b', 'c', 'd'].map((each) => `Signer ${each}`),
  );
});
