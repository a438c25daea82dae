/** The bytes of standard base64, line ends and spaces passed over; null: it is none. */
export function bytesOfBase64(text: string): Uint8Array | null {
  const bare = text.replaceAll(/\s/g, '');
  if (bare === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(bare) || bare.length % 4 === 1) return null;
  try {
    return Uint8Array.from(atob(bare), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}
