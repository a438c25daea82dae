import type { BundleFile } from '../file.ts';
import { inByteOrder } from '../file.ts';
import { crc32 } from './crc32.ts';
import { ZipWriter } from './zip-writer.ts';

/** The archive of these files: the same files and time give the same bytes. Throws a RangeError for what it cannot hold. */
export function writeZip(files: readonly BundleFile[], statedTime: string): Uint8Array {
  const pieces = [...zipPieces(files, statedTime)];
  const zip = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    zip.set(piece, at);
    at += piece.length;
  }
  return zip;
}

/** The same, one piece after the other: contents are not copied. */
export function* zipPieces(files: readonly BundleFile[], statedTime: string): Generator<Uint8Array> {
  const writer = new ZipWriter(statedTime);
  for (const { path, bytes } of inByteOrder(files)) {
    yield writer.head({ path, size: bytes.length, crc: crc32(bytes) });
    yield bytes;
  }
  yield writer.end();
}
