/**
 * @file Moving a vault between the keychain and a passphrase. The data key stays the same, so nothing is sealed anew.
 * (1) The new place is proven before the old one is given up. (2) `vault.json` alone says which place counts, and changes
 * in one rename: cut off anywhere, the vault opens in the old way or in the new one, and moving again ends what was begun.
 */
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import type { DataKeyStore } from '../keychain.ts';
import { systemKeychain } from '../keychain.ts';
import { putDataKey, readDataKey, withVaultLock } from './keychain-vault.ts';
import { unwrapDataKey } from './passphrase-vault.ts';
import type { VaultFile } from './vault-file.ts';
import { changeVaultFile, readVaultFile } from './vault-file.ts';
import { wrap } from './wrap.ts';

export interface MoveWish {
  readonly folder: string;
  /** The one that opens it now, or the one that is to open it. */
  readonly passphrase: Secret;
  readonly to: 'keychain' | 'passphrase';
  readonly keychain?: DataKeyStore;
}

/** Throws `vault/not-made`, `vault/short-passphrase`, and what opening throws. */
export async function moveVault({ folder, passphrase, to, keychain = systemKeychain }: MoveWish): Promise<void> {
  await withVaultLock(folder, async () => {
    const file = await readVaultFile(folder);
    if (file === null) throw new Fault('vault/not-made', {});
    if (to === 'keychain') await intoKeychain(folder, { file, passphrase, keychain });
    else await underPassphrase(folder, { file, passphrase, keychain });
  });
}

interface Given {
  readonly file: VaultFile;
  readonly passphrase: Secret;
  readonly keychain: DataKeyStore;
}

async function intoKeychain(folder: string, { file, passphrase, keychain }: Given): Promise<void> {
  if (file.passphrase === null) return;
  const dataKey = await unwrapDataKey(file, passphrase);
  try {
    await putDataKey(keychain, { vaultId: file.vaultId, dataKey });
  } finally {
    dataKey.fill(0);
  }
  await changeVaultFile(folder, { keychain: { words: keychain.words }, passphrase: null });
}

async function underPassphrase(folder: string, { file, passphrase, keychain }: Given): Promise<void> {
  // Already there: the passphrase must be the right one, for then the keychain's copy, if one was left, is not needed.
  if (file.keychain === null) (await unwrapDataKey(file, passphrase)).fill(0);
  else {
    const dataKey = await readDataKey(keychain, file);
    try {
      const wrapped = await wrap(dataKey, { passphrase, vaultId: file.vaultId });
      await changeVaultFile(folder, { keychain: null, passphrase: wrapped });
    } finally {
      dataKey.fill(0);
    }
  }
  await keychain.remove(file.vaultId);
}
