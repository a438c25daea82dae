/**
 * @file The audience of a client assertion. [Note: Audience injection] A document that an attacker controls may name
 * another payer's token endpoint; an assertion made for it could be replayed there (CVE-2025-27370, -27371). So (1) `aud`
 * is the confirmed issuer or exactly the URL posted to, and nothing else can be signed (interop-specs §2.6).
 */
import { Fault } from '../fault.ts';

declare const brand: unique symbol;
/** Proof that the rule was applied: only `audienceOf` makes one. */
export type Audience = string & { readonly [brand]: 'Audience' };

export type AudienceChoice = 'issuer' | 'token-endpoint';

/** The exact string, with no normalisation: servers compare byte for byte. Throws `token/no-issuer`, `token/no-endpoint`. */
export function audienceOf(
  choice: AudienceChoice,
  { issuer, endpoint }: { issuer: string; endpoint: string },
): Audience {
  if (endpoint === '') throw new Fault('token/no-endpoint', {});
  if (choice === 'token-endpoint') return endpoint as Audience;
  if (issuer === '') throw new Fault('token/no-issuer', {});
  return issuer as Audience;
}
