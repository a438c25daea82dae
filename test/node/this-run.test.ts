/** @file The vault of the window while a run keeps nothing, and after it: what is said of it is so. */
import { expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { VaultItem } from '#core/ports.ts';
import { openDeskVault } from '#node/vault/desk-vault.ts';
import { freshFolder } from './support/folders.ts';
import { memoryKeychain } from './support/keychain.ts';

const owner = 'northlake@test';
const item: VaultItem = { owner, kind: 'client-secret', id: '' };
const other: VaultItem = { owner, kind: 'proxy-password', id: '' };
const passphrase = new Secret('a passphrase of nothing');

async function underPassphrase() {
  const vault = openDeskVault({ folder: freshFolder(), keychain: memoryKeychain() });
  await vault.create(passphrase);
  await vault.keep(item, new Secret('of the vault'));
  await vault.useThisRunOnly();
  return vault;
}

test('how the vault of the store opens, and when its recovery file was written, is told in any mode', async () => {
  const vault = await underPassphrase();
  expect(await vault.status()).toMatchObject({ mode: 'this-run', opensBy: 'passphrase', items: 0, inMemory: 0 });
  await vault.recovery(passphrase, async () => Promise.resolve(true));
  expect((await vault.status()).recoveryAt).toMatch(/^\d{4}-/);
  const none = openDeskVault({ folder: freshFolder(), keychain: memoryKeychain() });
  expect(await none.status()).toMatchObject({ is: 'not-made', opensBy: '' });
});

test('what memory took is told as long as it is in reach, and by which run each item is held', async () => {
  const vault = await underPassphrase();
  await vault.keep(other, new Secret('of this run'));
  expect([await vault.keptFor(), await vault.isForRun(other), await vault.isForRun(item)]).toEqual([
    'run',
    true,
    false,
  ]);
  await vault.lock();
  await vault.useVault();
  expect(await vault.status()).toMatchObject({ is: 'closed', mode: 'passphrase', items: 1, inMemory: 1 });
  expect([await vault.keptFor(), (await vault.secret(other)).reveal()]).toEqual(['good', 'of this run']);
  await vault.unlock(passphrase);
  await vault.keep(other, new Secret('sealed'));
  expect(await vault.status()).toMatchObject({ items: 2, inMemory: 0 });
});

test('all that is sealed or in memory is listed, without being opened', async () => {
  const vault = await underPassphrase();
  await vault.keep(other, new Secret('of this run'));
  expect(await vault.items()).toEqual([other, item]);
});
