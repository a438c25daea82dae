/** @file What passes through the vault in clear is overwritten when it was used. */
import { expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import { clock } from '#node/clock.ts';
import type { DataKeyStore } from '#node/keychain.ts';
import type { ItemStore } from '#node/vault/items.ts';
import { memoryItems } from '#node/vault/memory-items.ts';
import { memoryParts } from '#node/vault/memory-vault.ts';
import { moveVault } from '#node/vault/move.ts';
import { restoreFromRecovery, writeRecovery } from '#node/vault/recovery.ts';
import { openVault } from '#node/vault/vault.ts';
import type { NodeVault } from '#node/vault/vault-over.ts';
import { vaultOver } from '#node/vault/vault-over.ts';
import { freshFolder } from './support/folders.ts';
import { memoryKeychain } from './support/keychain.ts';
import { isZeroed, watchCrypto } from './support/watch-crypto.ts';

const owner = 'northlake@test';

/** A vault in memory, and every content that went in or out. */
function watchedVault(): { vault: NodeVault; passed: Uint8Array[] } {
  const passed: Uint8Array[] = [];
  const memory = memoryItems();
  const items: ItemStore = {
    ...memory,
    async keep(item, content) {
      passed.push(content);
      await memory.keep(item, content);
    },
    async content(item) {
      const content = await memory.content(item);
      passed.push(content);
      return content;
    },
  };
  return { vault: vaultOver({ ...memoryParts(), items, clock, keptFor: () => 'run' }), passed };
}

test('a key that is kept, and used', async () => {
  const { vault, passed } = watchedVault();
  const { id: keyId } = await vault.generateKey(owner, 'EC-P-256');
  await vault.sign({ owner, keyId, algorithm: 'ES256', form: 'jose', bytes: new Uint8Array(1) });
  expect(passed.map(isZeroed)).toEqual([true, true]);
});

test('a secret, and a record', async () => {
  const { vault, passed } = watchedVault();
  await vault.keep({ owner, kind: 'client-secret', id: '' }, new Secret('of the payer'));
  await vault.secret({ owner, kind: 'client-secret', id: '' });
  await vault.keepRecord({ owner, kind: 'before-image', id: '1' }, { servers: [] });
  await vault.record({ owner, kind: 'before-image', id: '1' });
  expect(passed.map(isZeroed)).toEqual([true, true, true, true]);
});

test('the data key, as the keychain gives it and as a passphrase opens it', async () => {
  const read: Uint8Array[] = [];
  const inner = memoryKeychain();
  const keychain: DataKeyStore = {
    ...inner,
    async read(account) {
      const found = await inner.read(account);
      if (found !== null) read.push(found);
      return found;
    },
  };
  const [folder, passphrase] = [freshFolder(), new Secret('a passphrase of nothing')];
  const { opened } = watchCrypto();
  await openVault({ folder, keychain, way: { by: 'keychain' } }).generateKey(owner, 'EC-P-256');
  const bytes = await writeRecovery({ folder, passphrase, keychain });
  await moveVault({ folder, passphrase, keychain, to: 'passphrase' });
  await moveVault({ folder, passphrase, keychain, to: 'keychain' });
  await restoreFromRecovery({ folder, passphrase, keychain }, { bytes, into: 'keychain' });
  expect([read.length > 5, read.every(isZeroed), opened.length, opened.every(isZeroed)]).toEqual([true, true, 4, true]);
});
