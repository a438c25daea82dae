/** @file The signature of a JWT against a key set that a stranger published. */
import type { JWK } from 'jose';
import { compactVerify, importJWK } from 'jose';
import { partsOf } from './open-token.ts';

interface Kind {
  readonly kty: string;
  readonly crv?: string;
}

/** RFC 7518 §3.1, RFC 8037, RFC 9864. No HMAC: whoever could check one could make one; and `none` is no signature. */
const kinds: Readonly<Record<string, Kind>> = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
  Ed25519: { kty: 'OKP', crv: 'Ed25519' },
};

/** A payer has a handful; each costs a signature check. */
const MOST_KEYS = 20;

/** `no-key`: none of the set is for it, by kind, `kid`, `use` and `alg` (RFC 7517 §4). Never throws. */
export async function isSignedBy(token: string, keys: readonly unknown[]): Promise<'good' | 'bad' | 'no-key'> {
  const parts = partsOf(token);
  const algorithm = String(parts?.header['alg']);
  const kind = Object.hasOwn(kinds, algorithm) ? kinds[algorithm] : undefined;
  if (parts === null || kind === undefined) return 'bad';
  const candidates = keys.filter((key): key is JWK => isFor(key, { kind, algorithm, kid: parts.header['kid'] }));
  const imported = await Promise.all(candidates.slice(0, MOST_KEYS).map(async (key) => opened(key, algorithm)));
  const usable = imported.filter((key) => key !== null);
  if (usable.length === 0) return 'no-key';
  const good = await Promise.all(
    usable.map(async (key) =>
      compactVerify(token, key, { algorithms: [algorithm] }).then(
        () => true,
        () => false,
      ),
    ),
  );
  return good.includes(true) ? 'good' : 'bad';
}

function isFor(given: unknown, { kind, algorithm, kid }: { kind: Kind; algorithm: string; kid: unknown }): boolean {
  if (typeof given !== 'object' || given === null) return false;
  const key = given as Readonly<Record<string, unknown>>;
  const mayVerify = !Array.isArray(key['key_ops']) || key['key_ops'].includes('verify');
  const isSame = (one: unknown, other: unknown) => one === undefined || other === undefined || one === other;
  return (
    key['kty'] === kind.kty &&
    (kind.crv === undefined || key['crv'] === kind.crv) &&
    isSame(key['kid'], kid) &&
    isSame(key['alg'], algorithm) &&
    key['use'] !== 'enc' &&
    mayVerify &&
    (kind.kty !== 'RSA' || isLongEnough(key['n']))
  );
}

/** 2048 bits: RFC 7518 §3.3. */
function isLongEnough(modulus: unknown): boolean {
  return typeof modulus === 'string' && Buffer.from(modulus, 'base64url').length >= 256;
}

/** The public members alone: whatever else is published with it is nothing to us. */
async function opened({ kty, n, e, crv, x, y }: JWK, algorithm: string) {
  const members = Object.entries({ kty, n, e, crv, x, y }).filter(([, value]) => typeof value === 'string');
  return importJWK(Object.fromEntries(members) as JWK, algorithm).catch(() => null);
}
