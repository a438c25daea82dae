/**
 * @file Opens what an AlgorithmIdentifier says is encrypted with a passphrase: PBES2 (RFC 8018 §6.2, RFC 7914), PBES1 (§6.1) and the
 * ways of PKCS#12 (RFC 7292 appendix C). Electron's BoringSSL opens few of them, so none is left to the library.
 */
import { Fault } from '#core/domain/fault.ts';
import type { Element } from './asn1.ts';
import { childrenOf, oidOf, tags } from './asn1.ts';
import type { CipherName } from './ciphers.ts';
import { decryptCbc, keyBytes } from './ciphers.ts';
import { algorithmNames } from './algorithm-names.ts';
import { pbkdf1Key, pkcs12Key, purpose } from './derive.ts';
import { numberOf } from './asn1.ts';
import type { Passphrase } from './passphrase.ts';
import { openPbes2 } from './pbes2.ts';
import type { Scratch } from './scratch.ts';

export interface Sealed {
  /** AlgorithmIdentifier. */
  readonly algorithm: Element | undefined;
  readonly bytes: Uint8Array;
}

const pbes2 = '1.2.840.113549.1.5.13';

/** RFC 8018 appendix A.3: DES with a key from PBKDF1. */
const pbes1: Readonly<Record<string, { digest: 'md5' | 'sha1'; cipher: 'des' | 'rc2' }>> = {
  '1.2.840.113549.1.5.3': { digest: 'md5', cipher: 'des' },
  '1.2.840.113549.1.5.6': { digest: 'md5', cipher: 'rc2' },
  '1.2.840.113549.1.5.10': { digest: 'sha1', cipher: 'des' },
  '1.2.840.113549.1.5.11': { digest: 'sha1', cipher: 'rc2' },
};

/** RFC 7292 appendix C. */
const pkcs12: Readonly<Record<string, { cipher: CipherName; keyLength?: number }>> = {
  '1.2.840.113549.1.12.1.3': { cipher: 'des-ede3' },
  '1.2.840.113549.1.12.1.4': { cipher: 'des-ede' },
  '1.2.840.113549.1.12.1.5': { cipher: 'rc2' },
  '1.2.840.113549.1.12.1.6': { cipher: 'rc2', keyLength: 5 },
};

/** Throws NotOpened for a wrong passphrase, `key/other-encryption`, `key/too-costly`. */
export async function open(
  { algorithm, bytes }: Sealed,
  passphrase: Passphrase,
  scratch: Scratch,
): Promise<Uint8Array> {
  const [oidElement, parameters] = childrenOf(algorithm);
  const oid = oidOf(oidElement);
  if (oid === pbes2) return openPbes2(parameters, { bytes, passphrase: passphrase.utf8 }, scratch);
  const old = pbes1[oid];
  const [salt, rounds] = old === undefined && pkcs12[oid] === undefined ? [] : childrenOf(parameters);
  const saltBytes = salt?.tag === tags.octetString ? salt.content : new Uint8Array();
  if (old !== undefined) {
    const { digest, cipher } = old;
    const made = await pbkdf1Key(
      { passphrase: passphrase.utf8, salt: saltBytes, rounds: numberOf(rounds), digest },
      scratch,
    );
    const [key, iv] = [made.subarray(0, 8), made.subarray(8, 16)];
    return decryptCbc({ name: cipher, key, effectiveBits: 64, iv, bytes }, scratch);
  }
  const way = pkcs12[oid];
  if (way === undefined) throw new Fault('key/other-encryption', { name: algorithmNames[oid] ?? oid });
  const { cipher, keyLength = keyBytes[cipher] } = way;
  const given = { passphrase: passphrase.bmp, salt: saltBytes, rounds: numberOf(rounds), digest: 'sha1' as const };
  const key = await pkcs12Key({ ...given, purpose: purpose.key, length: keyLength }, scratch);
  const iv = await pkcs12Key({ ...given, purpose: purpose.iv, length: 8 }, scratch);
  return decryptCbc({ name: cipher, key, effectiveBits: 8 * keyLength, iv, bytes }, scratch);
}
