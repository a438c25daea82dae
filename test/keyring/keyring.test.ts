/** @file The real Secret Service, through keytar: gnome-keyring, unlocked for this suite alone. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import { systemKeychain } from '#node/keychain.ts';
import { openVault } from '#node/vault/vault.ts';
import { behavesAsVault } from '../behaviour/vault.ts';
import { freshFolder } from '../node/support/folders.ts';

const item = { owner: 'northlake@test', kind: 'client-secret', id: '' } as const;
const inFolder = (folder = freshFolder()) => openVault({ folder, way: { by: 'keychain' } });

behavesAsVault('in files, its key in the Secret Service', () => inFolder());

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
