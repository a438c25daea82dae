/** @file Reads and verifies assertions for all families: what is made of the result is for each of them. */
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, importX509 } from 'jose';
import type { JWK, JWTPayload } from 'jose';

export interface ReadAssertion {
  readonly header: Readonly<Record<string, unknown>> & { readonly alg: string; readonly kid: string };
  readonly claims: JWTPayload;
}

/** null: it is no signed JWT at all. */
export function readAssertion(text: string | null): ReadAssertion | null {
  if (text === null) return null;
  try {
    const header = decodeProtectedHeader(text);
    const { alg = '', kid = '' } = header;
    return { header: { ...header, alg, kid }, claims: decodeJwt(text) };
  } catch {
    return null;
  }
}

/** Whatever goes wrong with key or signature: it is not signed by it. */
export async function isSignedBy(text: string, key: JWK): Promise<boolean> {
  const { alg = '' } = decodeProtectedHeader(text);
  try {
    await compactVerify(text, await importJWK({ ...key, alg }));
    return true;
  } catch {
    return false;
  }
}

export async function isSignedByAny(text: string, keys: readonly JWK[]): Promise<boolean> {
  const results = await Promise.all(keys.map((key) => isSignedBy(text, key)));
  return results.includes(true);
}

/** By the certificate of a PEM. */
export async function isSignedByCertificate(text: string, pem: string): Promise<boolean> {
  const { alg = '' } = decodeProtectedHeader(text);
  try {
    await compactVerify(text, await importX509(pem, alg));
    return true;
  } catch {
    return false;
  }
}

export function audiencesOf({ aud }: JWTPayload): readonly string[] {
  return aud === undefined ? [] : [aud].flat();
}

/** Where a time stands to the server's clock: `exp` is over, or `iat` or `nbf` lies ahead by more than is forgiven. */
export function timeOf(
  { exp = 0, iat, nbf }: JWTPayload,
  { now, leeway }: { now: number; leeway: number },
): 'good' | 'over' | 'ahead' {
  if (exp + leeway <= now) return 'over';
  if ((iat ?? 0) - leeway > now || (nbf ?? 0) - leeway > now) return 'ahead';
  return 'good';
}
