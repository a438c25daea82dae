/** @file Whether a file is itself an archive. No bundle holds one: what is inside would be looked at by nobody. */

/**
 * The first bytes, in hex, of zip (three kinds), gzip, 7z, rar, xz, bzip2 (full and empty), zstd and cabinet. Each has a byte that no
 * text has, or more of them than any text begins with by chance.
 */
const starts = [
  '504b0304',
  '504b0506',
  '504b0708',
  '1f8b',
  '377abcaf271c',
  '526172211a07',
  'fd377a585a00',
  '28b52ffd',
  '4d53434600000000',
];
const bzip2 = /^425a683[1-9](?:314159265359|177245385090)/;

export function isArchive(bytes: Uint8Array): boolean {
  const head = hexOf(bytes.subarray(0, 10));
  return starts.some((start) => head.startsWith(start)) || bzip2.test(head) || isTar(bytes);
}

/** What a header of tar (POSIX.1-1988, ustar) has where. */
const tar = { size: 512, sum: 148, sumEnd: 156, magic: 257 } as const;

/** By its sum: the magic word alone stands in “Mustard” too. */
function isTar(bytes: Uint8Array): boolean {
  if (bytes.length < tar.size || hexOf(bytes.subarray(tar.magic, tar.magic + 5)) !== '7573746172') return false;
  const told = String.fromCharCode(...bytes.subarray(tar.sum, tar.sumEnd));
  let sum = 0;
  // The sum counts its own field as blanks.
  for (let at = 0; at < tar.size; at += 1) sum += at >= tar.sum && at < tar.sumEnd ? 0x20 : (bytes[at] ?? 0);
  return Number.parseInt(told.replaceAll('\u0000', ' ').trim(), 8) === sum;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
