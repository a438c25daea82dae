/** @file `vault/vault.json`: where the data key lies, and how to tell it from another. Nothing in it is secret. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Fault } from '#core/domain/fault.ts';
import { writeAtomically } from '../store/atomic-write.ts';
import { writeFault } from '../store/disk.ts';
import { readHeader, writing } from '../store/header.ts';
import { namesIn, readRecord, recordBytes } from '../store/records.ts';
import { Wrapped } from './wrap.ts';

const usualLockAfterMinutes = 15;

export const VaultFile = z.object({
  version: z.literal(1),
  vaultId: z.uuid(),
  /** Of the data key: see `vault-keys.ts`. */
  check: z.string().regex(/^[0-9a-f]{64}$/),
  /** The keychain that holds the data key, in words; null: none does. */
  keychain: z.object({ words: z.string() }).nullable(),
  /** The data key under a passphrase; null: none opens it. */
  passphrase: Wrapped.nullable(),
  /** '' in files of an earlier version. */
  madeAt: z.string().default(''),
  /** Minutes without any use after which the window locks a vault under a passphrase. */
  lockAfterMinutes: z.number().int().min(1).max(480).default(usualLockAfterMinutes),
  /** When a recovery file was last written; '' when never, as far as is known. */
  recoveryAt: z.string().default(''),
});
export type VaultFile = z.output<typeof VaultFile>;

/** What is said of a vault that is not there, or of none that is kept. */
export const factsOfNone = { madeAt: '', check: '', lockAfterMinutes: usualLockAfterMinutes, recoveryAt: '' } as const;

/** null: there is no vault yet. Faults: `store/…`. */
export async function readVaultFile(folder: string): Promise<VaultFile | null> {
  const header = await readHeader(folder);
  if (header === null) return null;
  const file = await readRecord(fileIn(folder), VaultFile);
  const why =
    file === null
      ? (await sealedNames(folder)).length > 0 && 'it is missing, though sealed items are there'
      : file.vaultId !== header.vaultId && 'it belongs to another store';
  if (why !== false) throw new Fault('store/damaged', { file: 'vault.json', why });
  return file;
}

/** The first one of a vault. The caller holds `vault.lock` and has seen that there is none. */
export async function makeVaultFile(
  folder: string,
  file: Omit<VaultFile, 'version' | 'lockAfterMinutes' | 'recoveryAt'>,
): Promise<void> {
  const whole: VaultFile = { version: 1, lockAfterMinutes: usualLockAfterMinutes, recoveryAt: '', ...file };
  await writing(folder, async () => writeAtomically(fileIn(folder), recordBytes(VaultFile.parse(whole))));
}

/**
 * Changes what is there, and keeps the state before beside it. But where the way to the data key changes, no copy of the
 * old one stays: a passphrase that was given up would open it for ever.
 */
export async function changeVaultFile(folder: string, change: Partial<Omit<VaultFile, 'version'>>): Promise<void> {
  await writing(folder, async () => {
    const present = await readRecord(fileIn(folder), VaultFile);
    if (present === null) throw new Fault('vault/not-made', {});
    const wayChanges = 'keychain' in change || 'passphrase' in change;
    // First the copy: whenever this ends, there is one whole file, and none of an older way beside a newer one.
    if (wayChanges) await removeCopy(folder);
    const bytes = recordBytes(VaultFile.parse({ ...present, ...change }));
    await writeAtomically(fileIn(folder), bytes, { keepPrevious: !wayChanges });
  });
}

export async function sealedNames(folder: string): Promise<string[]> {
  return namesIn(path.join(folder, 'vault'), '.sealed');
}

async function removeCopy(folder: string): Promise<void> {
  const copy = `${fileIn(folder)}.bak`;
  try {
    await rm(copy, { force: true });
  } catch (error) {
    throw writeFault(error, copy);
  }
}

function fileIn(folder: string): string {
  return path.join(folder, 'vault', 'vault.json');
}
