/** @file What a file, a paste or a drop turned out to hold: told to the person before any of it is kept. */
import type { CertificateRecord, PublicJwk, RequestRecord } from './key-record.ts';

/**
 * A private key on its way into the vault. Nothing of it can be read here: the adapter that made it knows the key, and the
 * vault asks that adapter.
 */
export interface KeyInHand {
  /** “RSA 3072”. */
  readonly kind: string;
  /** Public members only. */
  readonly publicJwk: PublicJwk;
  /** RFC 7638. */
  readonly thumbprint: string;
  /** All it can sign with, the default first: what its file says, where it can. */
  readonly algorithms: readonly string[];
  /** `kid` and `alg` of the JWK that it was read from, whatever they say; '' where it had none. */
  readonly kid: string;
  readonly algorithm: string;
  /** The payer that a hand-over holds it for; '' in every other file. */
  readonly owner: string;
}

export interface FilePart {
  readonly is: 'private-key' | 'certificate' | 'request' | 'public-key' | 'other';
  /** For a person: “Private key, RSA 3072”, “Certificate of CN=Harbor Ridge P2P, until 10 Feb 2027”. */
  readonly says: string;
}

export interface KeyFile {
  /** In the order of the file. */
  readonly parts: readonly FilePart[];
  readonly keys: readonly KeyInHand[];
  /** In the order of the file, each once. */
  readonly certificates: readonly CertificateRecord[];
  readonly requests: readonly RequestRecord[];
}
