import { Fault } from '#core/domain/fault.ts';

/** A JWK may leave the primes out (RFC 7518 §6.3.2): they follow from the exponents, NIST SP 800-56B r2 appendix C.1. */
export function primesOf({ n, e, d }: { n: bigint; e: bigint; d: bigint }): { p: bigint; q: bigint } {
  // Finding them takes a second from there on, and nobody writes such a JWK.
  if (n >= 2n ** 4096n) throw new Fault('key/broken-jwk', { member: 'p' });
  const k = d * e - 1n;
  if (d < 2n || d >= n || k % 2n !== 0n) throw new Fault('key/inconsistent', {});
  let odd = k;
  let halvings = 0;
  while (odd % 2n === 0n) {
    odd /= 2n;
    halvings += 1;
  }
  // Each base finds the primes with a chance of one half.
  for (const base of bases) {
    let y = power(base, odd, n);
    for (let step = 0; step < halvings && y !== 1n && y !== n - 1n; step += 1) {
      const square = (y * y) % n;
      if (square === 1n) return inOrder(commonDivisor(y - 1n, n), n);
      y = square;
    }
    // For numbers that belong together every base comes to 1 in the end.
    if (y !== 1n && y !== n - 1n) throw new Fault('key/inconsistent', {});
  }
  throw new Fault('key/inconsistent', {});
}

const bases = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n, 59n, 61n, 67n, 71n];

function inOrder(p: bigint, n: bigint): { p: bigint; q: bigint } {
  const q = n / p;
  return p > q ? { p, q } : { p: q, q: p };
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

function commonDivisor(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}
