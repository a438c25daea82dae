/** @file What can be chosen for an assertion, in words, and what each choice comes to for this payer. */
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { say } from '#core/domain/texts.ts';
import { audienceChoices } from '#core/domain/token/audience-choices.ts';
import { certificateChoices } from '#core/domain/token/certificate-header.ts';
import { postedTo, wayOf } from '#core/domain/token/way.ts';

export const audienceOptions = () => audienceChoices.map((value) => ({ value, words: say(`audience/${value}`) }));

export const typeOptions = () =>
  (['JWT', 'client-authentication+jwt', 'none'] as const).map((value) => ({ value, words: say(`typ/${value}`) }));

export const certificateOptions = () =>
  certificateChoices.map((value) => ({ value, words: say(`certificate/${value}`) }));

/** Only those that the key can sign with; before there is one, those of the keys that the wizard makes. */
export function algorithmOptions({ keys: [key] }: Payer): { value: string; words: string }[] {
  return (key?.algorithms ?? ['RS384', 'ES384']).map((value) => ({ value, words: value }));
}

/** The exact text that the choice comes to. */
export function audienceHint(payer: Payer): string {
  switch (valueOf(payer, 'assertionAudience')) {
    case 'own-text':
      return say('audience/own-text-waits');
    case 'issuer':
      return valueOf(payer, 'issuer') || say('audience/issuer-unknown');
    default:
      return postedTo(payer) || say('audience/endpoint-unknown');
  }
}

export function ownTextHint({ accepted, ...payer }: Payer): string {
  const text = valueOf(payer, 'assertionAudienceText');
  const confirmed = accepted.find(
    ({ code, compared }) => code === 'assertion/own-audience' && compared?.told === text && text !== '',
  );
  return confirmed === undefined
    ? say('audience/own-text-unconfirmed')
    : say('audience/own-text-confirmed', { by: confirmed.by, reason: confirmed.reason });
}

export function algorithmHint(payer: Payer): string {
  const listed = payer.found.tokenEndpointAuthSigningAlgs?.value;
  if (!Array.isArray(listed) || listed.length === 0) return say('algorithm/unlisted');
  const chosen = valueOf(payer, 'assertionAlgorithm');
  const list = listed.join(', ');
  return listed.includes(chosen) ? say('algorithm/listed', { list }) : say('algorithm/other', { list, chosen });
}

export function certificateHint({ keys: [key] }: Payer): string {
  return key?.certificate ? key.certificate.subject : say('certificate/not-there');
}

export function assertionPurpose(payer: Payer): string {
  return say(wayOf(payer).grant === 'jwt-bearer' ? 'assertion/as-grant' : 'assertion/as-client');
}
