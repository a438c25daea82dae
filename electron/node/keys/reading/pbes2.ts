/** @file PBES2: RFC 8018 §6.2 and appendix A.4, with scrypt as RFC 7914 §7 adds it. */
import { Fault } from '#core/domain/fault.ts';
import { algorithmNames } from './algorithm-names.ts';
import type { Element } from './asn1.ts';
import { childrenOf, Malformed, numberOf, octetsOf, oidOf, tags } from './asn1.ts';
import type { CipherName } from './ciphers.ts';
import { decryptCbc, decryptGcm, keyBytes } from './ciphers.ts';
import type { Digest } from './derive.ts';
import { pbkdf2Key, scryptKey } from './derive.ts';
import type { Scratch } from './scratch.ts';

type Aes = 'aes-128' | 'aes-192' | 'aes-256';
type Way = { readonly name: CipherName; readonly mode: 'cbc' } | { readonly name: Aes; readonly mode: 'gcm' };

const ciphers: Readonly<Record<string, Way>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128', mode: 'cbc' },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192', mode: 'cbc' },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256', mode: 'cbc' },
  '2.16.840.1.101.3.4.1.6': { name: 'aes-128', mode: 'gcm' },
  '2.16.840.1.101.3.4.1.26': { name: 'aes-192', mode: 'gcm' },
  '2.16.840.1.101.3.4.1.46': { name: 'aes-256', mode: 'gcm' },
  '1.2.840.113549.3.7': { name: 'des-ede3', mode: 'cbc' },
  '1.3.14.3.2.7': { name: 'des', mode: 'cbc' },
  '1.2.840.113549.3.2': { name: 'rc2', mode: 'cbc' },
};

/** The default of RFC 8018 appendix A.2 is HMAC with SHA-1. */
const pseudoRandom: Readonly<Record<string, Digest>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
  '1.2.840.113549.2.13': 'sha512-256',
};

/** RFC 8018 appendix B.2.3: which version stands for how many effective bits. */
const rc2Bits: Readonly<Record<number, number>> = { 160: 40, 120: 64, 58: 128 };

interface Given {
  readonly bytes: Uint8Array;
  readonly passphrase: Uint8Array;
}

export async function openPbes2(
  parameters: Element | undefined,
  { bytes, passphrase }: Given,
  scratch: Scratch,
): Promise<Uint8Array> {
  const [derivation, encryption] = childrenOf(parameters);
  const [cipherOid, cipherParameters] = childrenOf(encryption);
  const way = ciphers[oidOf(cipherOid)];
  if (way === undefined) throw otherEncryption(oidOf(cipherOid));
  const key = await derivedKey(derivation, { passphrase, length: keyBytes[way.name] }, scratch);
  if (way.mode === 'gcm') {
    const [nonce, tagBytes] = childrenOf(cipherParameters);
    return decryptGcm({ name: way.name, key, nonce: nonceOf(nonce), tagBytes: tagLength(tagBytes), bytes }, scratch);
  }
  if (way.name !== 'rc2') return decryptCbc({ name: way.name, key, iv: ivOf(cipherParameters), bytes }, scratch);
  const [version, iv] = childrenOf(cipherParameters);
  const effectiveBits = rc2Bits[numberOf(version)] ?? 128;
  return decryptCbc({ name: 'rc2', key, effectiveBits, iv: ivOf(iv), bytes }, scratch);
}

/** By PBKDF2 or scrypt, as the file says. Throws `key/other-encryption`, `key/too-costly`. */
export async function derivedKey(
  derivation: Element | undefined,
  { passphrase, length: usual }: { passphrase: Uint8Array; length: number },
  scratch: Scratch,
): Promise<Uint8Array> {
  const [oidElement, parameters] = childrenOf(derivation);
  const oid = oidOf(oidElement);
  const [salt, ...others] = childrenOf(parameters);
  const numbers = others.filter(({ tag }) => tag === tags.integer).map(numberOf);
  const saltBytes = octetsOf(salt, scratch.keep);
  if (oid === '1.3.6.1.4.1.11591.4.11') {
    const [cost = 0, blockSize = 0, parallel = 0, length = usual] = numbers;
    return scryptKey({ passphrase, salt: saltBytes, cost, blockSize, parallel, length: fitting(length) }, scratch);
  }
  if (oid !== '1.2.840.113549.1.5.12') throw otherEncryption(oid);
  const [rounds = 0, length = usual] = numbers;
  const digest = digestOf(others.find(({ tag }) => tag === tags.sequence));
  return pbkdf2Key({ passphrase, salt: saltBytes, rounds, digest, length: fitting(length) }, scratch);
}

/** Of an AlgorithmIdentifier of an HMAC; absent: SHA-1. Throws `key/other-encryption`. */
export function digestOf(algorithm: Element | undefined): Digest {
  if (algorithm === undefined) return 'sha1';
  const oid = oidOf(childrenOf(algorithm)[0]);
  const digest = pseudoRandom[oid];
  if (digest === undefined) throw otherEncryption(oid);
  return digest;
}

function fitting(length: number): number {
  if (length < 5 || length > 64) throw new Malformed('a key of another length');
  return length;
}

function ivOf(element: Element | undefined): Uint8Array {
  if (element?.tag !== tags.octetString) throw new Malformed('no initialization vector');
  return element.content;
}

function nonceOf(element: Element | undefined): Uint8Array {
  const nonce = ivOf(element);
  if (nonce.length < 8 || nonce.length > 64) throw new Malformed('a nonce of another length');
  return nonce;
}

/** RFC 5084 §3.2: 12 to 16, 12 where it does not say. */
function tagLength(element: Element | undefined): number {
  const length = element === undefined ? 12 : numberOf(element);
  if (length < 12 || length > 16) throw new Malformed('a tag of another length');
  return length;
}

function otherEncryption(oid: string): Fault {
  return new Fault('key/other-encryption', { name: algorithmNames[oid] ?? oid });
}
