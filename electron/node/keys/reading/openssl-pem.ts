/** @file OpenSSL's own encryption of PEM (`Proc-Type: 4,ENCRYPTED`): a key by MD5 of passphrase and salt, one round. */
import { Fault } from '#core/domain/fault.ts';
import type { CipherName } from './ciphers.ts';
import { blockBytes, decryptCbc, keyBytes, NotOpened } from './ciphers.ts';
import { opensslKey } from './derive.ts';
import type { Passphrase } from './passphrase.ts';
import type { Scratch } from './scratch.ts';

const names: Readonly<Record<string, CipherName>> = {
  'AES-128-CBC': 'aes-128',
  'AES-192-CBC': 'aes-192',
  'AES-256-CBC': 'aes-256',
  'DES-CBC': 'des',
  'DES-EDE-CBC': 'des-ede',
  'DES-EDE3-CBC': 'des-ede3',
};

/** Throws NotOpened for a wrong passphrase, `key/other-encryption`. */
export function openOpensslPem(
  { cipher, iv: hex }: { cipher: string; iv: string },
  { bytes, passphrase }: { bytes: Uint8Array; passphrase: Passphrase },
  scratch: Scratch,
): Uint8Array {
  const name = names[cipher.toUpperCase()];
  if (name === undefined) throw new Fault('key/other-encryption', { name: cipher === '' ? '(not named)' : cipher });
  const iv = Buffer.from(hex, 'hex');
  if (iv.length !== blockBytes(name)) throw new NotOpened('another initialization vector');
  const salt = iv.subarray(0, 8);
  const key = opensslKey({ passphrase: passphrase.utf8, salt, length: keyBytes[name] }, scratch);
  return decryptCbc({ name, key, iv, bytes }, scratch);
}
