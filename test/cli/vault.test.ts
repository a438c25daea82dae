/** @file `payer-wizard vault`: what it tells, and the way of a vault from a passphrase into the keychain and back. */
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk } from './support/command-line.ts';

const at = desk();
const secret = 'canary-of-a-client-secret';
const passphrase = ['--passphrase-file', 'passphrase'];
beforeAll(() => {
  writeFileSync(path.join(at.folder, 'passphrase'), 'a passphrase of nothing\n', { mode: 0o600 });
});
afterAll(() => {
  at.remove();
});

const json = async (...args: string[]) => (await at.run([...args, '--json'])).json();

test('made, filled, moved, recovered: each step is told, and nothing that is kept', async () => {
  expect(await json('vault', 'create', ...passphrase)).toEqual({ ok: true });
  await at.run(['payer', 'new', 'northlake@test']);
  await at.run(['payer', 'secret', 'northlake@test', ...passphrase], { input: `${secret}\n` });
  expect(await json('vault', 'status')).toMatchObject({
    is: 'closed',
    mode: 'passphrase',
    keyLiesIn: 'passphrase',
    check: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    lockAfterMinutes: 15,
    itemsByKind: [{ kind: 'client-secret', count: 1 }],
  });

  expect(await json('vault', 'move', '--to', 'keychain', ...passphrase)).toEqual({ ok: true, to: 'keychain' });
  expect(await json('vault', 'status')).toMatchObject({ mode: 'keychain', keyLiesIn: 'Secret Service keyring' });
  await at.run(['vault', 'recovery', '--out', 'recovery.json', ...passphrase]);
  expect(statSync(path.join(at.folder, 'recovery.json')).mode & 0o777).toBe(0o600);
  expect(await json('vault', 'move', '--to', 'passphrase', ...passphrase)).toEqual({ ok: true, to: 'passphrase' });
  expect(await json('key', 'new', 'northlake@test', '--kind', 'EC-P-256')).toMatchObject({
    fault: { code: 'vault/needs-passphrase' },
  });
  expect(await json('vault', 'restore', '--from', 'recovery.json', ...passphrase)).toEqual({
    ok: true,
    into: 'keychain',
  });
  expect(await json('vault', 'status')).toMatchObject({
    mode: 'keychain',
    recoveryAt: expect.stringMatching(/^\d{4}-/) as unknown,
  });
  expect(at.printed()).not.toContain(secret);
});

test.each([
  ['no place', ['vault', 'move', ...passphrase]],
  ['a place that there is not', ['vault', 'move', '--to', 'cloud', ...passphrase]],
  ['no passphrase', ['vault', 'move', '--to', 'keychain']],
])('moving with %s is wrong usage', async (_, args) => {
  expect((await at.run(args)).status).toBe(64);
});
