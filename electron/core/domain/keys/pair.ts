/** @file Whether key, certificate, request and JWK hold one public key. It is looked at wherever they are shown, and before they leave. */
import type { KeyRecord, PublicJwk } from './key-record.ts';

const members = ['kty', 'crv', 'x', 'y', 'n', 'e'] as const;

/** Two public keys by their own members (RFC 7638 §3.2), whatever `kid`, `alg` and `use` say. */
export function isSameKey(one: PublicJwk, other: PublicJwk): boolean {
  return members.every((name) => one[name] === other[name]);
}

export interface PairRow {
  readonly what: 'key' | 'certificate' | 'request' | 'jwk';
  /** Hex SHA-256 of its DER SubjectPublicKeyInfo. */
  readonly publicKeySha256: string;
  readonly isSame: boolean;
}

/** One row for each that is there, the key itself first. */
export function pairOf(key: KeyRecord): PairRow[] {
  const row = (what: PairRow['what'], other: { publicJwk: PublicJwk; publicKeySha256: string }): PairRow => ({
    what,
    publicKeySha256: other.publicKeySha256,
    // A record of an earlier version does not tell; it was checked when it was loaded.
    isSame: other.publicKeySha256 === '' || isSameKey(key.publicJwk, other.publicJwk),
  });
  return [
    row('key', key),
    ...(key.certificate === null ? [] : [row('certificate', key.certificate)]),
    ...(key.request === null ? [] : [row('request', key.request)]),
    row('jwk', key),
  ];
}
