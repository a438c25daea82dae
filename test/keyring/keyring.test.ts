/** @file The real Secret Service, through keytar: gnome-keyring, unlocked for this suite alone. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import { systemKeychain } from '#node/keychain.ts';
import { openDeskVault } from '#node/vault/desk-vault.ts';
import { moveVault } from '#node/vault/move.ts';
import { restoreFromRecovery, writeRecovery } from '#node/vault/recovery.ts';
import { openVault } from '#node/vault/vault.ts';
import { behavesAsVault } from '../behaviour/vault.ts';
import { freshFolder } from '../node/support/folders.ts';

const item = { owner: 'northlake@test', kind: 'client-secret', id: '' } as const;
const inFolder = (folder = freshFolder()) => openVault({ folder, way: { by: 'keychain' } });

behavesAsVault('in files, its key in the Secret Service', () => inFolder());
behavesAsVault('at the desk, its key in the Secret Service', () => openDeskVault({ folder: freshFolder() }));

test('keeps all 32 bytes of a key, NUL bytes too, until it is removed', async () => {
  const account = randomUUID();
  const key = Uint8Array.from({ length: 32 }, (_, index) => (index % 3 === 0 ? 0 : 255 - index));
  await systemKeychain.write(account, key);
  expect([...((await systemKeychain.read(account)) ?? [])]).toEqual([...key]);
  await systemKeychain.remove(account);
  expect(await systemKeychain.read(account)).toBeNull();
});

test('a vault is opened again by another run', async () => {
  const folder = freshFolder();
  await inFolder(folder).keep(item, new Secret('of nothing'));
  expect((await inFolder(folder).secret(item)).reveal()).toBe('of nothing');
});

/** The id of the vault of a store: its account in the keyring. */
function accountOf(folder: string): string {
  return (JSON.parse(readFileSync(path.join(folder, 'store.json'), 'utf8')) as { vaultId: string }).vaultId;
}

test.each<[string, number]>([
  ['another data key', 32],
  ['a longer value', 4096],
])('that holds %s under the name of the vault: is named, and nothing is overwritten', async (_, length) => {
  const folder = freshFolder();
  await inFolder(folder).keep(item, new Secret('of nothing'));
  const other = new Uint8Array(length).fill(7);
  await systemKeychain.write(accountOf(folder), other);
  await expect(inFolder(folder).secret(item)).rejects.toMatchObject({ code: 'vault/other-keychain' });
  expect([...((await systemKeychain.read(accountOf(folder))) ?? [])]).toEqual([...other]);
  await systemKeychain.remove(accountOf(folder));
});

test('a vault moves out of it, and back by its recovery file', async () => {
  const folder = freshFolder();
  const passphrase = new Secret('a passphrase of nothing');
  await inFolder(folder).keep(item, new Secret('of nothing'));
  const bytes = await writeRecovery({ folder, passphrase });
  await moveVault({ folder, passphrase, to: 'passphrase', forgetKeychain: true });
  expect(await systemKeychain.read(accountOf(folder))).toBeNull();
  await restoreFromRecovery({ folder, passphrase }, { bytes, into: 'keychain' });
  expect((await inFolder(folder).secret(item)).reveal()).toBe('of nothing');
});
