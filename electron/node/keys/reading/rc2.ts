/**
 * @file RC2 in CBC mode, decryption only (RFC 2268). Windows and old versions of Java encrypt the certificates of a PKCS#12 file
 * with it, and OpenSSL 3 no longer knows it. It protects nothing today: it is here to open what exists.
 */
import { piTable } from './rc2-table.ts';

const words = 64;

/** The content with its padding. `effectiveBits`: RFC 2268 §2. */
export function decryptRc2(given: {
  key: Uint8Array;
  effectiveBits: number;
  iv: Uint8Array;
  bytes: Uint8Array;
}): Buffer {
  const { iv, bytes } = given;
  const expanded = expandKey(given.key, given.effectiveBits);
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const output = Buffer.alloc(bytes.length);
  let previous: Uint8Array = iv;
  for (let at = 0; at + 8 <= input.length; at += 8) {
    const block = input.subarray(at, at + 8);
    decryptBlock(expanded, block, output.subarray(at, at + 8));
    for (let byte = 0; byte < 8; byte += 1) output[at + byte] = (output[at + byte] ?? 0) ^ (previous[byte] ?? 0);
    previous = block;
  }
  expanded.fill(0);
  return output;
}

/** RFC 2268 §2. */
function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  const length = Buffer.alloc(2 * words);
  length.set(key);
  const pi = (index: number) => piTable[index & 0xff] ?? 0;
  const at = (index: number) => length[index] ?? 0;
  for (let index = key.length; index < 128; index += 1) length[index] = pi(at(index - 1) + at(index - key.length));
  const effectiveBytes = Math.ceil(effectiveBits / 8);
  const mask = 0xff >> (8 * effectiveBytes - effectiveBits);
  length[128 - effectiveBytes] = pi(at(128 - effectiveBytes) & mask);
  for (let index = 127 - effectiveBytes; index >= 0; index -= 1)
    length[index] = pi(at(index + 1) ^ at(index + effectiveBytes));
  const expanded = Uint16Array.from({ length: words }, (_, index) => length.readUInt16LE(2 * index));
  length.fill(0);
  return expanded;
}

const rotations = [1, 2, 3, 5] as const;

/** RFC 2268 §4: five rounds of mixing, one of mashing, six, one, five; all of it backwards. */
function decryptBlock(key: Uint16Array, from: Buffer, into: Buffer): void {
  const r = Uint16Array.from([0, 2, 4, 6], (offset) => from.readUInt16LE(offset));
  let next = words - 1;
  const mix = () => {
    for (let index = 3; index >= 0; index -= 1) {
      const rotation = rotations[index] ?? 0;
      const value = r[index] ?? 0;
      const turned = ((value >>> rotation) | (value << (16 - rotation))) & 0xffff;
      const one = r[(index + 3) % 4] ?? 0;
      const two = r[(index + 2) % 4] ?? 0;
      const three = r[(index + 1) % 4] ?? 0;
      r[index] = turned - (key[next] ?? 0) - (one & two) - (~one & three);
      next -= 1;
    }
  };
  const mash = () => {
    for (let index = 3; index >= 0; index -= 1) r[index] = (r[index] ?? 0) - (key[(r[(index + 3) % 4] ?? 0) & 63] ?? 0);
  };
  for (const rounds of [5, 6, 5]) {
    for (let round = 0; round < rounds; round += 1) mix();
    if (next > 0) mash();
  }
  r.forEach((word, index) => into.writeUInt16LE(word, 2 * index));
}
