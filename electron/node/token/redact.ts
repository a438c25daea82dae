/**
 * @file Takes secrets out of what a server said. [Note: What is masked] (1) Every occurrence of what was sent or granted as a
 * secret, spelt as it was, percent-encoded, escaped for JSON or HTML, one of these in another, or in Base64 or hex. (2) What
 * looks like somebody’s secret: values of members with such names, JWTs, credentials of a scheme, private keys, values in the
 * query of an address. (3) Nothing is cut before it is masked: half a secret looks like none.
 */
import { harmless } from './harmless.ts';
import type { Range } from './secret-patterns.ts';
import { suspiciousRanges } from './secret-patterns.ts';
import { unwrapped } from './unwrapped.ts';

export const MASK = '••••••••';

/** Far more than is ever shown. What is beyond is not looked at, and so not kept. */
const WINDOW = 98_304;
/** Room for a secret that begins within what is kept, however it is spelt. */
const MARGIN = 32_768;
/** Shorter ones are found as whole words only: a letter is no secret in the middle of a word. */
const SHORT = 4;

export type Redact = (text: string) => string;

/** Masks in any text of a server. '' among the secrets is none. */
export function redactorFor(secrets: readonly string[]): Redact {
  const known = [...new Set(secrets.map(harmless).filter((secret) => secret !== ''))].flatMap((secret) =>
    // A form has + for a space.
    secret.includes(' ') ? [secret, secret.replaceAll(' ', '+')] : [secret],
  );
  return (given) => {
    const text = harmless(given.slice(0, WINDOW));
    const kept = given.length > WINDOW ? Math.max(0, text.length - MARGIN) : text.length;
    const ranges = unwrapped(text).flatMap(({ text: level, start, end }) =>
      rangesIn(level, known).map(([from, to]): Range => [start[from] ?? 0, end[to - 1] ?? 0]),
    );
    return masked(text, ranges, kept);
  };
}

function rangesIn(text: string, secrets: readonly string[]): Range[] {
  return [
    ...secrets.flatMap((secret) => occurrences(text, secret)),
    ...packed(text, secrets),
    ...suspiciousRanges(text),
  ].filter(([from, to]) => to > from);
}

function occurrences(text: string, secret: string): Range[] {
  const ranges: Range[] = [];
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
    const range: Range = [at, at + secret.length];
    if (secret.length >= SHORT || isWord(text, range)) ranges.push(range);
  }
  return ranges;
}

function isWord(text: string, [from, to]: Range): boolean {
  return !/[\p{L}\p{N}_]/u.test(text.charAt(from - 1) + text.charAt(to));
}

/** Base64 and hex that hold a secret, wherever it begins in them. */
function packed(text: string, secrets: readonly string[]): Range[] {
  const long = secrets.filter((secret) => secret.length >= SHORT);
  if (long.length === 0) return [];
  const shortest = Math.min(...long.map((secret) => secret.length));
  const holds = (bytes: Buffer) => {
    const once = bytes.toString('utf8');
    const levels = /[%&\\]/.test(once) ? unwrapped(once).map(({ text: level }) => level) : [once];
    return long.some((secret) => levels.some((level) => level.includes(secret)));
  };
  const runs = [...text.matchAll(/[A-Za-z0-9+/_-]{5,}={0,2}/g)].filter(
    ({ 0: run }) =>
      run.length > shortest &&
      // Base64 has four characters for three bytes, and the run may begin with some that are not of it.
      [0, 1, 2, 3].some((from) => holds(Buffer.from(run.slice(from), 'base64'))),
  );
  const hex = [...text.matchAll(/(?:[0-9a-f]{2}){4,}/gi)].filter(
    ({ 0: run }) => run.length >= 2 * shortest && holds(Buffer.from(run, 'hex')),
  );
  return [...runs, ...hex].map(({ 0: run, index }): Range => [index, index + run.length]);
}

function masked(text: string, ranges: readonly Range[], kept: number): string {
  const parts: string[] = [];
  let at = 0;
  for (const [from, to] of ranges.toSorted((one, other) => one[0] - other[0])) {
    if (from >= kept) break;
    if (from > at || (from === at && parts.at(-1) !== MASK)) parts.push(text.slice(at, from), MASK);
    at = Math.max(at, to);
  }
  parts.push(text.slice(at, Math.max(at, kept)));
  return parts.join('');
}
