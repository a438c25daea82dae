/**
 * @file Reads the one shape of archive that we write (see [Note: One shape]) and names what else a file is. It finds the files and
 * copies nothing: that no other byte stands there is known by writing them again. (1) It never throws, and never reads a byte
 * twice for an entry’s sake: entries follow each other without a gap.
 */
import type { BundleFile } from '../file.ts';
import { mostBytes, mostEntries, signatures, sizes } from './layout.ts';

export type ZipRead =
  { readonly is: 'read'; readonly files: BundleFile[] } | { readonly is: 'refused'; readonly reason: string };

/** What was wrong, for the end of “This is not a bundle: …”. */
class Flaw extends Error {}

export function readZip(zip: Uint8Array): ZipRead {
  try {
    return { is: 'read', files: [...entriesIn(zip)] };
  } catch (error) {
    if (error instanceof Flaw) return { is: 'refused', reason: error.message };
    throw error;
  }
}

function* entriesIn(zip: Uint8Array): Generator<BundleFile> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const { end, count, directory } = endOf(zip, view);
  let at = directory;
  let local = 0;
  for (let index = 0; index < count; index += 1) {
    const entry = centralEntry(view, { at, end });
    if (entry.local !== local) throw new Flaw('its files overlap, or bytes stand between them');
    const content = contentOf(view, entry, directory);
    yield { path: entry.path, bytes: zip.subarray(content, content + entry.size) };
    at = entry.next;
    local = content + entry.size;
  }
  if (local !== directory || at !== end) throw new Flaw('bytes stand between its files and the list of them');
}

function endOf(zip: Uint8Array, view: DataView): { end: number; count: number; directory: number } {
  if (zip.length > 2 * mostBytes) throw new Flaw('it is larger than any bundle');
  if (zip.length < sizes.end || zip[0] !== 0x50 || zip[1] !== 0x4b) throw new Flaw('it is no zip archive');
  const end = zip.length - sizes.end;
  if (view.getUint32(end, true) !== signatures.end) throw new Flaw(behindOrCut(zip, view));
  if (view.getUint32(end + 4, true) !== 0) throw new Flaw('it is one part of several');
  const count = view.getUint16(end + 10, true);
  const directory = view.getUint32(end + 16, true);
  const isZip64 = end >= 20 && view.getUint32(end - 20, true) === 0x07064b50;
  if (isZip64 || count === 0xffff || directory === 0xffffffff)
    throw new Flaw('it has the Zip64 form, which no bundle needs');
  if (count !== view.getUint16(end + 8, true)) throw new Flaw('it is one part of several');
  if (count > mostEntries) throw new Flaw('it has more files than any bundle');
  if (view.getUint16(end + 20, true) !== 0 || directory + view.getUint32(end + 12, true) !== end)
    throw new Flaw('bytes stand before, between or behind its files');
  return { end, count, directory };
}

/** An end record further up has something behind it; none at all was cut off. */
function behindOrCut(zip: Uint8Array, view: DataView): string {
  const last = Math.max(0, zip.length - sizes.end - 0xffff);
  for (let at = zip.length - sizes.end - 1; at >= last; at -= 1)
    if (view.getUint32(at, true) === signatures.end) return 'something stands behind its end';
  return 'it is cut short: the list of its files is missing';
}

interface Entry {
  readonly path: string;
  readonly size: number;
  readonly crc: number;
  readonly nameLength: number;
  readonly local: number;
  readonly next: number;
}

function centralEntry(view: DataView, { at, end }: { at: number; end: number }): Entry {
  if (at + sizes.central > end || view.getUint32(at, true) !== signatures.central)
    throw new Flaw('the list of its files is damaged');
  refuseKind(view, at);
  const size = view.getUint32(at + 24, true);
  const nameLength = view.getUint16(at + 28, true);
  if (view.getUint16(at + 30, true) !== 0 || view.getUint16(at + 32, true) !== 0)
    throw new Flaw('it was packed by another program, which added notes of its own: unpack it and verify the folder');
  if (view.getUint32(at + 20, true) !== size) throw new Flaw('the size of a file in it is told in two ways');
  const next = at + sizes.central + nameLength;
  if (next > end) throw new Flaw('the list of its files is damaged');
  const path = nameAt(view, at + sizes.central, nameLength);
  const type = (view.getUint32(at + 38, true) >>> 28) & 0xf;
  if (type === 0xa) throw new Flaw('it holds a link');
  if (path.endsWith('/') || type === 4)
    throw new Flaw('it was packed by another program, with entries for folders: unpack it and verify the folder');
  return { path, size, crc: view.getUint32(at + 16, true), nameLength, local: view.getUint32(at + 42, true), next };
}

/** By flags and method (APPNOTE 4.4.4, 4.4.5). */
function refuseKind(view: DataView, at: number): void {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  if ((flags & 0x41) !== 0) throw new Flaw('a file in it is encrypted');
  if (method !== 0)
    throw new Flaw(
      'it was packed again with compression: unpack it and verify the folder, or get it again from its author',
    );
  if ((flags & 0x08) !== 0) throw new Flaw('the size of a file in it is told behind the file: no bundle is written so');
}

/** Where the bytes of an entry begin. Its own header says what the list says, or somebody lies. */
function contentOf(view: DataView, entry: Entry, directory: number): number {
  const { local, size, crc, nameLength } = entry;
  const content = local + sizes.local + nameLength;
  if (content + size > directory) throw new Flaw('a file in it would reach beyond its place');
  const isSame =
    view.getUint32(local, true) === signatures.local &&
    view.getUint16(local + 8, true) === 0 &&
    view.getUint32(local + 14, true) === crc &&
    view.getUint32(local + 18, true) === size &&
    view.getUint32(local + 22, true) === size &&
    view.getUint16(local + 26, true) === nameLength &&
    view.getUint16(local + 28, true) === 0 &&
    nameAt(view, local + sizes.local, nameLength) === entry.path;
  if (!isSame) throw new Flaw('a file in it is described in two ways');
  return content;
}

/** Latin-1: a byte that is no ASCII makes a path that no bundle has, whatever it was meant to be. */
function nameAt(view: DataView, at: number, length: number): string {
  let name = '';
  for (let index = 0; index < length; index += 1) name += String.fromCharCode(view.getUint8(at + index));
  return name;
}
