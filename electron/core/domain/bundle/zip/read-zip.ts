/**
 * @file Reads the one shape of archive that we write (see [Note: One shape]) and names what else a file is. It finds the files and
 * copies nothing: that no other byte stands there is known by writing them again. (1) It never throws, and never reads a byte
 * twice for an entry’s sake: entries follow each other without a gap. (2) What it has read, `zipPieces` can write.
 */
import type { BundleFile } from '../file.ts';
import { quoted } from '../quoted.ts';
import type { EndRecord } from './end-record.ts';
import { endOf, Flaw } from './end-record.ts';
import { mostPathLength, signatures, sizes } from './layout.ts';

export type ZipRead =
  { readonly is: 'read'; readonly files: BundleFile[] } | { readonly is: 'refused'; readonly reason: string };

export function readZip(zip: Uint8Array): ZipRead {
  try {
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    const files = entriesIn(view, endOf(view)).map((entry) => {
      const content = contentOf(view, entry);
      return { path: entry.path, bytes: zip.subarray(content, content + entry.size) };
    });
    return { is: 'read', files };
  } catch (error) {
    if (error instanceof Flaw) return { is: 'refused', reason: error.message };
    throw error;
  }
}

interface Entry {
  readonly path: string;
  readonly size: number;
  readonly crc: number;
  /** Where its own header begins. */
  readonly local: number;
}

/** By the list of files, each behind the other and none with a byte beside it. */
function entriesIn(view: DataView, { end, count, directory }: EndRecord): Entry[] {
  const entries: Entry[] = [];
  let at = directory;
  for (let index = 0; index < count; index += 1) {
    const entry = centralEntry(view, { at, end });
    entries.push(entry);
    at += sizes.central + entry.path.length;
  }
  if (at !== end) throw new Flaw('the list of its files is longer than it is told to be');
  let local = 0;
  for (const entry of entries) {
    if (behind(entry) > directory) throw new Flaw(`${quoted(entry.path)} in it would reach beyond its place`);
    if (entry.local !== local) throw new Flaw(misplaced(entries));
    local = behind(entry);
  }
  if (local < directory) throw new Flaw('bytes stand between its files and the list of them');
  return entries;
}

const behind = ({ local, path, size }: Entry) => local + sizes.local + path.length + size;

/** Why one does not begin where the one before it ends. */
function misplaced(entries: readonly Entry[]): string {
  let at = 0;
  for (const entry of [...entries].sort((one, other) => one.local - other.local)) {
    if (entry.local < at) return `its files overlap: ${quoted(entry.path)} begins within another`;
    if (entry.local > at) return `bytes stand between its files, before ${quoted(entry.path)}`;
    at = behind(entry);
  }
  return 'its files lie in another order than the list of them says';
}

/** APPNOTE 4.3.12. */
function centralEntry(view: DataView, { at, end }: { at: number; end: number }): Entry {
  if (at + sizes.central > end || view.getUint32(at, true) !== signatures.central)
    throw new Flaw('the list of its files is damaged');
  const nameLength = view.getUint16(at + 28, true);
  // Before it is read: 65,000 names of 64 KiB are more than a bundle.
  if (nameLength > mostPathLength) throw new Flaw('it holds a file whose path is longer than any in a bundle');
  if (at + sizes.central + nameLength > end) throw new Flaw('the list of its files is damaged');
  const path = nameAt(view, at + sizes.central, nameLength);
  refuseKind(view, at, path);
  const size = view.getUint32(at + 24, true);
  if (view.getUint32(at + 20, true) !== size) throw new Flaw(`the size of ${quoted(path)} in it is told in two ways`);
  return { path, size, crc: view.getUint32(at + 16, true), local: view.getUint32(at + 42, true) };
}

/** What the upper half of a mode says is no plain file (POSIX `st_mode`, shifted). */
const kinds = new Map([
  [0x1, 'a named pipe'],
  [0x2, 'a device'],
  [0x6, 'a device'],
  [0xa, 'a link'],
  [0xc, 'a socket'],
]);
const FOLDER = 0x4;
/** The same for DOS. */
const DOS_FOLDER = 0x10;

/** By flags, method, notes and attributes (APPNOTE 4.4.4, 4.4.5, 4.4.11, 4.4.15). */
function refuseKind(view: DataView, at: number, path: string): void {
  const flags = view.getUint16(at + 8, true);
  const attributes = view.getUint32(at + 38, true);
  const type = attributes >>> 28;
  if ((flags & 0x2041) !== 0) throw new Flaw(`${quoted(path)} in it is encrypted`);
  if (view.getUint16(at + 10, true) !== 0)
    throw new Flaw(
      'it was packed again with compression: unpack it and verify the folder, or get it again from its author',
    );
  if ((flags & 0x08) !== 0) throw new Flaw('the size of a file in it is told behind the file: no bundle is written so');
  const kind = kinds.get(type);
  if (kind !== undefined) throw new Flaw(`it holds ${kind}, ${quoted(path)}`);
  if (path.endsWith('/') || type === FOLDER || (attributes & DOS_FOLDER) !== 0)
    throw new Flaw('it was packed by another program, with entries for folders: unpack it and verify the folder');
  if (view.getUint32(at + 30, true) !== 0)
    throw new Flaw('it was packed by another program, which added notes of its own: unpack it and verify the folder');
}

/** Where the bytes of an entry begin. Its own header says what the list says, or somebody lies (APPNOTE 4.3.7). */
function contentOf(view: DataView, { path, local, size, crc }: Entry): number {
  const isSame =
    view.getUint32(local, true) === signatures.local &&
    (view.getUint16(local + 6, true) & 0x2049) === 0 &&
    view.getUint16(local + 8, true) === 0 &&
    view.getUint32(local + 14, true) === crc &&
    view.getUint32(local + 18, true) === size &&
    view.getUint32(local + 22, true) === size &&
    view.getUint16(local + 26, true) === path.length &&
    view.getUint16(local + 28, true) === 0 &&
    nameAt(view, local + sizes.local, path.length) === path;
  if (!isSame) throw new Flaw(`${quoted(path)} in it is described in two ways`);
  return local + sizes.local + path.length;
}

/** A character for each byte: one that is no ASCII makes a path that no bundle has, whatever it was meant to be. */
const latin1 = new TextDecoder('latin1');

function nameAt(view: DataView, at: number, length: number): string {
  return latin1.decode(new Uint8Array(view.buffer, view.byteOffset + at, length));
}
