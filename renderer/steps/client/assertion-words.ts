/** @file What can be chosen for an assertion, in words, and what each choice comes to for this payer. */
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import type { AudienceChoice } from '#core/domain/token/audience-choices.ts';
import type { certificateChoices } from '#core/domain/token/certificate-header.ts';
import { postedTo, wayOf } from '#core/domain/token/way.ts';

function listed<Value extends string>(words: Readonly<Record<Value, string>>): { value: string; words: string }[] {
  return Object.entries<string>(words).map(([value, says]) => ({ value, words: says }));
}

export const audienceOptions = listed<AudienceChoice>({
  'token-endpoint': 'The Token Endpoint, exactly as posted to',
  issuer: 'The confirmed issuer',
  'own-text': 'A text of your own',
});

export const typeOptions = listed({
  JWT: 'JWT: as SMART wants it',
  'client-authentication+jwt': 'client-authentication+jwt: RFC 10070',
  none: 'none: no “typ” header',
});

export const certificateOptions = listed<(typeof certificateChoices)[number]>({
  none: 'none: the kid alone',
  x5c: 'x5c: the certificate with its chain',
  x5t: 'x5t: its SHA-1 thumbprint',
  'x5t#S256': 'x5t#S256: its SHA-256 thumbprint',
});

/** Only those that the key can sign with; before there is one, those of the keys that the wizard makes. */
export function algorithmOptions({ keys: [key] }: Payer): { value: string; words: string }[] {
  return (key?.algorithms ?? ['RS384', 'ES384']).map((value) => ({ value, words: value }));
}

/** The exact text that the choice comes to. */
export function audienceHint(payer: Payer): string {
  const isIssuer = valueOf(payer, 'assertionAudience') === 'issuer';
  const audience = isIssuer ? valueOf(payer, 'issuer') : postedTo(payer);
  if (valueOf(payer, 'assertionAudience') === 'own-text') return 'Neither of the two: it waits for a confirmation.';
  return audience === '' ? `${isIssuer ? 'The issuer' : 'That endpoint'} is not known yet.` : audience;
}

export function ownTextHint({ accepted, ...payer }: Payer): string {
  const text = valueOf(payer, 'assertionAudienceText');
  const confirmed = accepted.find(
    ({ code, compared }) => code === 'assertion/own-audience' && compared?.told === text && text !== '',
  );
  return confirmed === undefined
    ? 'Nothing is signed for it before its finding is accepted with a reason. The next change of it asks again.'
    : `Confirmed by ${confirmed.by}: ${confirmed.reason}`;
}

export function algorithmHint(payer: Payer): string {
  const list = payer.found.tokenEndpointAuthSigningAlgs?.value;
  if (!Array.isArray(list) || list.length === 0) return 'The Source Payer lists none.';
  const chosen = valueOf(payer, 'assertionAlgorithm');
  const isListed = list.includes(chosen) ? '' : ` ${chosen} is not among them.`;
  return `The Source Payer takes ${list.join(', ')}.${isListed}`;
}

export function certificateHint({ keys: [key] }: Payer): string {
  return key?.certificate ? key.certificate.subject : 'The signing key has no certificate yet.';
}

export function assertionPurpose(payer: Payer): string {
  return wayOf(payer).grant === 'jwt-bearer'
    ? 'the grant itself; Smile CDR makes its own'
    : 'what the live test signs; Smile CDR makes its own';
}
