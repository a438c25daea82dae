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
    signs: ['aud'],
    rests: ['assertionAudience', 'assertionAudienceText', 'issuer'],
    says: 'The server wants its issuer as audience, and {audience} was sent.',
    hint: 'RFC 10070 and FAPI 2.0 allow the issuer only. Smile CDR may send another audience: look which.',
    weighs: ofAssertion((seen) => {
      const { issuer, audience } = seen.words;
      if (issuer === '' || audience === issuer || isAnother(seen, issuer)) return cannotBe;
      return possible(`Sent: ${audience}. Issuer: ${issuer}.`);
    }),
    remedy: (seen) => change(seen, 'Send the issuer and test again', { assertionAudience: 'issuer' }),
  }),
  cause({
    code: 'cause/audience-endpoint-wanted',
    subject: 'Audience',
    at,
    effort: 0,
    signs: ['aud'],
    rests: ['assertionAudience', 'assertionAudienceText', 'tokenEndpoint'],
    says: 'The server wants the Token Endpoint as audience, and {audience} was sent.',
    hint: 'SMART and UDAP want exactly the address that is posted to. Smile CDR may send another audience: look which.',
    weighs: ofAssertion((seen) => {
      const { endpoint, audience } = seen.words;
      if (audience === endpoint || isAnother(seen, endpoint)) return cannotBe;
      return possible(`Sent: ${audience}. Token Endpoint: ${endpoint}.`);
    }),
    remedy: (seen) => change(seen, 'Send the Token Endpoint and test again', { assertionAudience: 'token-endpoint' }),
  }),
  cause({
    code: 'cause/audience-spelling',
    subject: 'Spelling of the audience',
    at,
    effort: 1,
    signs: ['aud'],
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
      if (expected === null) return hasOtherKind(seen) ? cannotBe : notAbout;
      const isOfAKind = namedAudience(seen) !== null && [seen.words.issuer, seen.words.endpoint].includes(expected);
      if (isOfAKind && !isSameBut(expected, seen.words.audience)) return cannotBe;
      return fits(`Sent: ${seen.words.audience}. Expected: ${expected}.`);
    }),
    remedy: (seen) => {
      const expected = expectedAudience(seen);
      const documented = seen.payer.found.tokenEndpoint?.value;
      if (expected === seen.words.endpoint)
        return change(seen, 'Send the Token Endpoint and test again', { assertionAudience: 'token-endpoint' });
      if (expected === seen.words.issuer)
        return change(seen, 'Send the issuer and test again', { assertionAudience: 'issuer' });
      if (expected !== null && expected === documented)
        return change(seen, 'Use the documents’ spelling and test again', { tokenEndpoint: expected });
      return ask(seen, 'Which text, letter by letter, do you want as audience (aud) of our client assertion?');
    },
  }),
];

/** What the server names as the audience that it wants; null: nothing, or what was sent. */
function namedAudience({ answer, words }: Seen): string | null {
  const named =
    /[Mm]ust be '([^']+)'/.exec(answer.errorDescription)?.[1] ?? /expected: (\S+)/.exec(answer.errorDescription)?.[1];
  return named !== undefined && named !== words.audience && URL.canParse(named) ? named : null;
}

/** The server names one, and it is not this. */
function isAnother(seen: Seen, audience: string): boolean {
  const named = namedAudience(seen);
  const wanted = named ?? spelledOtherwise(seen);
  return wanted !== null && (wanted !== audience || isSameBut(wanted, seen.words.audience));
}

function expectedAudience(seen: Seen): string | null {
  return namedAudience(seen) ?? spelledOtherwise(seen);
}

/** A name of the server's own from which what was sent differs in spelling alone; null: none. */
function spelledOtherwise({ words, payer }: Seen): string | null {
  const values = [words.endpoint, words.issuer, payer.found.issuer?.value, payer.found.tokenEndpoint?.value];
  const own = values.filter((value): value is string => typeof value === 'string' && value !== '');
  return own.find((value) => value !== words.audience && isSameBut(value, words.audience)) ?? null;
}

/** What was sent is a name of the server's own, and its other one was not tried: that comes before doubts about its spelling. */
function hasOtherKind({ words, payer }: Seen): boolean {
  const names = [words.issuer, words.endpoint];
  if (words.issuer === '' || words.issuer === words.endpoint || !names.includes(words.audience)) return false;
  const tried = new Set(payer.tries.map(({ settings }) => settings['assertionAudience'] ?? ''));
  return !(tried.has('issuer') && tried.has('token-endpoint'));
}

function isSameBut(one: string, other: string): boolean {
  const bare = (address: string) =>
    spelling(address)
      .replace(/^https?:/, '')
      .toLowerCase();
  return bare(one) === bare(other);
}
