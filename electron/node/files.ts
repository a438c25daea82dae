/** @file Files that a person asked for: written whole or not at all, and read back before they count as written. */
import { lstat, mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';

/**
 * Writes beside the place, reads that back and compares, and renames, so that a full disk, or one that loses what it is
 * given, leaves what was there. A link stays one: the file that it leads to is written.
 * Throws `input/cannot-write`, `input/not-a-file`, `input/not-read-back`.
 */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  await replace(file, { bytes, mode: 0o644 });
}

/** The same, for its owner only: what holds private keys or secrets, though encrypted. */
export async function writePrivately(file: string, bytes: Uint8Array): Promise<void> {
  await replace(file, { bytes, mode: 0o600 });
}

async function replace(given: string, { bytes, mode }: { bytes: Uint8Array; mode: number }): Promise<void> {
  const file = await placeOf(given);
  const beside = `${file}.${randomUUID().slice(0, 8)}.part`;
  try {
    const handle = await open(beside, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const again = await readFile(beside);
    if (!again.equals(bytes)) throw new Fault('input/not-read-back', { file: path.basename(file) });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    if (error instanceof Fault) throw error;
    throw new Fault('input/cannot-write', { file: path.basename(file) }, { cause: error });
  }
}

/** Renaming over a link, a device or a pipe would put a file in the place of what others go on using. */
async function placeOf(given: string): Promise<string> {
  const isThere = await lstat(given).then(
    () => true,
    () => false,
  );
  if (!isThere) return given;
  const isFile = await stat(given).then(
    (status) => status.isFile(),
    () => false,
  );
  if (!isFile) throw new Fault('input/not-a-file', { file: given });
  return realpath(given);
}

/** Writes files below a folder, which is made where it is missing. Other files there stay. */
export async function writeFiles(folder: string, files: readonly { path: string; bytes: Uint8Array }[]): Promise<void> {
  for (const file of files) {
    const place = path.join(folder, ...file.path.split('/'));
    try {
      await mkdir(path.dirname(place), { recursive: true });
    } catch (error) {
      throw new Fault('input/cannot-write', { file: path.basename(folder) }, { cause: error });
    }
    await writeWhole(place, file.bytes);
  }
}

/** Writes files as a folder of their own. Throws `input/not-empty` where other files lie: they would be taken for a part. */
export async function writeFolder(
  folder: string,
  files: readonly { path: string; bytes: Uint8Array }[],
): Promise<void> {
  const present = await readdir(folder).catch(() => []);
  if (present.length > 0) throw new Fault('input/not-empty', { folder });
  await writeFiles(folder, files);
}
