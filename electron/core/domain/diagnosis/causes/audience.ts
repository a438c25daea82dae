/** @file Whom the assertion is for: RFC 7523 §3, RFC 10070, SMART App Launch 2.2. */
import { spelling } from '../../discovery/spelling.ts';
import { cannotBe, cause, fits, notAbout, possible } from '../cause.ts';
import { ask, change } from '../remedies.ts';
import type { Seen } from '../seen.ts';
import { ofAssertion } from './refusal.ts';

const at = ['refused'] as const;

export const audienceCauses = [
  cause({
    code: 'cause/audience-issuer-wanted',
    subject: 'Audience',
    at,
    effort: 0,
    rests: ['assertionAudience', 'assertionAudienceText', 'issuer'],
    says: 'The server may want its issuer as audience, and {audience} was sent.',
    hint: 'RFC 10070 and FAPI 2.0 allow the issuer only. Smile CDR may send another audience: look which.',
    weighs: ofAssertion((seen) => {
      const { issuer, audience } = seen.words;
      if (issuer === '' || audience === issuer) return cannotBe;
      return possible(`Sent: ${audience}. Issuer: ${issuer}.`);
    }),
    remedy: (seen) => change(seen, 'Send the issuer and test again', { assertionAudience: 'issuer' }),
  }),
  cause({
    code: 'cause/audience-endpoint-wanted',
    subject: 'Audience',
    at,
    effort: 0,
    rests: ['assertionAudience', 'assertionAudienceText', 'tokenEndpoint'],
    says: 'The server may want the Token Endpoint as audience, and {audience} was sent.',
    hint: 'SMART and UDAP want exactly the address that is posted to. Smile CDR may send another audience: look which.',
    weighs: ofAssertion((seen) => {
      const { endpoint, audience } = seen.words;
      return audience === endpoint ? cannotBe : possible(`Sent: ${audience}. Token Endpoint: ${endpoint}.`);
    }),
    remedy: (seen) => change(seen, 'Send the Token Endpoint and test again', { assertionAudience: 'token-endpoint' }),
  }),
  cause({
    code: 'cause/audience-spelling',
    subject: 'Spelling of the audience',
    at,
    effort: 1,
    rests: ['assertionAudienceText', 'issuer', 'tokenEndpoint'],
    says: 'The server compares the audience letter by letter, and {audience} is spelt otherwise than its own name.',
    hint: 'A slash at the end, http for https, a host in front of another one. {expected}',
    details: (seen) => {
      const expected = expectedAudience(seen);
      return {
        expected:
          expected === null
            ? 'Ask the Source Payer for the exact text; another one than the issuer or the Token Endpoint has to be confirmed in Client.'
            : `Expected is ${expected}.`,
      };
    },
    weighs: ofAssertion((seen) => {
      const expected = expectedAudience(seen);
      if (expected === null) return notAbout;
      return fits(`Sent: ${seen.words.audience}. Expected: ${expected}.`);
    }),
    remedy: (seen) => {
      const expected = expectedAudience(seen);
      const documented = seen.payer.found.tokenEndpoint?.value;
      if (expected !== null && expected === documented)
        return change(seen, 'Use the documents’ spelling and test again', { tokenEndpoint: expected });
      return ask(seen, 'Which text, letter by letter, do you want as audience (aud) of our client assertion?');
    },
  }),
];

/** What the server names itself, else a value of the documents that differs in spelling alone; null: none. */
function expectedAudience({ answer, words, payer }: Seen): string | null {
  const named =
    /[Mm]ust be '([^']+)'/.exec(answer.errorDescription)?.[1] ?? /expected: (\S+)/.exec(answer.errorDescription)?.[1];
  if (named !== undefined && named !== words.audience && URL.canParse(named)) return named;
  const values = [payer.found.issuer?.value, payer.found.tokenEndpoint?.value].filter(
    (value) => typeof value === 'string',
  );
  return values.find((value) => value !== words.audience && isSameBut(value, words.audience)) ?? null;
}

function isSameBut(one: string, other: string): boolean {
  const bare = (address: string) =>
    spelling(address)
      .replace(/^https?:/, '')
      .toLowerCase();
  return bare(one) === bare(other);
}
