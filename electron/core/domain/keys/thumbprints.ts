/** @file By which short names a key and its certificate are known elsewhere. */
import { base64Url } from '../token/assertion.ts';
import type { KeyRecord } from './key-record.ts';

export interface Thumbprints {
  readonly kid: string;
  /** RFC 7638, SHA-256, base64url. */
  readonly jwkThumbprint: string;
  /** SHA-256 of the DER SubjectPublicKeyInfo, as `openssl` and portals print it; '' where a record of an earlier version does not tell. */
  readonly publicKeySha256: string;
  /** null: there is none. */
  readonly certificate: CertificatePrints | null;
}

export interface CertificatePrints {
  /** RFC 7515 §4.1.7: base64url of the SHA-1 of the DER; '' where a record of an earlier version does not tell. */
  readonly x5t: string;
  /** RFC 7515 §4.1.8: the same of the SHA-256. */
  readonly x5tS256: string;
  /** `AB:CD:…`, as browsers and openssl print them; '' as above. */
  readonly sha1: string;
  readonly sha256: string;
}

export function thumbprintsOf({ kid, thumbprint, publicKeySha256, certificate }: KeyRecord): Thumbprints {
  return {
    kid,
    jwkThumbprint: thumbprint,
    publicKeySha256: withColons(publicKeySha256),
    certificate: certificate && {
      x5t: base64Url(bytesOfHex(certificate.sha1)),
      x5tS256: base64Url(bytesOfHex(certificate.sha256)),
      sha1: withColons(certificate.sha1),
      sha256: withColons(certificate.sha256),
    },
  };
}

function withColons(hex: string): string {
  return pairsOf(hex).join(':').toUpperCase();
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(pairsOf(hex), (pair) => parseInt(pair, 16));
}

function pairsOf(hex: string): string[] {
  return hex.match(/../g) ?? [];
}
