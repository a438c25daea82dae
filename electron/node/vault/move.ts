/**
 * @file Moving a vault between the keychain and a passphrase, or from one passphrase to another. The data key stays the same,
 * so nothing is sealed anew.
 * (1) The new place is proven before the old one is given up. (2) `vault.json` alone says which place counts, and changes
 * in one rename: cut off anywhere, the vault opens in the old way or in the new one, and moving again ends what was begun.
 * (3) A copy of the store has the same data key under the same name in the same keychain. So it is taken out of there only
 * at a word of the person; until then `vault.json` says that it may be there.
 */
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import type { DataKeyStore } from '../keychain.ts';
import { systemKeychain } from '../keychain.ts';
import { putDataKey, readDataKey, removeDataKey, withVaultLock } from './keychain-vault.ts';
import { unwrapDataKey } from './passphrase-vault.ts';
import type { VaultFile } from './vault-file.ts';
import { byKeychain, byPassphrase, changeVaultFile, readVaultFile } from './vault-file.ts';
import { wrap } from './wrap.ts';

export interface MoveWish {
  readonly folder: string;
  /** The one that opens it now; where the keychain does, the one that is to open it. */
  readonly passphrase: Secret;
  /** The one that is to open it from now on. Absent: the other one. */
  readonly newPassphrase?: Secret | undefined;
  readonly to: 'keychain' | 'passphrase';
  /** Take the data key out of the keychain as well. No other store may need it. */
  readonly forgetKeychain?: boolean;
  readonly keychain?: DataKeyStore;
}

/** Throws `vault/not-made`, `vault/short-passphrase`, and what opening throws. */
export async function moveVault({ folder, keychain = systemKeychain, ...wish }: MoveWish): Promise<void> {
  await withVaultLock(folder, async () => {
    const file = await readVaultFile(folder);
    if (file === null) throw new Fault('vault/not-made', {});
    if (wish.to === 'keychain') await intoKeychain(folder, { ...wish, file, keychain });
    else await underPassphrase(folder, { ...wish, file, keychain });
  });
}

interface Given extends Omit<MoveWish, 'folder' | 'to' | 'keychain'> {
  readonly file: VaultFile;
  readonly keychain: DataKeyStore;
}

async function intoKeychain(folder: string, { file, passphrase, keychain }: Given): Promise<void> {
  // Already there: what a move that was cut off left beside the file goes.
  if (file.passphrase === null) return changeVaultFile(folder, byKeychain(file.keychain ?? keychain));
  const dataKey = await unwrapDataKey(file, passphrase);
  try {
    await putDataKey(keychain, { vaultId: file.vaultId, dataKey });
  } finally {
    dataKey.fill(0);
  }
  await changeVaultFile(folder, byKeychain(keychain));
}

async function underPassphrase(folder: string, given: Given): Promise<void> {
  const { file, passphrase, newPassphrase, forgetKeychain = false, keychain } = given;
  const { vaultId } = file;
  const dataKey = file.keychain === null ? await unwrapDataKey(file, passphrase) : await readDataKey(keychain, file);
  try {
    const present = newPassphrase === undefined && file.keychain === null ? file.passphrase : null;
    const wrapped = present ?? (await wrap(dataKey, { passphrase: newPassphrase ?? passphrase, vaultId }));
    await changeVaultFile(folder, byPassphrase(wrapped, file));
    if (!forgetKeychain) return;
    await removeDataKey(keychain, { vaultId, dataKey });
    await changeVaultFile(folder, { keychainLeft: '' });
  } finally {
    dataKey.fill(0);
  }
}
