/** @file What a public JWK has to look like (RFC 7518 §6, RFC 8037). */
import type { JsonObject } from '../../json/read-json.ts';
import { listOf, textOf } from '../read-document.ts';

/** RFC 7518 §6.2.2 and §6.3.2. `k`, that of a shared secret, has a rule of its own. */
export const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'];

export const curves: Readonly<Record<string, readonly string[]>> = {
  EC: ['P-256', 'P-384', 'P-521', 'secp256k1'],
  OKP: ['Ed25519', 'Ed448'],
};

const parts: Readonly<Record<string, readonly string[]>> = {
  RSA: ['n', 'e'],
  EC: ['crv', 'x', 'y'],
  OKP: ['crv', 'x'],
};

/** The parts that are absent or not what they have to be, by name. */
export function missingParts(key: JsonObject): string[] {
  return (parts[textOf(key, 'kty')] ?? []).filter((part) => {
    const value = textOf(key, part);
    return part === 'crv' ? value === '' : !/^[\w-]+$/.test(value) || value.length % 4 === 1;
  });
}

/** Of an RSA modulus, counted from its base64url; 0 where there is none. */
export function bitsOf(key: JsonObject): number {
  const bytes = bytesOf(textOf(key, 'n'));
  const first = bytes.findIndex((byte) => byte !== 0);
  const leading = bytes[first];
  return leading === undefined ? 0 : (bytes.length - first - 1) * 8 + (32 - Math.clz32(leading));
}

/** Odd and more than one. A missing one is another rule's. */
export function isPublicExponent(key: JsonObject): boolean {
  const text = textOf(key, 'e');
  const bytes = bytesOf(text);
  const last = bytes.at(-1) ?? 0;
  return (
    text === '' ||
    bytes.length === 0 ||
    (last % 2 === 1 && bytes.some((byte, at) => (at < bytes.length - 1 ? byte !== 0 : byte > 1)))
  );
}

/** The product of two odd primes is odd. A missing modulus is another rule's. */
export function isEvenModulus(key: JsonObject): boolean {
  const last = bytesOf(textOf(key, 'n')).at(-1);
  return last !== undefined && last % 2 === 0;
}

interface Curve {
  readonly prime: bigint;
  readonly a: bigint;
  readonly b: bigint;
}

/** y² = x³ + a·x + b modulo a prime: SEC 2 §2.4.1, FIPS 186-4 §D.1.2. */
const equations: Readonly<Record<string, Curve>> = {
  'P-256': {
    prime: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    a: -3n,
    b: 0x5ac635d8_aa3a93e7_b3ebbd55_769886bc_651d06b0_cc53b0f6_3bce3c3e_27d2604bn,
  },
  'P-384': {
    prime: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    a: -3n,
    b: 0xb3312fa7_e23ee7e4_988e056b_e3f82d19_181d9c6e_fe814112_0314088f_5013875a_c656398d_8a2ed19d_2a85c8ed_d3ec2aefn,
  },
  'P-521': {
    prime: 2n ** 521n - 1n,
    a: -3n,
    b: 0x51_953eb961_8e1c9a1f_929a21a0_b68540ee_a2da725b_99b315f3_b8b48991_8ef109e1_56193951_ec7e937b_1652c0bd_3bb1bf07_3573df88_3d2c34f1_ef451fd4_6b503f00n,
  },
  secp256k1: { prime: 2n ** 256n - 2n ** 32n - 977n, a: 0n, b: 7n },
};

/** RFC 7518 §6.2.1.2 has 66 bytes at most; a million digits are not worth a multiplication. */
const LONGEST_COORDINATE = 200;

/** Whether its point is one of its curve. A curve that is not known, and a part that is missing, are other rules'. */
export function isOnCurve(key: JsonObject): boolean {
  const curve = key['kty'] === 'EC' ? equations[textOf(key, 'crv')] : undefined;
  if (curve === undefined || missingParts(key).length > 0) return true;
  const [x, y] = [numberOf(textOf(key, 'x')), numberOf(textOf(key, 'y'))];
  const { prime, a, b } = curve;
  if (x === null || y === null || x >= prime || y >= prime) return false;
  return (y * y - (x * x * x + a * x + b)) % prime === 0n;
}

function numberOf(base64Url: string): bigint | null {
  if (base64Url.length > LONGEST_COORDINATE) return null;
  return bytesOf(base64Url).reduce((number, byte) => number * 256n + BigInt(byte), 0n);
}

/** A key that secrets are sealed for: by its use, or by what else it says of itself. */
export function isForEncryption(key: JsonObject): boolean {
  if (key['use'] !== undefined) return key['use'] === 'enc';
  const operations = listOf(key, 'key_ops') ?? [];
  return (
    /^(?:RSA1_5|RSA-OAEP|ECDH-ES)/.test(textOf(key, 'alg')) ||
    /^X(?:25519|448)$/.test(textOf(key, 'crv')) ||
    ['encrypt', 'wrapKey', 'deriveKey', 'deriveBits'].some((operation) => operations.includes(operation))
  );
}

const ecAlgorithms: Readonly<Record<string, readonly string[]>> = {
  'P-256': ['ES256'],
  'P-384': ['ES384'],
  'P-521': ['ES512'],
  secp256k1: ['ES256K'],
  Ed25519: ['EdDSA', 'Ed25519'],
  Ed448: ['EdDSA', 'Ed448'],
};

/** The signature algorithms of a key; null: its type or curve is not known. */
export function algorithmsOfKey(key: JsonObject): readonly string[] | null {
  if (key['kty'] === 'RSA') return ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
  return ecAlgorithms[textOf(key, 'crv')] ?? null;
}

function bytesOf(base64Url: string): number[] {
  if (!/^[\w-]*$/.test(base64Url) || base64Url.length % 4 === 1) return [];
  const binary = atob(base64Url.replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from(binary, (sign) => sign.charCodeAt(0));
}
