import { constants, verify } from 'node:crypto';

/** By Node’s OpenSSL, from the public key alone. */
export function isSignedBy(
  publicPem: string,
  given: { algorithm: string; form: 'jose' | 'der'; bytes: Uint8Array; signature: Uint8Array },
): boolean {
  const { algorithm, form, bytes, signature } = given;
  const digest = algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`;
  const padding = algorithm.startsWith('PS') ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {};
  const dsaEncoding = form === 'jose' ? 'ieee-p1363' : 'der';
  return verify(digest, bytes, { key: publicPem, dsaEncoding, ...padding }, signature);
}
