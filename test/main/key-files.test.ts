/** @file What main holds of an opened file: until it is kept, closed, or ten minutes old. */
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newPayer } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import { keyFiles } from '#node/keys/key-files.ts';
import { keyFilesInHand } from '../../electron/main/handlers/key-files.ts';
import { memoryPorts } from '../memory-ports.ts';

const ref = 'northlake@test';
const another = 'bluestem@test';
const passphrase = 'a passphrase of a test';
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const bytesOf = (options: object = {}) =>
  Buffer.from(privateKey.export({ format: 'pem', type: 'pkcs8', ...options }).toString());
const encrypted = () => bytesOf({ cipher: 'aes-256-cbc', passphrase });
const isOverwritten = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);

async function inHand() {
  const ports = memoryPorts({ keyFiles });
  for (const each of [ref, another]) await ports.store.savePayer(newPayer({ ref: each, name: '', now: '' }));
  return keyFilesInHand(ports);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('it is told part by part, its bytes are overwritten before it is kept, and it is kept once', async () => {
  const files = await inHand();
  const bytes = bytesOf();
  const { handle, parts, needsPassphrase } = await files.open(ref, { bytes, fileName: 'key.pem' });
  expect([parts.map(({ is }) => is), needsPassphrase, isOverwritten(bytes)]).toEqual([['private-key'], false, true]);
  const payer = await files.keep(ref, { handle, reason: null });
  expect(payer.keys).toMatchObject([{ kind: 'EC P-384', loadedFrom: 'key.pem', shared: null }]);
  await expect(files.keep(ref, { handle, reason: null })).rejects.toMatchObject({ code: 'key/file-closed' });
});

test('an encrypted one is overwritten as soon as its passphrase opened it, and not before', async () => {
  const files = await inHand();
  const bytes = encrypted();
  const { handle } = await files.open(ref, { bytes, fileName: 'key.pem' });
  const before = isOverwritten(bytes);
  files.takePassphrase(handle, new Secret(passphrase));
  await files.read(ref, handle);
  expect([before, isOverwritten(bytes)]).toEqual([false, true]);
});

test('one that holds nothing to keep is overwritten', async () => {
  const files = await inHand();
  const bytes = Buffer.from('not a key at all');
  await expect(files.open(ref, { bytes, fileName: 'notes.txt' })).rejects.toMatchObject({
    code: expect.stringMatching(/^key\//) as string,
  });
  expect(isOverwritten(bytes)).toBe(true);
});

test('a wrong passphrase is named, is not tried twice, and another one opens it', async () => {
  const files = await inHand();
  const { handle, needsPassphrase } = await files.open(ref, { bytes: encrypted(), fileName: 'key.pem' });
  expect(needsPassphrase).toBe(true);
  await expect(files.keep(ref, { handle, reason: null })).rejects.toMatchObject({ code: 'key/encrypted' });
  files.takePassphrase(handle, new Secret('another one'));
  await expect(files.read(ref, handle)).rejects.toMatchObject({ code: 'key/wrong-passphrase' });
  expect(await files.read(ref, handle)).toMatchObject({ needsPassphrase: true });
  files.takePassphrase(handle, new Secret(passphrase));
  expect(await files.read(ref, handle)).toMatchObject({ needsPassphrase: false });
});

test('a paste is found under its handle, and one that is no key is closed', async () => {
  const files = await inHand();
  files.paste('a', new Secret(bytesOf().toString()));
  files.paste('b', new Secret('not a key at all'));
  expect(await files.read(ref, 'a')).toMatchObject({ fileName: '', parts: [{ is: 'private-key' }] });
  await expect(files.read(ref, 'b')).rejects.toMatchObject({ code: expect.stringMatching(/^key\//) as string });
  await expect(files.read(ref, 'b')).rejects.toMatchObject({ code: 'key/file-closed' });
});

test('of several keys the one that was chosen is kept', async () => {
  const files = await inHand();
  const jwk = (kid: string) => ({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid });
  const bytes = Buffer.from(JSON.stringify({ keys: [jwk('one'), jwk('two')] }));
  const { handle, keys } = await files.open(ref, { bytes, fileName: 'set.json' });
  expect(keys.map(({ name }) => name)).toEqual(['one (Ed25519)', 'two (Ed25519)']);
  for (const key of [undefined, 2])
    await expect(files.keep(ref, { handle, reason: null, key })).rejects.toMatchObject({ code: 'key/several' });
  expect((await files.keep(ref, { handle, reason: null, key: 1 })).keys).toMatchObject([{ kid: 'two' }]);
});

test('who has the key already is told, and it is shared for a reason only', async () => {
  const files = await inHand();
  const first = await files.open(another, { bytes: bytesOf(), fileName: 'key.pem' });
  await files.keep(another, { handle: first.handle, reason: null });
  const { handle, keys } = await files.open(ref, { bytes: bytesOf(), fileName: 'key.pem' });
  expect(keys.map(({ usedBy }) => usedBy)).toEqual([[another]]);
  await expect(files.keep(ref, { handle, reason: null })).rejects.toMatchObject({ code: 'key/used-elsewhere' });
  const payer = await files.keep(ref, { handle, reason: 'one portal' });
  expect(payer.keys).toMatchObject([{ shared: { reason: 'one portal' } }]);
});

test.each([
  ['closed', (files: Awaited<ReturnType<typeof inHand>>, handle: string) => files.close(handle)],
  ['ten minutes old', () => void vi.advanceTimersByTime(10 * 60_000)],
])('what is %s is forgotten, and overwritten', async (_, end) => {
  const files = await inHand();
  const bytes = encrypted();
  const { handle } = await files.open(ref, { bytes, fileName: 'key.pem' });
  vi.advanceTimersByTime(10 * 60_000 - 1);
  expect(await files.read(ref, handle)).toMatchObject({ needsPassphrase: true });
  end(files, handle);
  await expect(files.read(ref, handle)).rejects.toMatchObject({ code: 'key/file-closed' });
  expect(isOverwritten(bytes)).toBe(true);
});
