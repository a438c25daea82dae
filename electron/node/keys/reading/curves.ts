/** @file Which curve parameters name, or write out as numbers (RFC 3279 §2.3.5): old programs wrote them so. */
import { createECDH } from 'node:crypto';
import type { Curve } from '#core/domain/keys/algorithms.ts';
import { Fault } from '#core/domain/fault.ts';
import { curveNames } from './algorithm-names.ts';
import type { Element } from './asn1.ts';
import { childrenOf, integerOf, oidOf, tags } from './asn1.ts';

const byOid: Readonly<Record<string, Curve>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};

/** The primes of the fields: FIPS 186-4 appendix D.1.2. */
const primes: readonly (readonly [Curve, bigint, string])[] = [
  ['P-256', 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n, 'prime256v1'],
  ['P-384', 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n, 'secp384r1'],
  ['P-521', 2n ** 521n - 1n, 'secp521r1'],
];

/** Throws `key/other-curve`, Malformed. */
export function curveOf(parameters: Element | undefined): Curve {
  if (parameters?.tag === tags.oid) {
    const oid = oidOf(parameters);
    const curve = byOid[oid];
    if (curve === undefined) throw new Fault('key/other-curve', { curve: curveNames[oid] ?? oid });
    return curve;
  }
  const [, field, coefficients, base] = childrenOf(parameters);
  const [, prime] = childrenOf(field);
  const p = prime?.tag === tags.integer ? integerOf(prime) : 0n;
  const found = primes.find(([, known]) => known === p);
  const [a] = childrenOf(coefficients);
  if (found === undefined || numberIn(a) !== p - 3n || !isGenerator(found[2], base?.content))
    throw new Fault('key/other-curve', { curve: '(written out as numbers)' });
  return found[0];
}

function numberIn(element: Element | undefined): bigint {
  return BigInt(`0x${Buffer.from(element?.content ?? []).toString('hex') || '0'}`);
}

/** The base point is the public half of 1. With p and a it settles b. */
function isGenerator(curve: string, base: Uint8Array | undefined): boolean {
  const one = createECDH(curve);
  one.setPrivateKey(Buffer.of(1));
  const point = one.getPublicKey();
  const half = (point.length - 1) / 2;
  return base !== undefined && base.length > half && point.subarray(1, half + 1).equals(base.subarray(1, half + 1));
}
