/** @file What a public JWK has to look like (RFC 7518 §6, RFC 8037). */
import type { JsonObject } from '../../json/read-json.ts';
import { textOf } from '../read-document.ts';

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
