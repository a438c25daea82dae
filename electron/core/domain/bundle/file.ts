/** @file A file of a bundle, and the rule that its path follows. */

export interface BundleFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const segment = /^[A-Za-z0-9_@-][A-Za-z0-9._@-]*$/;

/** ASCII only, no hidden segment, nothing that leads out: safe on every file system that we know. */
export function isSafePath(path: string): boolean {
  return path.length <= 200 && path.split('/').every((part) => segment.test(part) && !part.endsWith('.'));
}

/** Safe paths are ASCII, where the order of characters is the order of bytes. */
export function inByteOrder<F extends { readonly path: string }>(files: readonly F[]): F[] {
  return [...files].sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && one.every((byte, index) => byte === other[index]);
}

export const textBytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
