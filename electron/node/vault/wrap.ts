/** @file A data key under a passphrase: scrypt (RFC 7914) and AES-256-GCM. */
import type { ScryptOptions } from 'node:crypto';
import { createCipheriv, createDecipheriv, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import { canonicalBytes } from './canonical.ts';
import { dataKeyBytes } from './vault-keys.ts';

const base64 = (bytes: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes, `not ${String(bytes)} bytes`);

const tagBytes = 16;

export const Wrapped = z.object({
  by: z.literal('scrypt'),
  // Fixed in version 1: whoever can write this file cannot make an open take all the memory, or wrap again more weakly.
  N: z.literal(131_072),
  r: z.literal(8),
  p: z.literal(1),
  salt: base64(16),
  nonce: base64(12),
  sealed: base64(dataKeyBytes + tagBytes),
});
export type Wrapped = z.infer<typeof Wrapped>;

/** Attempts can be made offline, without limit. */
export const shortestPassphrase = 12;

/** Opened again and compared before it is answered: nobody else may have the key any more. Throws `vault/short-passphrase`. */
export async function wrap(dataKey: Uint8Array, given: { passphrase: Secret; vaultId: string }): Promise<Wrapped> {
  if (Array.from(given.passphrase.reveal()).length < shortestPassphrase)
    throw new Fault('vault/short-passphrase', { length: String(shortestPassphrase) });
  const salt = randomBytes(16).toString('base64');
  const nonce = randomBytes(12);
  const key = await keyFrom(given.passphrase, salt);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated(given.vaultId));
  key.fill(0);
  const sealed = Buffer.concat([cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]).toString('base64');
  const wrapped: Wrapped = { by: 'scrypt', N: 131_072, r: 8, p: 1, salt, nonce: nonce.toString('base64'), sealed };
  const back = await unwrap(wrapped, given);
  const isSame = timingSafeEqual(back, dataKey);
  back.fill(0);
  if (!isSame) throw new TypeError('A wrapped data key that does not come back');
  return wrapped;
}

/** Throws `vault/wrong-passphrase`. */
export async function unwrap(wrapped: Wrapped, given: { passphrase: Secret; vaultId: string }): Promise<Uint8Array> {
  const sealed = Buffer.from(wrapped.sealed, 'base64');
  const nonce = Buffer.from(wrapped.nonce, 'base64');
  const key = await keyFrom(given.passphrase, wrapped.salt);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  key.fill(0);
  decipher.setAAD(associated(given.vaultId)).setAuthTag(sealed.subarray(-tagBytes));
  // All of it: GCM adds nothing at the end.
  const dataKey = decipher.update(sealed.subarray(0, -tagBytes));
  try {
    decipher.final();
    return dataKey;
  } catch {
    dataKey.fill(0);
    throw new Fault('vault/wrong-passphrase', {});
  }
}

function associated(vaultId: string): Buffer {
  return canonicalBytes({ format: 'payer-wizard/data-key', version: 1, vaultId });
}

/** Needs 128 MiB, more than Node allows by itself. The same passphrase typed on another system may be composed differently: NFC. */
async function keyFrom(passphrase: Secret, salt: string): Promise<Buffer> {
  const options: ScryptOptions = { N: 131_072, r: 8, p: 1, maxmem: 160 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.reveal().normalize('NFC'), Buffer.from(salt, 'base64'), 32, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
