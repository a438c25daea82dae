/** @file A private key from PKCS#8, by its algorithm. What is not taken is named here, before a library sees it: each would say something else. */
import type { KeyObject } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import { keyKindNames } from './algorithm-names.ts';
import type { Element } from './asn1.ts';
import { bitsOf, childrenOf, numberOf, octetsOf, oidOf, onlyElement } from './asn1.ts';
import { ecKeyOfSec1, ed25519Key } from './ec-key.ts';
import { rsaKeyOfPkcs1 } from './rsa-key.ts';
import type { Scratch } from './scratch.ts';

/** OneAsymmetricKey: RFC 5958 §2. Throws Malformed, `key/…`. */
export function keyOfPkcs8(element: Element, scratch: Scratch): KeyObject {
  const [version, algorithm, key, ...others] = childrenOf(element);
  const [oidElement, parameters] = childrenOf(algorithm);
  const oid = oidOf(oidElement);
  const content = octetsOf(key, scratch.keep);
  switch (oid) {
    case '1.2.840.113549.1.1.1':
      return rsaKeyOfPkcs1(onlyElement(content), scratch);
    case '1.2.840.113549.1.1.10':
      throw new Fault('key/rsa-pss', {});
    case '1.2.840.10045.2.1':
      return ecKeyOfSec1(onlyElement(content), parameters, scratch);
    case '1.3.101.112': {
      // [1] IMPLICIT BIT STRING, from version 1 on.
      const point = numberOf(version) === 0 ? undefined : others.find(({ tag }) => tag === 0x81);
      const seed = octetsOf(onlyElement(content), scratch.keep);
      return ed25519Key({ seed, point: point === undefined ? null : bitsOf(point, 0x81) }, scratch);
    }
    default:
      throw new Fault('key/other-kind', { kind: keyKindNames[oid] ?? oid });
  }
}
