/** What the rules need to know of an X.509 certificate. An adapter reads it: the core knows no ASN.1. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** RFC 3339. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** `uniformResourceIdentifier` entries of the subject alternative name, as they are spelt. */
  readonly uris: readonly string[];
  /** Its public key as JWK members, without `kid` and the like; empty for a key that JOSE has no name for. */
  readonly publicJwk: Readonly<Record<string, string>>;
}
