/** @file A file of a bundle, and its bytes. What its path may be: `path-flaw.ts`. */

export interface BundleFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Safe paths are ASCII, where the order of characters is the order of bytes. */
export function inByteOrder<F extends { readonly path: string }>(files: readonly F[]): F[] {
  return [...files].sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.byteLength !== other.byteLength) return false;
  // A plain loop: over an archive of a thousand payers a call for each byte takes a second.
  for (let at = 0; at < one.byteLength; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

export const textBytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
