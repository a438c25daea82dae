import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * AES Key Wrap (RFC 3394 §2.2.1), 256 bits, over plain AES: the cipher `id-aes256-wrap` is missing in Electron. The key is
 * whole blocks of eight bytes.
 */
export function wrapKey(key: Uint8Array, { by }: { by: Uint8Array }): Buffer {
  const aes = createCipheriv('aes-256-ecb', by, null).setAutoPadding(false);
  const count = key.length / 8;
  let check = Buffer.alloc(8, 0xa6);
  const blocks = Array.from({ length: count }, (_, at) => Buffer.from(key.subarray(8 * at, 8 * at + 8)));
  for (let step = 1; step <= 6 * count; step += 1) {
    const at = (step - 1) % count;
    const block = aes.update(Buffer.concat([check, blocks[at] ?? Buffer.alloc(8)]));
    check = block.subarray(0, 8);
    // A step number of one byte is enough for a key of 32 bytes.
    check[7] = (check[7] ?? 0) ^ step;
    blocks[at]?.fill(0);
    blocks[at] = block.subarray(8, 16);
  }
  return Buffer.concat([check, ...blocks]);
}

/** The way back (RFC 3394 §2.2.2). null: another key wrapped it, or it was altered. The answer is the caller's to overwrite. */
export function unwrapKey(wrapped: Uint8Array, { by }: { by: Uint8Array }): Buffer | null {
  const count = wrapped.length / 8 - 1;
  if (!Number.isInteger(count) || count < 2 || count > 16) return null;
  const aes = createDecipheriv('aes-256-ecb', by, null).setAutoPadding(false);
  let check = Buffer.from(wrapped.subarray(0, 8));
  const blocks = Array.from({ length: count }, (_, at) => Buffer.from(wrapped.subarray(8 * at + 8, 8 * at + 16)));
  for (let step = 6 * count; step >= 1; step -= 1) {
    const at = (step - 1) % count;
    check[7] = (check[7] ?? 0) ^ step;
    const block = aes.update(Buffer.concat([check, blocks[at] ?? Buffer.alloc(8)]));
    check = block.subarray(0, 8);
    blocks[at] = block.subarray(8, 16);
  }
  const key = Buffer.concat(blocks);
  for (const block of blocks) block.fill(0);
  if (check.every((byte) => byte === 0xa6)) return key;
  key.fill(0);
  return null;
}
