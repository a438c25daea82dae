/**
 * @file A text with its escapes resolved, each character knowing its place in the original: what is found in the one can be
 * masked in the other. A server quotes what it was sent as its language has it: percent-encoded, in JSON, in HTML, or one
 * within another.
 */

export interface Unwrapped {
  readonly text: string;
  /** Where in the original the character at an index begins and ends. */
  readonly start: readonly number[];
  readonly end: readonly number[];
}

/** JSON in a query in JSON is met; deeper is not. */
const MOST_LEVELS = 4;

const escapes =
  /(?<percent>(?:%[0-9a-f]{2})+)|\\u(?<unicode>[0-9a-f]{4})|\\x(?<hex>[0-9a-f]{2})|\\(?<sign>["'\\/])|&#x(?<hexEntity>[0-9a-f]{1,6});|&#(?<entity>\d{1,7});|&(?<named>amp|lt|gt|quot|apos);/gi;

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text as it is, then with one level of escapes after the other resolved, until nothing changes. */
export function unwrapped(text: string): Unwrapped[] {
  const places = Array.from({ length: text.length }, (_, at) => at);
  const levels: Unwrapped[] = [{ text, start: places, end: places.map((at) => at + 1) }];
  for (let level = levels[0]; level !== undefined && levels.length <= MOST_LEVELS;) {
    const next = resolved(level);
    if (next.text === level.text) break;
    levels.push(next);
    level = next;
  }
  return levels;
}

function resolved({ text, start, end }: Unwrapped): Unwrapped {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (character: string, from: number, to: number) => {
    parts.push(character);
    for (let unit = 0; unit < character.length; unit += 1) {
      starts.push(start[from] ?? 0);
      ends.push(end[to - 1] ?? 0);
    }
  };
  let at = 0;
  const keep = (until: number) => {
    for (; at < until; at += 1) add(text.charAt(at), at, at + 1);
  };
  for (const match of text.matchAll(escapes)) {
    keep(match.index);
    for (const [character, length] of meant(match)) {
      add(character, at, at + length);
      at += length;
    }
  }
  keep(text.length);
  return { text: parts.join(''), start: starts, end: ends };
}

/** The characters of an escape, each with the length of how it is spelt. */
function meant({ 0: whole, groups = {} }: RegExpMatchArray): (readonly [string, number])[] {
  const { percent, unicode, hex, sign, hexEntity, entity, named: name } = groups;
  if (percent !== undefined) return ofBytes(Buffer.from(percent.replaceAll('%', ''), 'hex'));
  if (sign !== undefined) return [[sign, whole.length]];
  if (name !== undefined) return [[named[name.toLowerCase()] ?? '', whole.length]];
  const code = entity === undefined ? Number.parseInt(unicode ?? hex ?? hexEntity ?? '', 16) : Number(entity);
  // Two halves of a pair are two escapes, and find each other again in the text.
  return [[code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD', whole.length]];
}

/** Percent-encoded UTF-8; what is none of it is Latin-1, as old servers have it. */
function ofBytes(bytes: Buffer): (readonly [string, number])[] {
  const characters: (readonly [string, number])[] = [];
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    const text = bytes.subarray(at, at + length).toString('utf8');
    const isOne = !text.includes('\uFFFD') && Array.from(text).length === 1;
    characters.push(isOne ? [text, length * 3] : [String.fromCharCode(lead), 3]);
    at += isOne ? length : 1;
  }
  return characters;
}
