/**
 * @file A private key under a passphrase: EncryptedPrivateKeyInfo (RFC 5958 §3) with PBES2 (RFC 8018 §6.2), written by
 * ourselves: what the runtime writes is weaker (2,048 rounds; within Electron with HMAC-SHA1). (1) What is answered was
 * opened again from its own bytes with the passphrase, and is the key.
 */
import type { KeyObject } from 'node:crypto';
import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Fault } from '#core/domain/fault.ts';
import { bytesOf, splitPem, writePem } from '#core/domain/keys/pem.ts';
import type { Secret } from '#core/domain/secret.ts';
import { encryptCbc } from '../aes-cbc.ts';
import { integer, nothing, objectIdentifier, octetString, sequence } from '../der.ts';
import { childrenOf, octetsOf, onlyElement } from './reading/asn1.ts';
import { open } from './reading/encryption.ts';
import { passphraseOf } from './reading/passphrase.ts';
import { withScratch } from './reading/scratch.ts';

/** Whoever has the file can try passphrases without limit. */
export const shortestExportPassphrase = 12;

/** What OWASP names for PBKDF2 with HMAC-SHA256. Scrypt would be better, and is not opened by every tool. */
const ROUNDS = 600_000;

const oids = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacWithSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
} as const;

const label = 'ENCRYPTED PRIVATE KEY';
const derive = promisify(pbkdf2);

/** PEM: 64 columns, LF. Throws `key/short-passphrase`. */
export async function encryptPrivateKey(key: KeyObject, passphrase: Secret): Promise<Uint8Array> {
  if (Array.from(passphrase.reveal()).length < shortestExportPassphrase)
    throw new Fault('key/short-passphrase', { length: String(shortestExportPassphrase) });
  const plain = key.export({ format: 'der', type: 'pkcs8' });
  try {
    const pem = writePem(label, await encrypted(plain, passphrase));
    await confirm(pem, { plain, passphrase });
    return Buffer.from(pem, 'latin1');
  } finally {
    plain.fill(0);
  }
}

async function encrypted(plain: Uint8Array, passphrase: Secret): Promise<Uint8Array> {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const cipherKey = await keyFrom(passphrase, salt);
  const data = encryptCbc(plain, { key: cipherKey, iv });
  cipherKey.fill(0);
  const prf = sequence(objectIdentifier(oids.hmacWithSha256), nothing());
  const derivation = sequence(
    objectIdentifier(oids.pbkdf2),
    // Without keyLength: the cipher tells it (RFC 8018 A.2).
    sequence(octetString(salt), integer(ROUNDS), prf),
  );
  const scheme = sequence(objectIdentifier(oids.aes256Cbc), octetString(iv));
  return sequence(sequence(objectIdentifier(oids.pbes2), sequence(derivation, scheme)), octetString(data));
}

/** By the reader that takes what people load: everything is taken from the text that was written. */
async function confirm(pem: string, { plain, passphrase }: { plain: Uint8Array; passphrase: Secret }): Promise<void> {
  const [block] = splitPem(pem).blocks;
  const der = block?.label === label ? bytesOf(block) : null;
  if (der === null) throw new Error('An encrypted key that cannot be found in its own text');
  const [algorithm, sealed] = childrenOf(onlyElement(der));
  const isSame = await withScratch(async (scratch) => {
    const bytes = octetsOf(sealed, scratch.keep);
    const again = scratch.keep(await open({ algorithm, bytes }, passphraseOf(passphrase, scratch), scratch));
    return again.length === plain.length && timingSafeEqual(again, plain);
  });
  if (!isSame) throw new Error('An encrypted key that does not open again');
}

/**
 * UTF-8 of what was typed, composed as it was typed: openssl and every other tool that is to open the file takes the
 * octets as they come, so that to normalise here would lock out who pastes the same text there.
 */
async function keyFrom(passphrase: Secret, salt: Uint8Array): Promise<Buffer> {
  const octets = Buffer.from(passphrase.reveal(), 'utf8');
  try {
    return await derive(octets, salt, ROUNDS, 32, 'sha256');
  } finally {
    octets.fill(0);
  }
}
