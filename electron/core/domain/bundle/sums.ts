/** @file SHA256SUMS, as `sha256sum --strict -c` reads it. */
import type { Digests } from '../../ports.ts';
import type { BundleFile } from './file.ts';
import { inByteOrder, textBytes } from './file.ts';
import { isSafePath } from './path-flaw.ts';
import { mostEntries, mostPathLength } from './zip/layout.ts';

export const sumsPath = 'SHA256SUMS';

export function writeSums(files: readonly BundleFile[], { sha256 }: Digests): Uint8Array {
  return sumsOf(files.map(({ path, bytes }) => ({ path, sha256: sha256(bytes) })));
}

/** The same of files that were summed before. */
export function sumsOf(files: readonly { readonly path: string; readonly sha256: string }[]): Uint8Array {
  return textBytes(
    inByteOrder(files)
      .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
      .join(''),
  );
}

/** A digest, two blanks and a line end for each of the most paths that are longest. */
const MOST_BYTES = mostEntries * (64 + 2 + mostPathLength + 1);

/** The digest of each path; null: not a file that `writeSums` writes. */
export function parseSums(bytes: Uint8Array): Map<string, string> | null {
  if (bytes.length > MOST_BYTES) return null;
  // A byte order mark is a byte that `sha256sum` would stumble over.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (text === '' || !text.endsWith('\n')) return null;
  const sums = new Map<string, string>();
  let last = '';
  let at = 0;
  // Line by line, so that what has another form ends it: 17 MB of line ends are as many lines.
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const [, digest, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(text.slice(at, end)) ?? [];
    if (digest === undefined || path === undefined || !isSafePath(path) || path <= last) return null;
    sums.set(path, digest);
    last = path;
    at = end + 1;
  }
  return sums;
}
