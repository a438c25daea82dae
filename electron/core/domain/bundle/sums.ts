/** @file SHA256SUMS, as `sha256sum --strict -c` reads it. */
import type { Digests } from '../../ports.ts';
import type { BundleFile } from './file.ts';
import { inByteOrder, textBytes } from './file.ts';
import { isSafePath } from './path-flaw.ts';

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

/** The digest of each path; null: not a file that `writeSums` writes. */
export function parseSums(bytes: Uint8Array): Map<string, string> | null {
  const text = new TextDecoder().decode(bytes);
  if (text === '' || !text.endsWith('\n')) return null;
  const sums = new Map<string, string>();
  let last = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const [, digest, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (digest === undefined || path === undefined || !isSafePath(path) || path <= last) return null;
    sums.set(path, digest);
    last = path;
  }
  return sums;
}
