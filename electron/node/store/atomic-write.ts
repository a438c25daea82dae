import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isMissing, systemCode, writeFault } from './disk.ts';

/**
 * Writes a file so that at every moment it is whole: the old one or the new one. What was there is kept as `.bak` when
 * `keepPrevious` says so: only ask for it after that was read and found good. The caller holds the lock of the store, so
 * that the temporary name is nobody else's. Faults: `store/disk-full`, `store/read-only`, `store/cannot-write`.
 */
export async function writeAtomically(
  file: string,
  bytes: Uint8Array,
  { keepPrevious = false }: { keepPrevious?: boolean } = {},
): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    if (keepPrevious) await replace(`${file}.bak`, await readFile(file));
    await replace(file, bytes);
    await syncFolder(path.dirname(file));
  } catch (error) {
    throw writeFault(error, file);
  }
}

/** Removes a file, and what lies beside it. Gone already is as good. */
export async function removeDurably(file: string): Promise<void> {
  // First what lies beside it: left over, it would be offered one day as the state before of another file of that name.
  await removeBeside(file);
  try {
    await rm(file, { force: true });
    await syncFolder(path.dirname(file));
  } catch (error) {
    throw writeFault(error, file);
  }
}

/** Removes the state before of a file, and what a write that was cut off left. */
export async function removeBeside(file: string): Promise<void> {
  for (const beside of [`${file}.bak`, `${file}.tmp`])
    try {
      await rm(beside, { force: true });
    } catch (error) {
      throw writeFault(error, beside);
    }
}

async function replace(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.tmp`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameWithPatience(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

const attempts = 12;

/** On Windows a scanner or an indexer may hold either file for a moment (npm/write-file-atomic#227). Waits for 1.5 s at most. */
async function renameWithPatience(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const mayPass = ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error));
      if (!mayPass || attempt === attempts) throw error;
      await wait(20 * attempt);
    }
  }
}

/** Makes the rename itself survive a loss of power. Windows cannot, and need not: NTFS journals it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}
