/** @file What may be known of a key, a certificate and a request outside the vault. All of it is public. */
import { z } from 'zod';

export const keyKinds = ['RSA-3072', 'EC-P-384', 'RSA-2048', 'RSA-4096', 'EC-P-256', 'EC-P-521', 'Ed25519'] as const;
/** What the wizard generates; the first two suit every SMART server (RS384, ES384). */
export type KeyKind = (typeof keyKinds)[number];

const publicMembers = new Set(['kty', 'kid', 'alg', 'use', 'crv', 'x', 'y', 'n', 'e']);

/** The public members of a JWK (RFC 7517), as they are published: `kty kid alg use` and the key itself, and no other. */
export const PublicJwk = z
  .record(z.string(), z.string())
  .refine((jwk) => Object.keys(jwk).every((name) => publicMembers.has(name)), 'not a public JWK');
export type PublicJwk = z.infer<typeof PublicJwk>;

/** What a certificate and a request have in common: whom they name, and whose key they carry. */
const Named = {
  pem: z.string(),
  /** In one line: `CN=Harbor Ridge P2P, O=Harbor Ridge`. */
  subject: z.string(),
  /** Subject alternative names (RFC 5280 §4.2.1.6), as they are spelt. */
  dnsNames: z.array(z.string()).default([]),
  uris: z.array(z.string()).default([]),
  /** Names of `keyUsages` and `extendedUsages`, as OpenSSL and RFC 5280 spell them: `digitalSignature`, `clientAuth`. */
  usages: z.array(z.string()).default([]),
  /** Its public key: the members `kty crv x y n e` only. Empty for a key that JOSE has no name for. */
  publicJwk: PublicJwk.default({}),
  /** Hex SHA-256 of the DER SubjectPublicKeyInfo; '' in records of an earlier version. */
  publicKeySha256: z.string().default(''),
  /** Hex SHA-256 of the DER. */
  sha256: z.string(),
};

export const CertificateRecord = z.object({
  ...Named,
  issuer: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  selfSigned: z.boolean(),
  isAuthority: z.boolean().default(false),
  /** Hex SHA-1 of the DER, from which `x5t` is made; '' in records of an earlier version. */
  sha1: z.string().default(''),
});
export type CertificateRecord = z.infer<typeof CertificateRecord>;

export const templateIds = ['smart', 'udap', 'mtls'] as const;
export type TemplateId = (typeof templateIds)[number];

/** A certificate request (PKCS#10) that waits for the certificate that a CA makes of it. */
export const RequestRecord = z.object({
  ...Named,
  /** When it was made here; '' for one that was loaded. */
  madeAt: z.string(),
  template: z.enum(templateIds).nullable(),
});
export type RequestRecord = z.infer<typeof RequestRecord>;

export const KeyRecord = z.object({
  id: z.string(),
  /** In words: “RSA 3072”, “EC P-384”. */
  kind: z.string(),
  /** The JOSE algorithm it signs with by default, and all it can sign with. */
  algorithm: z.string(),
  algorithms: z.array(z.string()),
  /** RFC 7638 thumbprint unless a person chose another. */
  kid: z.string(),
  thumbprint: z.string(),
  publicJwk: PublicJwk,
  publicPem: z.string(),
  /** Hex SHA-256 of the DER SubjectPublicKeyInfo; '' in records of an earlier version. */
  publicKeySha256: z.string().default(''),
  origin: z.enum(['generated', 'loaded']),
  /** The name of the file that it was loaded from; '' where there was none. */
  loadedFrom: z.string().default(''),
  createdAt: z.string(),
  /**
   * Since when it is, or when it was, the one that signs; null: never yet, it is a next key. Records of an earlier
   * version have '': there each key had signed.
   */
  signsSince: z.string().nullable().default(''),
  /** Where the private half is: `run` is gone with this run of the program; `elsewhere`: a bundle brought the public half only. */
  keptFor: z.enum(['good', 'run', 'elsewhere']).default('good'),
  /** Set where a person let one key serve several payers: see `shared.ts`. */
  shared: z.object({ reason: z.string(), by: z.string(), at: z.string() }).nullable().default(null),
  certificate: CertificateRecord.nullable(),
  /** The certificates above it, each the issuer of the one before. */
  chain: z.array(CertificateRecord).default([]),
  request: RequestRecord.nullable().default(null),
  /** The request that its certificate answers: what was asked for is compared with what came. null: none is known. */
  answered: RequestRecord.nullable().default(null),
});
export type KeyRecord = z.infer<typeof KeyRecord>;

/** How long a vault keeps what it is given. */
export type KeptFor = 'good' | 'run';
