/** @file The recovery file: the data key of a vault, wrapped by a passphrase. With a copy of the store it opens everything elsewhere. */
import path from 'node:path';
import { z } from 'zod';
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import type { DataKeyStore } from '../keychain.ts';
import { systemKeychain } from '../keychain.ts';
import { readHeader } from '../store/header.ts';
import { readRecord, recordBytes } from '../store/records.ts';
import { putDataKey, readDataKey, withVaultLock } from './keychain-vault.ts';
import { unwrapDataKey } from './passphrase-vault.ts';
import { SealedItem, unseal } from './seal.ts';
import type { VaultFile } from './vault-file.ts';
import {
  byKeychain,
  byPassphrase,
  changeVaultFile,
  makeVaultFile,
  readVaultFile,
  readVaultFileIfWhole,
  sealedNames,
} from './vault-file.ts';
import type { VaultKeys } from './vault-keys.ts';
import { deriveKeys } from './vault-keys.ts';
import { unwrap, wrap, Wrapped } from './wrap.ts';

const RecoveryFile = z.object({
  format: z.literal('payer-wizard/recovery'),
  version: z.literal(1),
  vaultId: z.uuid(),
  check: z.string(),
  wrapped: Wrapped,
});

const NewerRecoveryFile = z.object({ format: RecoveryFile.shape.format, version: z.number().int().min(2) });

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
 * passphrase of the recovery file. A `vault.json` that is damaged or missing is made anew. Throws `vault/bad-recovery`,
 * `vault/newer-recovery`, `vault/other-recovery`, `vault/wrong-passphrase`.
 */
export async function restoreFromRecovery(
  { folder, passphrase, keychain = systemKeychain }: RecoveryWish,
  { bytes, into }: { bytes: Uint8Array; into: 'keychain' | 'passphrase' },
): Promise<void> {
  const { vaultId, check, wrapped } = readRecovery(bytes);
  if ((await readHeader(folder))?.vaultId !== vaultId) throw new Fault('vault/other-recovery', {});
  await withVaultLock(folder, async () => {
    const file = await readVaultFileIfWhole(folder);
    if (file !== null && file.check !== check) throw new Fault('vault/other-recovery', {});
    const dataKey = await unwrap(wrapped, { passphrase, vaultId });
    try {
      const keys = deriveKeys(Uint8Array.from(dataKey), vaultId);
      if (keys.check !== check) throw new Fault('vault/bad-recovery', {});
      if (file === null && !(await didSeal(folder, keys))) throw new Fault('vault/other-recovery', {});
      if (into === 'keychain') await putDataKey(keychain, { vaultId, dataKey });
      // Of a file that is lost it is not known whether a keychain held the data key.
      const before: Before = file ?? { keychain: { words: keychain.words }, keychainLeft: '' };
      const way = into === 'keychain' ? byKeychain(keychain) : byPassphrase(wrapped, before);
      if (file !== null) await changeVaultFile(folder, way);
      else await makeVaultFile(folder, { vaultId, check, madeAt: '', way });
    } finally {
      dataKey.fill(0);
    }
  });
}

type Before = Pick<VaultFile, 'keychain' | 'keychainLeft'>;

/**
 * Where `vault.json` cannot tell which data key is that of the store, the sealed items do: a store whose vault was once
 * made anew has recovery files of both under one id. An item that is damaged tells nothing.
 */
async function didSeal(folder: string, keys: VaultKeys): Promise<boolean> {
  let others = 0;
  for (const name of await sealedNames(folder)) {
    const item = await readRecord(path.join(folder, 'vault', `${name}.sealed`), SealedItem).catch(() => null);
    if (item === null) continue;
    const content = unseal(keys, item, item);
    content?.fill(0);
    if (content !== null) return true;
    others += 1;
  }
  return others === 0;
}

function readRecovery(bytes: Uint8Array): z.infer<typeof RecoveryFile> {
  let json: unknown;
  try {
    json = JSON.parse(
      Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    );
  } catch {
    throw new Fault('vault/bad-recovery', {});
  }
  const read = RecoveryFile.safeParse(json);
  if (read.success) return read.data;
  throw new Fault(NewerRecoveryFile.safeParse(json).success ? 'vault/newer-recovery' : 'vault/bad-recovery', {});
}
