import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';

interface CipherKey {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

/** AES-256-CBC with the padding of RFC 5652 §6.3. It hides, and does not show when something was altered. */
export function encryptCbc(plain: Uint8Array, { key, iv }: CipherKey): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

/** Whether the bytes decrypt to that plain text. What was decrypted for it is overwritten. */
export function decryptsTo(plain: Uint8Array, encrypted: Uint8Array, { key, iv }: CipherKey): boolean {
  const decipher = createDecipheriv('aes-256-cbc', key, iv);
  const head = decipher.update(encrypted);
  const tail = decipher.final();
  const isSame =
    head.length + tail.length === plain.length &&
    timingSafeEqual(head, plain.subarray(0, head.length)) &&
    timingSafeEqual(tail, plain.subarray(head.length));
  head.fill(0);
  tail.fill(0);
  return isSame;
}
