/** @file Whether a file is itself an archive. No bundle holds one: what is inside would be looked at by nobody. */

/** The first bytes, in hex, of zip (three kinds), gzip, 7z, rar, xz, bzip2, zstd and cabinet. */
const starts = [
  '504b0304',
  '504b0506',
  '504b0708',
  '1f8b',
  '377abcaf271c',
  '526172211a07',
  'fd377a585a00',
  '425a68',
  '28b52ffd',
  '4d534346',
];

/** POSIX tar says so behind its first header’s names. */
const TAR_AT = 257;

export function isArchive(bytes: Uint8Array): boolean {
  const head = hexOf(bytes.subarray(0, 8));
  return starts.some((start) => head.startsWith(start)) || hexOf(bytes.subarray(TAR_AT, TAR_AT + 5)) === '7573746172';
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
