import { base64Url } from '../token/assertion.ts';
import type { PublicJwk } from './key-record.ts';

/** The members that count, in lexical order: RFC 7638 §3.2, RFC 8037 §2. */
const required: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
};

/** RFC 7638, SHA-256, in base64url. `sha256` answers hex. Throws TypeError for a JWK that lacks a member: that is a bug. */
export function thumbprintOf(jwk: PublicJwk, sha256: (bytes: Uint8Array) => string): string {
  const names = required[jwk['kty'] ?? ''];
  if (names === undefined) throw new TypeError('A thumbprint was asked of a JWK that is neither EC, OKP nor RSA');
  const members = names.map((name) => {
    const value = jwk[name];
    if (value === undefined) throw new TypeError(`A thumbprint was asked of a JWK without “${name}”`);
    return [name, value];
  });
  const hex = sha256(new TextEncoder().encode(JSON.stringify(Object.fromEntries(members))));
  return base64Url(Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)));
}
