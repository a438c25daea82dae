/** @file Files that a person asked for: written whole or not at all, and read back before they count as written. */
import { lstat, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Fault } from '#core/domain/fault.ts';

/** What is written: all of it, or one piece after the other as it comes to be. */
type Content = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Writes beside the place, reads that back and compares, and renames, so that a full disk, or one that loses what it is
 * given, leaves what was there. A link stays one: the file that it leads to is written.
 * Throws `input/cannot-write`, `input/not-a-file`, `input/not-read-back`.
 */
export async function writeWhole(file: string, content: Content): Promise<void> {
  await replace(file, { content, mode: 0o644 });
}

/** The same, for its owner only: what holds private keys or secrets, though encrypted. */
export async function writePrivately(file: string, content: Uint8Array): Promise<void> {
  await replace(file, { content, mode: 0o600 });
}

async function replace(given: string, { content, mode }: { content: Content; mode: number }): Promise<void> {
  const file = await placeOf(given);
  const beside = `${file}.${randomUUID().slice(0, 8)}.part`;
  try {
    const handle = await open(beside, 'wx', mode);
    let written: string;
    try {
      written = await writePieces(handle, content instanceof Uint8Array ? [content] : content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if ((await digestOf(beside)) !== written) throw new Fault('input/not-read-back', { file: path.basename(file) });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    // What comes piece by piece may fail of itself: that is not the disk’s doing.
    if (error instanceof Fault || (error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new Fault('input/cannot-write', { file: path.basename(file) }, { cause: error });
  }
}

/** Of a bundle of many payers the pieces are small and many: fewer and larger ones are what a disk is quick with. */
const CHUNK = 256 * 1024;

/** The SHA-256 of what was written. */
async function writePieces(
  handle: FileHandle,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string> {
  const hash = createHash('sha256');
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  const flush = async () => {
    await handle.writeFile(Buffer.concat(waiting));
    waiting = [];
    bytes = 0;
  };
  for await (const piece of pieces) {
    hash.update(piece);
    waiting.push(piece);
    bytes += piece.byteLength;
    if (bytes >= CHUNK) await flush();
  }
  await flush();
  return hash.digest('hex');
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
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
