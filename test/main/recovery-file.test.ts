import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import { openDeskVault } from '#node/vault/desk-vault.ts';
import { takeVaultSecret } from '../../electron/main/handlers/vault.ts';
import { freshFolder } from '../node/support/folders.ts';
import { memoryKeychain } from '../node/support/keychain.ts';

const passphrase = new Secret('a passphrase of nothing');
const item = { owner: 'northlake@test', kind: 'client-secret', id: '' } as const;

/** A vault with one secret, and a person who names this file in every dialog; null: who cancels. */
async function desk(file: string | null) {
  const vault = openDeskVault({ folder: freshFolder(), keychain: memoryKeychain() });
  await vault.keep(item, new Secret('of the vault'));
  const dialogs = {
    openFiles: async () => Promise.resolve(file === null ? null : [file]),
    openFolder: async () => Promise.resolve(null),
    saveFile: async () => Promise.resolve(file),
  };
  return { vault, take: takeVaultSecret({ vault, dialogs }) };
}

test('the recovery file is for its owner only, and restores the vault', async () => {
  const folder = path.dirname(freshFolder());
  const [file, alike] = [path.join(folder, 'recovery.json'), path.join(folder, 'alike')];
  writeFileSync(file, 'before', { mode: 0o644 });
  writeFileSync(alike, '', { mode: 0o600 });
  const { vault, take } = await desk(file);
  await take({ is: 'recovery-write' }, passphrase);
  await take({ is: 'recovery-read', into: 'passphrase' }, passphrase);
  expect({
    mode: statSync(file).mode,
    status: await vault.status(),
    kept: (await vault.secret(item)).reveal(),
  }).toMatchObject({
    mode: statSync(alike).mode,
    status: { is: 'open', mode: 'passphrase', recoveryAt: expect.stringMatching(/^\d{4}-/) as unknown },
    kept: 'of the vault',
  });
});

test('a recovery file that was thought better of is not recorded', async () => {
  const { vault, take } = await desk(null);
  await take({ is: 'recovery-write' }, passphrase);
  expect((await vault.status()).recoveryAt).toBe('');
});
