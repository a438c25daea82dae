/**
 * @file The audience of an assertion. [Note: Audience injection] A document that an attacker controls may name another payer's
 * token endpoint; an assertion made for it could be replayed there (CVE-2025-27370, -27371). So (1) `aud` is the confirmed issuer
 * or exactly the URL posted to. (2) Anything else, and an mTLS alias on another host, needs a confirmation of its own, which is
 * kept with the payer and ends when the value changes (interop-specs §2.6).
 */
import { Fault } from '../fault.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import { postedTo } from './way.ts';

declare const brand: unique symbol;
/** Proof that the rule was applied: only `audienceOf` and `nobody` are ones. */
export type Audience = string & { readonly [brand]: 'Audience' };

export const audienceChoices = ['token-endpoint', 'issuer', 'own-text'] as const;
export type AudienceChoice = (typeof audienceChoices)[number];

type Asking = Pick<Payer, 'fields' | 'network' | 'accepted'>;

/** The findings whose acceptance is such a confirmation. */
export const audienceConfirmations: ReadonlySet<string> = new Set([
  'assertion/own-audience',
  'assertion/alias-elsewhere',
]);

/** What nobody takes (RFC 2606 §2): for the probe that sends a wrong one. */
export const nobody = 'https://nobody.invalid/token' as Audience;

/**
 * The exact string, with no normalisation: servers compare byte for byte. Throws `token/no-issuer`, `token/no-endpoint`,
 * `token/no-audience`, `token/audience-not-ours`.
 */
export function audienceOf(payer: Asking): Audience {
  return checkedAudience(payer, wantedAudience(payer));
}

/** The same for any text: said again where the signature is made, so that no other way of building an assertion goes around it. */
export function checkedAudience(payer: Asking, audience: string): Audience {
  if (!isOurs(payer, audience)) throw new Fault('token/audience-not-ours', { audience });
  return audience as Audience;
}

function wantedAudience(payer: Asking): string {
  switch (valueOf(payer, 'assertionAudience')) {
    case 'issuer': {
      const issuer = valueOf(payer, 'issuer');
      if (issuer === '') throw new Fault('token/no-issuer', {});
      return issuer;
    }
    case 'own-text': {
      const text = valueOf(payer, 'assertionAudienceText');
      if (text === '') throw new Fault('token/no-audience', {});
      return text;
    }
    default: {
      const endpoint = postedTo(payer);
      if (endpoint === '') throw new Fault('token/no-endpoint', {});
      return endpoint;
    }
  }
}

function isOurs(payer: Asking, audience: string): boolean {
  if (audience === '') return false;
  if (audience === nobody || audience === valueOf(payer, 'issuer')) return true;
  const endpoint = valueOf(payer, 'tokenEndpoint');
  const target = postedTo(payer);
  if (audience === target && (target === endpoint || isSameHost(target, endpoint))) return true;
  return payer.accepted.some(({ code, compared }) => audienceConfirmations.has(code) && compared?.told === audience);
}

export function isSameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host;
}
