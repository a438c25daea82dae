/** @file An RSA private key from its numbers. They are compared with one another: a library takes some that sign nonsense, another refuses them without a word. */
import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import type { Element } from './asn1.ts';
import { childrenOf, integerOf, numberOf } from './asn1.ts';
import { der, derInteger } from './der.ts';
import { tags } from './asn1.ts';
import { primesOf } from './rsa-primes.ts';
import type { Scratch } from './scratch.ts';

/** RFC 8017 §3.2. Absent: the form has none of it. */
export interface RsaNumbers {
  readonly n: bigint;
  readonly e: bigint;
  readonly d: bigint;
  readonly p?: bigint | undefined;
  readonly q?: bigint | undefined;
  readonly dp?: bigint | undefined;
  readonly dq?: bigint | undefined;
  readonly qi?: bigint | undefined;
}

/** RSAPrivateKey: RFC 8017 appendix A.1.2. Throws Malformed, `key/…`. */
export function rsaKeyOfPkcs1(element: Element, scratch: Scratch): KeyObject {
  const [version, ...rest] = childrenOf(element);
  if (numberOf(version) === 1) throw new Fault('key/multi-prime', {});
  const [n = 0n, e = 0n, d = 0n, p, q, dp, dq, qi] = rest.map(integerOf);
  return rsaKey({ n, e, d, p, q, dp, dq, qi }, scratch);
}

/** Throws `key/rsa-too-small`, `key/rsa-too-large`, `key/weak-exponent`, `key/inconsistent`, `key/too-costly`. */
export function rsaKey(given: RsaNumbers, { keep, spend }: Scratch): KeyObject {
  const { n, e, d } = given;
  refuseWeak(n, e);
  const { p, q } =
    given.p === undefined || given.q === undefined ? foundPrimes({ n, e, d }, spend) : { p: given.p, q: given.q };
  if (p < 3n || q < 3n || p === q || p * q !== n) throw new Fault('key/inconsistent', {});
  const derived = { dp: d % (p - 1n), dq: d % (q - 1n) };
  const { dp = derived.dp, dq = derived.dq, qi = inverse(q, p) } = given;
  const belongTogether =
    d > 1n &&
    d < n &&
    (e * derived.dp) % (p - 1n) === 1n &&
    (e * derived.dq) % (q - 1n) === 1n &&
    dp === derived.dp &&
    dq === derived.dq &&
    (qi * q) % p === 1n;
  if (!belongTogether) throw new Fault('key/inconsistent', {});
  const bytes = keep(der(tags.sequence, ...[0n, n, e, d, p, q, dp, dq, qi].map((value) => keep(derInteger(value)))));
  return createPrivateKey({ key: Buffer.from(bytes.buffer), format: 'der', type: 'pkcs1' });
}

/** A fifth of a second at most, as so many rounds take. */
function foundPrimes(numbers: Pick<RsaNumbers, 'n' | 'e' | 'd'>, spend: Scratch['spend']) {
  spend(1_000_000);
  return primesOf(numbers);
}

export function bitsOfNumber(value: bigint): number {
  return value.toString(2).length;
}

function refuseWeak(n: bigint, e: bigint): void {
  // Counted in digits first: binary digits of a very long number take long.
  const bits = n.toString(16).length > 8192 ? n.toString(16).length * 4 : bitsOfNumber(n);
  // NIST SP 800-131A r2: below 2048 bits signing is disallowed. FIPS 186-5 A.1.1: an odd exponent above 2^16. BoringSSL takes none
  // of more than 33 bits.
  if (bits < 2048) throw new Fault('key/rsa-too-small', { bits: String(bits) });
  if (bits > 8192) throw new Fault('key/rsa-too-large', { bits: String(bits) });
  if (e <= 65_536n || e % 2n === 0n || e >= 2n ** 33n)
    throw new Fault('key/weak-exponent', { exponent: e < 2n ** 64n ? String(e) : `of ${bitsOfNumber(e)} bits` });
}

/** Of a modulo m, by Euclid; 0: there is none. */
function inverse(a: bigint, m: bigint): bigint {
  let [r, next, s, nextS] = [a % m, m, 1n, 0n];
  while (next > 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [s, nextS] = [nextS, s - quotient * nextS];
  }
  return r === 1n ? ((s % m) + m) % m : 0n;
}
