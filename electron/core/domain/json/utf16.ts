/** UTF-16, as PowerShell and some editors write it, in UTF-8; null: it is no UTF-16. Told by its mark, or by the NULs between ASCII. */
export function fromUtf16(bytes: Uint8Array): Uint8Array | null {
  const [first, second, third, fourth] = bytes;
  const littleEndian =
    (first === 0xff && second === 0xfe) || (isAscii(first) && second === 0 && isAscii(third) && fourth === 0);
  const bigEndian =
    (first === 0xfe && second === 0xff) || (first === 0 && isAscii(second) && third === 0 && isAscii(fourth));
  if (!littleEndian && !bigEndian) return null;
  return new TextEncoder().encode(new TextDecoder(bigEndian ? 'utf-16be' : 'utf-16le').decode(bytes));
}

function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && byte > 0 && byte < 0x80;
}
