/** @file Files that a person asked for: written whole or not at all. */
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';

/** Writes beside the place and renames, so that a full disk leaves what was there. Throws `input/cannot-write`. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const beside = `${file}.${randomUUID().slice(0, 8)}.part`;
  try {
    const handle = await open(beside, 'wx', 0o644);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw new Fault('input/cannot-write', { file: path.basename(file) }, { cause: error });
  }
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
