/** @file The recovery file: the data key of a vault, wrapped by a passphrase. With a copy of the store it opens everything elsewhere. */
import { z } from 'zod';
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import type { DataKeyStore } from '../keychain.ts';
import { systemKeychain } from '../keychain.ts';
import { recordBytes } from '../store/records.ts';
import { putDataKey, readDataKey, withVaultLock } from './keychain-vault.ts';
import { unwrapDataKey } from './passphrase-vault.ts';
import { changeVaultFile, readVaultFile } from './vault-file.ts';
import { deriveKeys } from './vault-keys.ts';
import { unwrap, wrap, Wrapped } from './wrap.ts';

const RecoveryFile = z.object({
  format: z.literal('payer-wizard/recovery'),
  version: z.literal(1),
  vaultId: z.uuid(),
  check: z.string(),
  wrapped: Wrapped,
});

interface RecoveryWish {
  readonly folder: string;
  readonly passphrase: Secret;
  readonly keychain?: DataKeyStore;
}

/**
 * A vault under a passphrase is wrapped by that same one: no other opens it, so no other can be asked for.
 * Throws `vault/not-made` and what opening throws.
 */
export async function writeRecovery({
  folder,
  passphrase,
  keychain = systemKeychain,
}: RecoveryWish): Promise<Uint8Array> {
  const file = await readVaultFile(folder);
  if (file === null) throw new Fault('vault/not-made', {});
  const { vaultId, check } = file;
  const dataKey = file.keychain === null ? await unwrapDataKey(file, passphrase) : await readDataKey(keychain, file);
  try {
    const wrapped = await wrap(dataKey, { passphrase, vaultId });
    return recordBytes({ format: 'payer-wizard/recovery', version: 1, vaultId, check, wrapped });
  } finally {
    dataKey.fill(0);
  }
}

/**
 * Opens the vault of a store again with its recovery file: the data key goes into the keychain, or stays under the
 * passphrase of the recovery file. Throws `vault/bad-recovery`, `vault/other-recovery`, `vault/wrong-passphrase`.
 */
export async function restoreFromRecovery(
  { folder, passphrase, keychain = systemKeychain }: RecoveryWish,
  { bytes, into }: { bytes: Uint8Array; into: 'keychain' | 'passphrase' },
): Promise<void> {
  const { vaultId, check, wrapped } = readRecovery(bytes);
  const file = await readVaultFile(folder);
  if (file?.vaultId !== vaultId || file.check !== check) throw new Fault('vault/other-recovery', {});
  await withVaultLock(folder, async () => {
    const dataKey = await unwrap(wrapped, { passphrase, vaultId });
    try {
      if (deriveKeys(Uint8Array.from(dataKey), vaultId).check !== check) throw new Fault('vault/bad-recovery', {});
      if (into === 'passphrase') return await changeVaultFile(folder, { keychain: null, passphrase: wrapped });
      await putDataKey(keychain, { vaultId, dataKey });
      await changeVaultFile(folder, { keychain: { words: keychain.words }, passphrase: null });
    } finally {
      dataKey.fill(0);
    }
  });
}

function readRecovery(bytes: Uint8Array): z.infer<typeof RecoveryFile> {
  try {
    return RecoveryFile.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    throw new Fault('vault/bad-recovery', {});
  }
}
