import type { Secret } from '#core/domain/secret.ts';
import type { Scratch } from './scratch.ts';

/** A passphrase as the ways to derive a key want it. */
export interface Passphrase {
  readonly utf8: Uint8Array;
  /** BMPString with its end: RFC 7292 appendix B.1. */
  readonly bmp: Uint8Array;
}

export function passphraseOf(secret: Secret, { keep }: Scratch): Passphrase {
  const text = secret.reveal();
  return { utf8: keep(Buffer.from(text, 'utf8')), bmp: keep(Buffer.from(`${text}\0`, 'utf16le').swap16()) };
}

/** A PKCS#12 file without a passphrase was made with an empty one; some programs then write no end, some do. */
export const emptyPassphrases: readonly Passphrase[] = [
  { utf8: new Uint8Array(), bmp: Uint8Array.of(0, 0) },
  { utf8: new Uint8Array(), bmp: new Uint8Array() },
];
