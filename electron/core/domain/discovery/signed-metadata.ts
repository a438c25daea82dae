import type { JsonObject } from '../json/read-json.ts';
import type { CertificateFacts } from '../keys/certificate-facts.ts';

/**
 * A UDAP `signed_metadata`, taken apart and checked by an adapter (UDAP Security 2.0 §Discovery; UDAP Server Metadata §3).
 * What follows from it is judged by the rules.
 */
export type SignedMetadata =
  | {
      readonly is: 'absent';
      /** A person chose an anchor for this payer: then a signature has to be there. */
      readonly isAwaited: boolean;
    }
  | {
      readonly is: 'unreadable';
      /** `form`: no JWS of three parts. `certificate`: no usable `x5c`. `algorithm`: not one of UDAP's. */
      readonly why: 'form' | 'certificate' | 'algorithm';
      readonly detail: string;
    }
  | {
      readonly is: 'read';
      readonly signature: 'good' | 'bad';
      readonly chain: Chain;
      /** `checked`: a current CRL of its issuer was there for every certificate below the anchor. */
      readonly revocation: 'checked' | 'unchecked';
      readonly claims: JsonObject;
      /** The certificate that signed. */
      readonly leaf: CertificateFacts;
    };

export interface Chain {
  /**
   * `no-anchor`: nobody chose one, so there is nothing to build a chain to. `untrusted`: no chain leads to an anchor.
   * `issuer-missing`: the same, because a certificate on the way is nowhere. `not-for-signing`: the leaf may not sign.
   * `revoked-by-old-list`: the list that says so is not current.
   */
  readonly is:
    | 'trusted'
    | 'no-anchor'
    | 'untrusted'
    | 'issuer-missing'
    | 'out-of-date'
    | 'not-for-signing'
    | 'unknown-extension'
    | 'not-an-authority'
    | 'name-not-permitted'
    | 'revoked'
    | 'revoked-by-old-list';
  /** The subject of the certificate that it is about; '' where it is about none. */
  readonly subject: string;
  /** The OID of the extension, the name, or the issuer and where its certificate could be had. */
  readonly detail?: string;
}

/** The endpoints that have to be signed, each when it is published (UDAP Server Metadata §2). */
export const signedEndpoints = ['token_endpoint', 'registration_endpoint', 'authorization_endpoint'] as const;
