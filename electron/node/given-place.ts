/** @file What a person named on the command line, read once: a pipe gives its bytes one time only. */
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { BundleSource } from '#core/domain/bundle/source.ts';
import { mostArchiveBytes } from '#core/domain/bundle/zip/layout.ts';
import { mostFileBytes } from '#core/domain/definition/read-definitions.ts';
import { Fault } from '#core/domain/fault.ts';
import { readBundle } from './bundle-files.ts';
import { systemCode } from './store/disk.ts';

export type GivenPlace =
  { readonly is: 'bundle'; readonly source: BundleSource } | { readonly is: 'file'; readonly bytes: Uint8Array };

/** A folder is a bundle’s, and so is what begins as an archive. Throws `input/cannot-read`, `bundle/…`, `definition/file-too-large`. */
export async function readPlace(place: string): Promise<GivenPlace> {
  try {
    if ((await lstat(place)).isDirectory()) return { is: 'bundle', source: await readBundle(place) };
    const bytes = await readBytes(place);
    return isArchive(bytes) ? { is: 'bundle', source: { is: 'archive', bytes } } : { is: 'file', bytes };
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('input/cannot-read', { file: place, why: systemCode(error) }, { cause: error });
  }
}

/** Never more in memory than a bundle, or a definition, may have: a file may be larger than the memory. */
async function readBytes(place: string): Promise<Uint8Array> {
  const file = path.basename(place);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of createReadStream(place) as AsyncIterable<Uint8Array>) {
    parts.push(part);
    bytes += part.byteLength;
    const isBundle = isArchive(parts[0]);
    if (isBundle && bytes > mostArchiveBytes) throw new Fault('bundle/too-large', { file });
    if (!isBundle && bytes > mostFileBytes) throw new Fault('definition/file-too-large', { file });
  }
  return Buffer.concat(parts);
}

function isArchive(bytes: Uint8Array | undefined): boolean {
  return bytes?.[0] === 0x50 && bytes[1] === 0x4b;
}
