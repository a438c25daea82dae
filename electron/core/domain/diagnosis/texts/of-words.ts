/**
 * @file What single words of a refusal leave open, where no sentence of a server is known: most servers are met for the first time.
 * Wider than a sentence, so that the true cause is in it. (1) What RFC 6749 §5.2 itself says of an error, and that a client was not
 * authenticated, tells nothing and is left out first.
 */
import { audience, clock, key, keyId, scope, secret } from './server-text.ts';

const empty: readonly RegExp[] = [
  /client authentication failed \(e\.g\.[^)]*\)\.?/gi,
  /the request is missing a required parameter,[^.]*\./gi,
  /the (?:provided )?authorization grant (?:\([^)]*\))?[^.]*is (?:invalid|not supported)[^.]*\.?/gi,
  /the requested scope is invalid, unknown, (?:or )?malformed[^.]*\./gi,
  /the (?:authenticated )?client is not authorized to (?:use|request)[^.]*\./gi,
  /(?:client authentication failed|failed client authentication)\.?/gi,
  /(?:either )?the client or (?:the )?client credentials are invalid\.?/gi,
];

/** The first that fits counts: what is narrower stands before what it contains. */
const words: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\baud(?:ience)?s?\b/i, audience],
  [/\bauthentication method\b/i, ['cause/method-not-registered']],
  [/\bkid\b|\bkey id\b/i, keyId],
  [/\balg(?:orithm)?\b/i, ['cause/algorithm-not-taken', 'cause/key-alg-mismatch']],
  [/\bjwks?(?:[ _]?(?:set|uri|url))?\b|\bkey set\b/i, ['cause/key-set-unreachable', ...key]],
  [/\bexpir|\btime range\b|\b(?:iat|exp|nbf)\b|\bnot yet\b|\bin the future\b/i, [...clock, 'cause/life-too-long']],
  // Libraries throw one error for all that a verification is, and servers call it by its first step.
  [
    /\bsignature\b|\bintegrity\b|\bnot verified\b|\bverif(?:y|ication)\b/i,
    [...keyId, 'cause/key-set-unreachable', 'cause/key-alg-mismatch', 'cause/algorithm-not-taken', ...clock],
  ],
  [/\bjti\b|\balready (?:been )?used\b|\breplay/i, ['cause/jti-replayed']],
  [/\btyp\b/i, ['cause/typ-refused']],
  [/\bissuer\b|\bsubject\b|\b(?:iss|sub)\b/i, ['cause/subject-refused', 'cause/client-unknown']],
  [/\bsecret\b/i, secret],
  [/\bgrant[ _]?type\b/i, ['cause/grant-unsupported', 'cause/grant-not-allowed']],
];

const unknown = ['cause/client-unknown', 'cause/client-other-environment', 'cause/client-not-active'];
const ofClients =
  /\bclient\b[^.]*\b(?:not found|unknown|not exist|not registered|disabled|inactive|not active)\b|\b(?:unknown|unregistered|disabled|inactive) client\b/i;

/** Codes of causes; empty: no word of it tells anything. */
export function meaningOfWords({ error, description }: { error: string; description: string }): readonly string[] {
  const telling = empty.reduce((text, pattern) => text.replaceAll(pattern, ' '), description).trim();
  if (telling === '' || error === 'invalid_scope') return [];
  const [, means = []] = words.find(([pattern]) => pattern.test(telling)) ?? [];
  if (means.length > 0) return means;
  if (ofClients.test(telling)) return unknown;
  if (error !== 'invalid_request') return [];
  // Under this error the words do not merely repeat its name.
  if (/^invalid client\b/i.test(telling)) return unknown;
  return /\bscopes?\b/i.test(telling) ? [...scope, 'cause/scope-missing'] : [];
}
