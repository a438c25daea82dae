/** @file What each kind of key can sign with, as JOSE names it (RFC 7518 §3.1); the default first (SMART asks for RS384 or ES384). */

export const rsaAlgorithms = ['RS384', 'RS256', 'RS512', 'PS256', 'PS384', 'PS512'] as const;

export type KeyShape =
  { readonly type: 'RSA'; readonly bits: number } | { readonly type: 'EC'; readonly curve: 'P-256' | 'P-384' };

/** The default first. */
export function algorithmsOf(shape: KeyShape): readonly [string, ...string[]] {
  if (shape.type === 'RSA') return rsaAlgorithms;
  return shape.curve === 'P-384' ? ['ES384'] : ['ES256'];
}

/** In words: “RSA 3072”, “EC P-384”. */
export function kindOf(shape: KeyShape): string {
  return shape.type === 'RSA' ? `RSA ${String(shape.bits)}` : `EC ${shape.curve}`;
}
