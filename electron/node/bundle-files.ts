/** @file A bundle from the disk, as an archive or as a folder. Nothing is written, and no link is followed. */
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { lstat, open, opendir } from 'node:fs/promises';
import path from 'node:path';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import { inByteOrder } from '#core/domain/bundle/file.ts';
import { flawOfPath } from '#core/domain/bundle/path-flaw.ts';
import type { BundleSource } from '#core/domain/bundle/source.ts';
import { mostArchiveBytes, mostBytes, mostEntries } from '#core/domain/bundle/zip/layout.ts';
import { Fault } from '#core/domain/fault.ts';
import { systemCode } from './store/disk.ts';

interface Limits {
  readonly files: number;
  /** Of all files together. */
  readonly bytes: number;
  readonly archiveBytes: number;
}

const ofBundles: Limits = { files: mostEntries, bytes: mostBytes, archiveBytes: mostArchiveBytes };

/** Throws `bundle/not-found`, `bundle/cannot-read`, `bundle/changed-while-read`, `bundle/too-large`, `bundle/strange-file`. */
export async function readBundle(place: string, limits: Limits = ofBundles): Promise<BundleSource> {
  const name = path.basename(place);
  const status = await lstat(place).catch((error: unknown) => {
    throw new Fault(systemCode(error) === 'ENOENT' ? 'bundle/not-found' : 'bundle/cannot-read', { file: name });
  });
  if (status.isDirectory()) return { is: 'folder', files: inByteOrder(await readFolder(place, limits)) };
  if (!status.isFile()) throw new Fault('bundle/strange-file', { file: name });
  return { is: 'archive', bytes: await readWhole(place, { name, within: name, most: limits.archiveBytes }) };
}

async function readFolder(folder: string, limits: Limits): Promise<BundleFile[]> {
  const within = path.basename(folder);
  const files: BundleFile[] = [];
  const waiting = [''];
  let most = limits.bytes;
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    for await (const { name, is } of entriesOf(path.join(folder, below), below === '' ? within : below)) {
      const relative = below === '' ? name : `${below}/${name}`;
      // A repository: its path alone tells that it is no bundle, and it may hold anything.
      if (relative === '.git') return [{ path: relative, bytes: new Uint8Array() }];
      if (is === 'other') throw new Fault('bundle/strange-file', { file: relative });
      if (is === 'folder') waiting.push(relative);
      else {
        // What has such a path is refused for it. Where the name is not UTF-8, there is no file of the name that we see.
        const isReadable = flawOfPath(relative) === null;
        const file = path.join(folder, relative);
        const bytes = isReadable ? await readWhole(file, { name: relative, within, most }) : new Uint8Array();
        most -= bytes.length;
        files.push({ path: relative, bytes });
      }
      if (files.length + waiting.length > limits.files) throw new Fault('bundle/too-large', { file: within });
    }
  }
  return files;
}

/** One after the other: a folder may have more than fit into the memory. */
async function* entriesOf(
  folder: string,
  file: string,
): AsyncGenerator<{ name: string; is: 'file' | 'folder' | 'other' }> {
  try {
    for await (const entry of await opendir(folder))
      yield { name: entry.name, is: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other' };
  } catch (error) {
    throw faultOf(error, file);
  }
}

// Windows has neither.
const flags =
  constants.O_RDONLY |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0) |
  ((constants.O_NONBLOCK as number | undefined) ?? 0);

/**
 * All of a plain file, and never more than `most` bytes, whatever becomes of it meanwhile: what was looked at before may be a link
 * or a pipe by now, or grow.
 */
async function readWhole(
  file: string,
  { name, within, most }: { name: string; within: string; most: number },
): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, flags);
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) throw new Fault('bundle/strange-file', { file: name });
    if (before.size > most) throw new Fault('bundle/too-large', { file: within });
    const bytes = await readTo(handle, Number(before.size));
    const after = await handle.stat({ bigint: true });
    if (bytes === null || after.size !== before.size || after.mtimeNs !== before.mtimeNs)
      throw new Fault('bundle/changed-while-read', { file: name });
    return bytes;
  } catch (error) {
    throw error instanceof Fault ? error : faultOf(error, name);
  } finally {
    await handle?.close();
  }
}

/** null: it ended before. */
async function readTo(handle: FileHandle, size: number): Promise<Uint8Array | null> {
  const bytes = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await handle.read(bytes, at, size - at, at);
    if (bytesRead === 0) return null;
    at += bytesRead;
  }
  return bytes;
}

/** Of something that was seen before. */
function faultOf(error: unknown, file: string): Fault {
  const code = systemCode(error);
  if (code === 'ELOOP') return new Fault('bundle/strange-file', { file }, { cause: error });
  const isGone = code === 'ENOENT' || code === 'ENOTDIR';
  return new Fault(isGone ? 'bundle/changed-while-read' : 'bundle/cannot-read', { file }, { cause: error });
}
