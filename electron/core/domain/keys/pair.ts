/** @file Whether key, certificate, request and JWK hold one public key. It is looked at wherever they are shown, and before they leave. */
import { bytesOf, splitPem } from './pem.ts';
import type { KeyRecord, PublicJwk } from './key-record.ts';

const members = ['kty', 'crv', 'x', 'y', 'n', 'e'] as const;

/** Two public keys by their own members (RFC 7638 §3.2), whatever `kid`, `alg` and `use` say. A key without a name is like no other. */
export function isSameKey(one: PublicJwk, other: PublicJwk): boolean {
  return one['kty'] !== undefined && members.every((name) => one[name] === other[name]);
}

export interface PairRow {
  readonly what: 'key' | 'certificate' | 'request' | 'jwk';
  /** Hex SHA-256 of its DER SubjectPublicKeyInfo; '' where a record of an earlier version does not tell. */
  readonly publicKeySha256: string;
  readonly isSame: boolean;
}

/** One row for each that is there, the key itself first: the others are compared with it. */
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
    { what: 'jwk', publicKeySha256: key.publicKeySha256, isSame: carries(key.publicPem, key.publicJwk) },
  ];
}

const words = { key: 'public key', certificate: 'certificate', request: 'request', jwk: 'JWK' } as const;

/** What differs from its key, in words; null: all hold one key. */
export function differingPart(key: KeyRecord): string | null {
  const row = pairOf(key).find(({ isSame }) => !isSame);
  return row === undefined ? null : words[row.what];
}

/**
 * Whether a SubjectPublicKeyInfo holds exactly the numbers of a JWK: they stand at its end. EC: the uncompressed point (RFC 5480
 * §2.2); Ed25519: the key (RFC 8410 §4); RSA: modulus and exponent as INTEGERs (RFC 3279 §2.3.1).
 */
function carries(spkiPem: string, jwk: PublicJwk): boolean {
  const [block] = splitPem(spkiPem).blocks;
  const spki = block === undefined ? null : bytesOf(block);
  if (spki === null) return false;
  const end = endOf(jwk);
  return (
    end.length > 0 && spki.length > end.length && end.every((byte, at) => spki[spki.length - end.length + at] === byte)
  );
}

function endOf({ kty, x = '', y = '', n = '', e = '' }: PublicJwk): number[] {
  if (kty === 'EC') return [0x04, ...octets(x), ...octets(y)];
  if (kty === 'OKP') return octets(x);
  return kty === 'RSA' ? [...integer(octets(n)), ...integer(octets(e))] : [];
}

function octets(base64Url: string): number[] {
  const bytes = bytesOf({ base64: base64Url.replaceAll('-', '+').replaceAll('_', '/') });
  return bytes === null ? [] : [...bytes];
}

function integer(magnitude: readonly number[]): number[] {
  const content = (magnitude[0] ?? 0) >= 0x80 ? [0, ...magnitude] : magnitude;
  const { length } = content;
  if (length < 0x80) return [0x02, length, ...content];
  return length < 0x100 ? [0x02, 0x81, length, ...content] : [0x02, 0x82, length >> 8, length & 0xff, ...content];
}
