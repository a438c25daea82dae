/** @file `vault/vault.json`: where the data key lies, and how to tell it from another. Nothing in it is secret. */
import path from 'node:path';
import { z } from 'zod';
import { Fault } from '#core/domain/fault.ts';
import { writeAtomically } from '../store/atomic-write.ts';
import { readHeader, writing } from '../store/header.ts';
import { namesIn, readRecord, recordBytes } from '../store/records.ts';
import { Wrapped } from './wrap.ts';

export const VaultFile = z.object({
  version: z.literal(1),
  vaultId: z.uuid(),
  /** Of the data key: see `vault-keys.ts`. */
  check: z.string().regex(/^[0-9a-f]{64}$/),
  /** The keychain that holds the data key, in words; null: none does. */
  keychain: z.object({ words: z.string() }).nullable(),
  /** The data key under a passphrase; null: none opens it. */
  passphrase: Wrapped.nullable(),
});
export type VaultFile = z.infer<typeof VaultFile>;

/** null: there is no vault yet. Faults: `store/…`. */
export async function readVaultFile(folder: string): Promise<VaultFile | null> {
  const header = await readHeader(folder);
  if (header === null) return null;
  const file = await readRecord(vaultFile(folder), VaultFile);
  const why =
    file === null
      ? (await sealedNames(folder)).length > 0 && 'it is missing, though sealed items are there'
      : file.vaultId !== header.vaultId && 'it belongs to another store';
  if (why !== false) throw new Fault('store/damaged', { file: 'vault.json', why });
  return file;
}

export async function saveVaultFile(folder: string, file: VaultFile): Promise<void> {
  await writing(folder, async () => {
    const present = await readRecord(vaultFile(folder), VaultFile);
    await writeAtomically(vaultFile(folder), recordBytes(VaultFile.parse(file)), { keepPrevious: present !== null });
  });
}

export async function sealedNames(folder: string): Promise<string[]> {
  return namesIn(path.join(folder, 'vault'), '.sealed');
}

function vaultFile(folder: string): string {
  return path.join(folder, 'vault', 'vault.json');
}
