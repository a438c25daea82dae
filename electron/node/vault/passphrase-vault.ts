/** @file The data key under a passphrase: for machines without a keychain, and in the recovery file. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import type { DataKeyStore } from '../keychain.ts';
import { systemKeychain } from '../keychain.ts';
import { writing } from '../store/header.ts';
import { withLock } from '../store/lock.ts';
import { recordBytes } from '../store/records.ts';
import { putDataKey, readDataKey } from './keychain-vault.ts';
import type { VaultFile } from './vault-file.ts';
import { readVaultFile, saveVaultFile } from './vault-file.ts';
import type { VaultKeys } from './vault-keys.ts';
import { dataKeyBytes, deriveKeys } from './vault-keys.ts';
import { unwrap, wrap, Wrapped } from './wrap.ts';

/** Makes a vault that this passphrase opens. Throws `vault/exists`, `vault/short-passphrase`. */
export async function createPassphraseVault({
  folder,
  passphrase,
}: {
  folder: string;
  passphrase: Secret;
}): Promise<VaultKeys> {
  const { vaultId } = await writing(folder, async (header) => Promise.resolve(header));
  return withLock(path.join(folder, 'vault.lock'), async () => {
    if ((await readVaultFile(folder)) !== null) throw new Fault('vault/exists', {});
    const dataKey = new Uint8Array(randomBytes(dataKeyBytes));
    const wrapped = await wrap(dataKey, { passphrase, vaultId });
    const keys = deriveKeys(dataKey, vaultId);
    await saveVaultFile(folder, { version: 1, vaultId, check: keys.check, keychain: null, passphrase: wrapped });
    return keys;
  });
}

/** Throws `vault/not-by-passphrase`, `vault/wrong-passphrase`. The caller overwrites the data key after use. */
export async function unwrapDataKey(
  { vaultId, passphrase: wrapped }: VaultFile,
  passphrase: Secret,
): Promise<Uint8Array> {
  if (wrapped === null) throw new Fault('vault/not-by-passphrase', {});
  return unwrap(wrapped, { passphrase, vaultId });
}

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
 * The data key of the vault, wrapped by the passphrase: with a copy of the store it opens everything on another machine.
 * A vault under a passphrase is wrapped by that same one. Throws `vault/not-made` and what opening throws.
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
  const recovery = readRecovery(bytes);
  const { vaultId, check, wrapped } = recovery;
  const file = await readVaultFile(folder);
  if (file?.vaultId !== vaultId || file.check !== check) throw new Fault('vault/other-recovery', {});
  const dataKey = await unwrap(wrapped, { passphrase, vaultId });
  try {
    if (deriveKeys(Uint8Array.from(dataKey), vaultId).check !== check) throw new Fault('vault/bad-recovery', {});
    if (into === 'passphrase') return await saveVaultFile(folder, { ...file, passphrase: wrapped });
    await putDataKey(keychain, { vaultId, dataKey });
    await saveVaultFile(folder, { ...file, keychain: { words: keychain.words } });
  } finally {
    dataKey.fill(0);
  }
}

function readRecovery(bytes: Uint8Array): z.infer<typeof RecoveryFile> {
  try {
    return RecoveryFile.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    throw new Fault('vault/bad-recovery', {});
  }
}
