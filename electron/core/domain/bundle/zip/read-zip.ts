import type { BundleFile } from '../file.ts';
import { mostBytes, mostEntries, signatures, sizes } from './layout.ts';

/**
 * The entries of an archive, as its central directory names them; null: not such an archive. It reads just enough to find
 * the files: that nothing else stands in the bytes is known by writing them again (see [Note: One shape]).
 */
export function readZip(zip: Uint8Array): BundleFile[] | null {
  if (zip.length < sizes.end || zip.length > 2 * mostBytes) return null;
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  // No comment may follow: the end record is where the bytes end.
  const end = zip.length - sizes.end;
  if (view.getUint32(end, true) !== signatures.end) return null;
  const count = view.getUint16(end + 10, true);
  if (count > mostEntries) return null;

  const files: BundleFile[] = [];
  let at = view.getUint32(end + 16, true);
  // Entries may name the same bytes again and again: together they would be more than there is.
  let contents = 0;
  for (let index = 0; index < count; index += 1) {
    const entry = readEntry(view, at, end);
    if (entry === null) return null;
    contents += entry.bytes;
    if (contents > zip.length) return null;
    files.push({ path: entry.path, bytes: entry.content().slice() });
    at = entry.next;
  }
  return at === end ? files : null;
}

interface Entry {
  readonly path: string;
  /** With its local header. */
  readonly bytes: number;
  readonly content: () => Uint8Array;
  readonly next: number;
}

function readEntry(view: DataView, at: number, end: number): Entry | null {
  if (at + sizes.central > end || view.getUint32(at, true) !== signatures.central) return null;
  const method = view.getUint16(at + 10, true);
  const size = view.getUint32(at + 24, true);
  const nameLength = view.getUint16(at + 28, true);
  const local = view.getUint32(at + 42, true);
  const next = at + sizes.central + nameLength;
  const contentAt = local + sizes.local + nameLength;
  if (method !== 0 || next > end || contentAt + size > end) return null;
  const bytes = (from: number, length: number) => new Uint8Array(view.buffer, view.byteOffset + from, length);
  const path = new TextDecoder().decode(bytes(at + sizes.central, nameLength));
  return { path, bytes: sizes.local + nameLength + size, content: () => bytes(contentAt, size), next };
}
