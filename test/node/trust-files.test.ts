import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { trustFrom, trustOfStore } from '#node/trust-files.ts';
import { freshFolder } from './support/folders.ts';

const key = (curve = 'P-256') => generateKeyPairSync('ec', { namedCurve: curve }).publicKey;
const pem = (given = key()) => given.export({ type: 'spki', format: 'pem' });
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

test.each([
  ['nothing', '', 'trust/not-a-list'],
  ['a key of another curve', pem(key('P-384')), 'trust/not-a-list'],
  ['a list of another form', { version: 1, signers: [{ keyId: 'short' }] }, 'trust/not-a-list'],
  ['a role that there is not', { version: 1, signers: [signer('a', { roles: ['king'] })] }, 'trust/not-a-list'],
  ['a revocation that is no text', { version: 1, signers: [signer('a', { revokedAt: 0 })] }, 'trust/not-a-list'],
  ['a list of a newer version', { version: 2 }, 'trust/newer'],
])('%s: %s', async (_, content, code) => {
  await expect(trustFrom([path.join(folderWith({ 'x.json': content }), 'x.json')])).rejects.toMatchObject({ code });
});

test('a place that is not there is named; a store without a list trusts nobody', async () => {
  await expect(trustFrom([freshFolder()])).rejects.toMatchObject({ code: 'trust/cannot-read' });
  expect(await trustOfStore(freshFolder())).toEqual([]);
});
