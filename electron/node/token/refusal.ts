/** @file The server’s own words for a refusal: RFC 6749 §5.2, or the challenge of RFC 6750 §3 where the body has none. */
import { shownLocation } from '#core/domain/shown-address.ts';
import type { TokenAnswer } from '#core/ports.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { Redact } from './redact.ts';

/** RFC 6749 §5.2 sets no limit; a person reads one sentence. */
const WORDS = 300;

type Refusal = Pick<TokenAnswer, 'error' | 'errorDescription' | 'errorUri'>;

/** '' where there are none. `asked`: the address that was, for an `error_uri` that is relative. */
export function refusalIn({ json, headers, redact }: KeptAnswer, asked: string): Refusal {
  const inBody = refusalOf(json ?? {}, { asked, redact });
  const inChallenge = refusalOf(challenge(headers['www-authenticate'] ?? ''), { asked, redact });
  if (inBody.error === '') return inChallenge.error === '' ? inBody : inChallenge;
  // Of the same refusal the challenge may say more.
  if (inBody.error !== inChallenge.error) return inBody;
  return {
    error: inBody.error,
    errorDescription: inBody.errorDescription || inChallenge.errorDescription,
    errorUri: inBody.errorUri || inChallenge.errorUri,
  };
}

/** A member as a sentence that may be shown; '' for what is no text. */
export function wordsOf(member: unknown, redact: Redact): string {
  return typeof member === 'string' ? redact(member).trim().slice(0, WORDS) : '';
}

function refusalOf(
  members: Readonly<Record<string, unknown>>,
  { asked, redact }: { asked: string; redact: Redact },
): Refusal {
  const uri = members['error_uri'];
  return {
    error: wordsOf(members['error'], redact),
    errorDescription: wordsOf(members['error_description'], redact),
    errorUri: typeof uri === 'string' && uri !== '' ? redact(shownLocation(uri, asked)) : '',
  };
}

/** The parameters of a challenge: RFC 9110 §11.2, names of RFC 6750 §3. */
function challenge(header: string): Record<string, string> {
  const parameters = /(?<![\w-])(error|error_description|error_uri)\s{0,9}=\s{0,9}(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;
  return Object.fromEntries(
    [...header.matchAll(parameters)].map(([, name = '', quoted, plain = '']) => [
      name.toLowerCase(),
      quoted?.replaceAll(/\\(.)/g, '$1') ?? plain,
    ]),
  );
}
