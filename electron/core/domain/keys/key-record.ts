import { z } from 'zod';

export const keyKinds = ['RSA-3072', 'EC-P-384'] as const;
/** What the wizard generates. Loading takes more: see `algorithms.ts`. */
export type KeyKind = (typeof keyKinds)[number];

/** A certificate beside a key. Public. */
export const CertificateRecord = z.object({
  pem: z.string(),
  subject: z.string(),
  issuer: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  /** Hex SHA-256 of the DER. */
  sha256: z.string(),
  selfSigned: z.boolean(),
});
export type CertificateRecord = z.infer<typeof CertificateRecord>;

const publicMembers = new Set(['kty', 'kid', 'alg', 'use', 'crv', 'x', 'y', 'n', 'e']);

/** The public members of a JWK (RFC 7517), as they are published: `kty kid alg use` and the key itself, and no other. */
export const PublicJwk = z
  .record(z.string(), z.string())
  .refine((jwk) => Object.keys(jwk).every((name) => publicMembers.has(name)), 'not a public JWK');
export type PublicJwk = z.infer<typeof PublicJwk>;

/** What may be known of a key outside the vault. No private member has a place in it. */
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
  origin: z.enum(['generated', 'loaded']),
  createdAt: z.string(),
  certificate: CertificateRecord.nullable(),
});
export type KeyRecord = z.infer<typeof KeyRecord>;
