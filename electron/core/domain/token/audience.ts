/**
 * @file The audience of an assertion. [Note: Audience injection] A document that an attacker controls may name another payer's
 * token endpoint; an assertion made for it could be replayed there (CVE-2025-27370, -27371). So (1) `aud` is the confirmed issuer
 * or exactly the URL posted to. (2) Anything else, and an mTLS alias on another host, needs a confirmation of its own, which is
 * kept with the payer and ends when the value changes (interop-specs §2.6).
 */
import { Fault } from '../fault.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import { isIssuerAddress } from './audience-choices.ts';
import { postedTo } from './way.ts';

declare const brand: unique symbol;
/** Proof that the rule was applied: only `audienceOf` and `nobody` are ones. */
export type Audience = string & { readonly [brand]: 'Audience' };

type Asking = Pick<Payer, 'fields' | 'network' | 'accepted'>;

/** The findings whose acceptance is such a confirmation. */
export const ownAudience = 'assertion/own-audience';
export const aliasElsewhere = 'assertion/alias-elsewhere';

/** What nobody takes (RFC 2606 §2): for the probe that sends a wrong one. No test may: `audienceOf` never answers it. */
export const nobody = 'https://nobody.invalid/token' as Audience;

/** What a signature is made for: a `probe` is meant to be refused. */
export type Purpose = 'request' | 'probe';

/**
 * The exact string, with no normalisation: servers compare byte for byte. Throws `token/no-issuer`, `token/no-endpoint`,
 * `token/no-audience`, `token/audience-not-ours`.
 */
export function audienceOf(payer: Asking): Audience {
  return checkedAudience(payer, wantedAudience(payer));
}

/**
 * The same for any claim: said again where the signature is made, so that no other way of building an assertion goes around it.
 * A list of audiences is none: each of them could take it.
 */
export function checkedAudience(payer: Asking, audience: unknown, purpose: Purpose = 'request'): Audience {
  const isRight = typeof audience === 'string' && (audience === nobody ? purpose === 'probe' : isOurs(payer, audience));
  if (!isRight)
    throw new Fault('token/audience-not-ours', {
      audience: typeof audience === 'string' ? audience : 'of another form',
    });
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
  if (audience === valueOf(payer, 'issuer') && isIssuerAddress(audience)) return true;
  if (audience === postedTo(payer))
    return isOnHostOfEndpoint(payer, audience) || isConfirmed(payer, aliasElsewhere, audience);
  const isOwnText =
    valueOf(payer, 'assertionAudience') === 'own-text' && audience === valueOf(payer, 'assertionAudienceText');
  return isOwnText && isConfirmed(payer, ownAudience, audience);
}

function isOnHostOfEndpoint(payer: Asking, address: string): boolean {
  const endpoint = valueOf(payer, 'tokenEndpoint');
  return address === endpoint || isSameHost(address, endpoint);
}

/** By a person, for exactly this text: the acceptance of a finding ends when what it compared changes. */
function isConfirmed({ accepted }: Asking, code: string, told: string): boolean {
  return accepted.some((one) => one.code === code && one.compared?.told === told);
}

export function isSameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host;
}
