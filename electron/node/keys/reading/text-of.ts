/** The text of a file: UTF-8, or UTF-16 as PowerShell and Notepad write it. null: it is binary. */
export function textOf(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decode('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decode('utf-16be', bytes);
  // Without its mark: every second byte of ASCII is zero.
  if (first !== 0 && second === 0 && bytes.length % 2 === 0) return decode('utf-16le', bytes);
  if (first === 0 && second !== 0 && bytes.length % 2 === 0) return decode('utf-16be', bytes);
  return decode('utf-8', bytes) ?? decode('windows-1252', bytes);
}

function decode(encoding: string, bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // Characters that no text has: it is something else, or another encoding.
    return /[\0-\x08\x0E-\x1A\uFFFE\uFFFF]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
