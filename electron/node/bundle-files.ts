/** @file A bundle from the disk, as an archive or as a folder. Nothing is written, and no link is followed. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import { inByteOrder } from '#core/domain/bundle/file.ts';
import type { BundleSource } from '#core/domain/bundle/source.ts';
import { mostBytes, mostEntries } from '#core/domain/bundle/zip/layout.ts';
import { Fault } from '#core/domain/fault.ts';

interface Limits {
  readonly files: number;
  readonly bytes: number;
}

const ofBundles: Limits = { files: mostEntries, bytes: mostBytes };

/** Throws `bundle/not-found`, `bundle/cannot-read`, `bundle/too-large`, `bundle/strange-file`. */
export async function readBundle(place: string, limits: Limits = ofBundles): Promise<BundleSource> {
  const name = path.basename(place);
  try {
    const status = await lstat(place);
    if (status.isDirectory()) return { is: 'folder', files: inByteOrder(await readFolder(place, limits)) };
    if (!status.isFile()) throw new Fault('bundle/strange-file', { file: name });
    if (status.size > 2 * limits.bytes) throw new Fault('bundle/too-large', { file: name });
    return { is: 'archive', bytes: await readFile(place) };
  } catch (error) {
    if (error instanceof Fault) throw error;
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Fault(isGone ? 'bundle/not-found' : 'bundle/cannot-read', { file: name }, { cause: error });
  }
}

async function readFolder(folder: string, limits: Limits): Promise<BundleFile[]> {
  const files: BundleFile[] = [];
  const waiting = [''];
  let bytes = 0;
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    for (const entry of await readdir(path.join(folder, below), { withFileTypes: true })) {
      const relative = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(relative);
      else if (entry.isFile()) {
        bytes += (await lstat(path.join(folder, relative))).size;
        // Before it is read: a file may be larger than the memory.
        if (bytes > limits.bytes) throw new Fault('bundle/too-large', { file: path.basename(folder) });
        files.push({ path: relative, bytes: await readFile(path.join(folder, relative)) });
      } else throw new Fault('bundle/strange-file', { file: relative });
      if (files.length + waiting.length > limits.files)
        throw new Fault('bundle/too-large', { file: path.basename(folder) });
    }
  }
  return files;
}
