/** @file `store.json`: that a folder is a store, of which format, and which vault is its own. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Fault } from '#core/domain/fault.ts';
import { writeAtomically } from './atomic-write.ts';
import { isMissing, readFault, writeFault } from './disk.ts';
import { withLock } from './lock.ts';
import { readRecord, recordBytes } from './records.ts';

export const StoreHeader = z.object({ version: z.literal(1), vaultId: z.uuid() });
export type StoreHeader = z.infer<typeof StoreHeader>;

/** null: there is no store yet. Faults: `store/newer-version`, `store/damaged…`, `store/cannot-read`. */
export async function readHeader(folder: string): Promise<StoreHeader | null> {
  const header = await readRecord(headerFile(folder), StoreHeader);
  if (header === null && (await holdsWork(folder)))
    throw new Fault('store/damaged', { file: 'store.json', why: 'it is missing, though the folder holds a store' });
  return header;
}

/**
 * Runs a write while holding `store.lock`. Makes the store, with mode 0700, when there is none; one that was copied here is
 * closed to others again. Faults: `store/…`.
 */
export async function writing<T>(folder: string, work: (header: StoreHeader) => Promise<T>): Promise<T> {
  // Before anything is made: a store of a newer version is left alone, lock and all.
  await readHeader(folder);
  await makeFolder(folder);
  return withLock(path.join(folder, 'store.lock'), async () => {
    const present = await readHeader(folder);
    if (present !== null) await closeToOthers(folder);
    return work(present ?? (await makeStore(folder)));
  });
}

async function makeStore(folder: string): Promise<StoreHeader> {
  const header: StoreHeader = { version: 1, vaultId: randomUUID() };
  await writeAtomically(headerFile(folder), recordBytes(header));
  // The folder may have been there before, open to others.
  await chmod(folder, 0o700).catch((error: unknown) => {
    throw writeFault(error, headerFile(folder));
  });
  return header;
}

/** As far as it can be done: the folder may be somebody else's, or on a disk that knows no modes. */
async function closeToOthers(folder: string): Promise<void> {
  const { mode } = await stat(folder).catch(() => ({ mode: 0 }));
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) await chmod(folder, 0o700).catch(() => undefined);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw writeFault(error, headerFile(folder));
  }
}

/** A new vault id beside old work would lock its secrets away for good. */
async function holdsWork(folder: string): Promise<boolean> {
  try {
    const names = await readdir(folder);
    return ['payers', 'targets', 'pushes', 'vault'].some((name) => names.includes(name));
  } catch (error) {
    if (isMissing(error)) return false;
    throw readFault(error, folder);
  }
}

function headerFile(folder: string): string {
  return path.join(folder, 'store.json');
}
