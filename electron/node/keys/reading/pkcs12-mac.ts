/** @file The code that guards a PKCS#12 file: RFC 7292 §4 and appendix B, PBMAC1 of RFC 9579 and RFC 8018 §7.1. */
import { timingSafeEqual } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import { algorithmNames } from './algorithm-names.ts';
import type { Element } from './asn1.ts';
import { childrenOf, numberOf, octetsOf, oidOf } from './asn1.ts';
import type { Digest } from './derive.ts';
import { hmacOf, pkcs12Key, purpose } from './derive.ts';
import type { Passphrase } from './passphrase.ts';
import { derivedKey, digestOf } from './pbes2.ts';
import type { Scratch } from './scratch.ts';

const digests: Readonly<Record<string, { digest: Digest; bytes: number }>> = {
  '1.2.840.113549.2.5': { digest: 'md5', bytes: 16 },
  '1.3.14.3.2.26': { digest: 'sha1', bytes: 20 },
  '2.16.840.1.101.3.4.2.4': { digest: 'sha224', bytes: 28 },
  '2.16.840.1.101.3.4.2.1': { digest: 'sha256', bytes: 32 },
  '2.16.840.1.101.3.4.2.2': { digest: 'sha384', bytes: 48 },
  '2.16.840.1.101.3.4.2.3': { digest: 'sha512', bytes: 64 },
};

const pbmac1 = '1.2.840.113549.1.5.14';

interface Guarded {
  readonly content: Uint8Array;
  readonly passphrase: Passphrase;
}

/** Throws Malformed, `key/other-encryption`, `key/too-costly`. */
export async function macFits(mac: Element, { content, passphrase }: Guarded, scratch: Scratch): Promise<boolean> {
  const [digestInfo, salt, rounds] = childrenOf(mac);
  const [algorithm, digestElement] = childrenOf(digestInfo);
  const stated = octetsOf(digestElement, scratch.keep);
  const [oidElement, parameters] = childrenOf(algorithm);
  const oid = oidOf(oidElement);
  if (oid === pbmac1) {
    const [derivation, scheme] = childrenOf(parameters);
    const key = await derivedKey(derivation, { passphrase: passphrase.utf8, length: 32 }, scratch);
    return isEqual(hmacOf(digestOf(scheme), key, content), stated);
  }
  const known = digests[oid];
  if (known === undefined) throw new Fault('key/other-encryption', { name: algorithmNames[oid] ?? oid });
  const { digest, bytes } = known;
  const given = {
    passphrase: passphrase.bmp,
    salt: octetsOf(salt, scratch.keep),
    // RFC 7292 §4: the default is 1.
    rounds: rounds === undefined ? 1 : numberOf(rounds),
    digest,
  };
  const key = await pkcs12Key({ ...given, purpose: purpose.mac, length: bytes }, scratch);
  return isEqual(hmacOf(digest, key, content), stated);
}

function isEqual(made: Uint8Array, stated: Uint8Array): boolean {
  return made.length === stated.length && timingSafeEqual(made, stated);
}
