/** @file Decryption of what key files are encrypted with. Paddings are checked here: a wrong one is a wrong passphrase. */
import { createDecipheriv } from 'node:crypto';
import { decryptRc2 } from './rc2.ts';
import type { Scratch } from './scratch.ts';

/** The passphrase did not open it: what came out is not what anybody wrote. Never leaves this folder. */
export class NotOpened extends Error {
  override readonly name = 'NotOpened';
}

export type CipherName = 'aes-128' | 'aes-192' | 'aes-256' | 'des' | 'des-ede' | 'des-ede3' | 'rc2';

export const keyBytes: Readonly<Record<CipherName, number>> = {
  'aes-128': 16,
  'aes-192': 24,
  'aes-256': 32,
  des: 8,
  'des-ede': 16,
  'des-ede3': 24,
  rc2: 16,
};

export function blockBytes(name: CipherName): number {
  return name.startsWith('aes') ? 16 : 8;
}

export interface CbcTask {
  readonly name: CipherName;
  readonly key: Uint8Array;
  /** For RC2 only: RFC 2268 §2. */
  readonly effectiveBits?: number;
  readonly iv: Uint8Array;
  readonly bytes: Uint8Array;
}

/** CBC with the padding of RFC 8018 §6.1.1. Throws NotOpened. */
export function decryptCbc(task: CbcTask, { keep }: Scratch): Uint8Array {
  const block = blockBytes(task.name);
  const { bytes, iv } = task;
  if (bytes.length === 0 || bytes.length % block !== 0 || iv.length !== block) throw new NotOpened('not whole blocks');
  const padded = keep(
    task.name === 'rc2' ? decryptRc2({ ...task, effectiveBits: task.effectiveBits ?? 128 }) : decryptBlocks(task, keep),
  );
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > block || padded.subarray(-padding).some((byte) => byte !== padding))
    throw new NotOpened('wrong padding');
  return padded.subarray(0, -padding);
}

function decryptBlocks({ name, key, iv, bytes }: CbcTask, keep: Scratch['keep']): Buffer {
  const aes = name.startsWith('aes');
  // DES is three-key DES with the same key three times, and OpenSSL 3 has no other DES; two-key is K1 K2 K1.
  const wide =
    aes || name === 'des-ede3'
      ? key
      : keep(Buffer.concat(name === 'des' ? [key, key, key] : [key, key.subarray(0, 8)]));
  const decipher = createDecipheriv(aes ? `${name}-cbc` : 'des-ede3-cbc', wide, iv).setAutoPadding(false);
  const opened = keep(decipher.update(bytes));
  return Buffer.concat([opened, decipher.final()]);
}

/** AES in GCM mode, the tag at the end (RFC 5084). Throws NotOpened. */
export function decryptGcm(
  {
    name,
    key,
    nonce,
    tagBytes,
    bytes,
  }: {
    name: 'aes-128' | 'aes-192' | 'aes-256';
    key: Uint8Array;
    nonce: Uint8Array;
    tagBytes: number;
    bytes: Uint8Array;
  },
  { keep }: Scratch,
): Uint8Array {
  if (bytes.length <= tagBytes) throw new NotOpened('shorter than its tag');
  const decipher = createDecipheriv(`${name}-gcm`, key, nonce, { authTagLength: tagBytes });
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const opened = keep(decipher.update(bytes.subarray(0, -tagBytes)));
  try {
    decipher.final();
  } catch {
    throw new NotOpened('wrong tag');
  }
  return opened;
}
