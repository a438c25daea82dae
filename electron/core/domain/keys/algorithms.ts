/** @file What each kind of key can sign with, as JOSE names it (RFC 7518 §3.1, RFC 8037 §3.1); the default first (SMART asks for RS384 or ES384). */

export const rsaAlgorithms = ['RS384', 'RS256', 'RS512', 'PS256', 'PS384', 'PS512'] as const;

const curveAlgorithms = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' } as const;
export type Curve = keyof typeof curveAlgorithms;

export type KeyShape =
  | { readonly type: 'RSA'; readonly bits: number }
  | { readonly type: 'EC'; readonly curve: Curve }
  | { readonly type: 'OKP'; readonly curve: 'Ed25519' };

/** The default first. */
export function algorithmsOf(shape: KeyShape): readonly [string, ...string[]] {
  if (shape.type === 'RSA') return rsaAlgorithms;
  return shape.type === 'EC' ? [curveAlgorithms[shape.curve]] : ['EdDSA'];
}

/** In words: “RSA 3072”, “EC P-384”, “Ed25519”. */
export function kindOf(shape: KeyShape): string {
  if (shape.type === 'RSA') return `RSA ${String(shape.bits)}`;
  return shape.type === 'EC' ? `EC ${shape.curve}` : shape.curve;
}

/** Of the public members of a JWK, in the same words; '' for a key that JOSE has no name for. */
export function kindOfJwk({ kty = '', crv = '', n = '' }: Readonly<Record<string, string>>): string {
  if (kty === 'EC') return `EC ${crv}`;
  if (kty === 'OKP') return crv;
  if (kty !== 'RSA') return '';
  // Base64url has six bits in a character; the number has no leading zero octet, but may have leading zero bits.
  const leading = atob(n.slice(0, 4).replaceAll('-', '+').replaceAll('_', '/')).charCodeAt(0);
  return `RSA ${String(8 * Math.floor((n.length * 6) / 8) - Math.clz32(leading) + 24)}`;
}
