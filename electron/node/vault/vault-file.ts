/** @file `vault/vault.json`: where the data key lies, and how to tell it from another. Nothing in it is secret. */
import path from 'node:path';
import { z } from 'zod';
import type { Details } from '#core/domain/catalogue.ts';
import { Fault } from '#core/domain/fault.ts';
import { removeBeside, writeAtomically } from '../store/atomic-write.ts';
import { readHeader, writing } from '../store/header.ts';
import { namesIn, readRecord, recordBytes } from '../store/records.ts';
import { Wrapped } from './wrap.ts';

const usualLockAfterMinutes = 15;

const Whole = z.object({
  version: z.literal(1),
  vaultId: z.uuid(),
  /** Of the data key: see `vault-keys.ts`. */
  check: z.string().regex(/^[0-9a-f]{64}$/),
  /** The keychain that holds the data key, in words; null: none does. */
  keychain: z.object({ words: z.string() }).nullable(),
  /** The keychain that held it before and may hold a copy still, in words; '' where none does. */
  keychainLeft: z.string().default(''),
  /** The data key under a passphrase; null: none opens it. */
  passphrase: Wrapped.nullable(),
  /** '' in files of an earlier version. */
  madeAt: z.string().default(''),
  /** Minutes without any use after which the window locks a vault under a passphrase. */
  lockAfterMinutes: z.number().int().min(1).max(480).default(usualLockAfterMinutes),
  /** When a recovery file was last written; '' when never, as far as is known. */
  recoveryAt: z.string().default(''),
});
export const VaultFile = Whole.refine(({ keychain, passphrase }) => keychain !== null || passphrase !== null);
export type VaultFile = z.output<typeof Whole>;

/** What is said of a vault that is not there, or of none that is kept. */
export const factsOfNone = {
  opensBy: '',
  madeAt: '',
  check: '',
  lockAfterMinutes: usualLockAfterMinutes,
  recoveryAt: '',
} as const;

/** null: there is no vault yet. Faults: `vault/file-damaged`, `store/…`. */
export async function readVaultFile(folder: string): Promise<VaultFile | null> {
  const header = await readHeader(folder);
  if (header === null) return null;
  const file = await readPresent(folder);
  const why =
    file === null
      ? (await sealedNames(folder)).length > 0 && 'it is missing, though sealed items are there'
      : file.vaultId !== header.vaultId && 'it belongs to another store';
  if (why !== false) throw new Fault('vault/file-damaged', { why });
  return file;
}

/** What is damaged is not to be removed: with the recovery file it is made anew. */
async function readPresent(folder: string): Promise<VaultFile | null> {
  try {
    return await readRecord(fileIn(folder), VaultFile);
  } catch (error) {
    const fault = error instanceof Fault ? (error as Fault) : null;
    if (fault?.code !== 'store/damaged') throw error;
    const { why } = fault.details as Details<'store/damaged'>;
    throw new Fault('vault/file-damaged', { why }, { cause: error });
  }
}

/** null as well for one that is damaged: for who has the data key from elsewhere. One of a newer version stays a fault. */
export async function readVaultFileIfWhole(folder: string): Promise<VaultFile | null> {
  try {
    return await readVaultFile(folder);
  } catch (error) {
    const code = error instanceof Fault ? (error as Fault).code : '';
    if (code === 'vault/file-damaged' || code === 'store/damaged-with-copy') return null;
    throw error;
  }
}

type Way = Pick<VaultFile, 'keychain' | 'passphrase' | 'keychainLeft'>;

/** A keychain alone opens it. What another store may need, or what was there before, is not looked at. */
export function byKeychain(keychain: { readonly words: string }): Way {
  return { keychain: { words: keychain.words }, passphrase: null, keychainLeft: '' };
}

/** A passphrase alone opens it; `before` tells which keychain may hold a copy. */
export function byPassphrase(passphrase: Wrapped, before: Pick<Way, 'keychain' | 'keychainLeft'> | null): Way {
  return { keychain: null, passphrase, keychainLeft: before?.keychain?.words ?? before?.keychainLeft ?? '' };
}

/** The first one of a vault, or one in the place of what is damaged. The caller holds `vault.lock` and has looked. */
export async function makeVaultFile(
  folder: string,
  { vaultId, check, madeAt, way }: Pick<VaultFile, 'vaultId' | 'check' | 'madeAt'> & { way: Way },
): Promise<void> {
  const settings = { lockAfterMinutes: usualLockAfterMinutes, recoveryAt: '' };
  const whole: VaultFile = { version: 1, vaultId, check, madeAt, ...way, ...settings };
  await writing(folder, async () => {
    await removeBeside(fileIn(folder));
    await writeAtomically(fileIn(folder), recordBytes(VaultFile.parse(whole)));
  });
}

/**
 * Changes what is there, and keeps the state before beside it. But where the way to the data key changes, no copy of the
 * old one stays: a passphrase that was given up would open it for ever.
 */
export async function changeVaultFile(folder: string, change: Partial<Omit<VaultFile, 'version'>>): Promise<void> {
  await writing(folder, async () => {
    const present = await readPresent(folder);
    if (present === null) throw new Fault('vault/not-made', {});
    const wayChanges = 'keychain' in change || 'passphrase' in change || 'keychainLeft' in change;
    // First the copy: whenever this ends, there is one whole file, and none of an older way beside a newer one.
    if (wayChanges) await removeBeside(fileIn(folder));
    const bytes = recordBytes(VaultFile.parse({ ...present, ...change }));
    await writeAtomically(fileIn(folder), bytes, { keepPrevious: !wayChanges });
  });
}

export async function sealedNames(folder: string): Promise<string[]> {
  return namesIn(path.join(folder, 'vault'), '.sealed');
}

function fileIn(folder: string): string {
  return path.join(folder, 'vault', 'vault.json');
}
