/**
 * @file Documents that a colleague on the network captured, read back: the output of our recipe, or of curl -i, -iL and -v by
 * hand, with what a terminal put on top. (1) An end line counts only with the token of the first line: a document cannot
 * end itself and go on as another's.
 */
import { captureEnd, captureStart } from './curl-recipe.ts';

const MOST_CAPTURES = 64;
const MOST_BYTES = 64 * 1_048_576;
/** Heads of answers are short; what has no end by then is none. */
const LONGEST_HEAD = 262_144;

/** One answer of a capture. */
export interface Captured {
  /** '' when the capture does not name it. */
  readonly address: string;
  /** null: there was no head, only a body. */
  readonly status: number | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The redirects that curl followed before it, and where each led. */
  readonly followed: readonly { readonly status: number; readonly location: string }[];
  /** The head breaks off: what should be the body cannot be told from it. */
  readonly isBroken: boolean;
}

/** The answers in a text that curl wrote, in UTF-8; null: it is no such text, but a document by itself. */
export function readCapture(bytes: Uint8Array): Captured[] | null {
  if (bytes.byteLength > MOST_BYTES || isDocument(bytes)) return null;
  const text = withoutTalk(latin1(bytes));
  if (text === null) return null;
  return partsOf(text).map(({ part, address }) => ({ address, ...answerOf(part) }));
}

/** Most texts are a document by themselves, which is seen at their first signs: `{ [5 bytes data]` and `< HTTP/` are curl's own. */
function isDocument(bytes: Uint8Array): boolean {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (isSpace(bytes[at])) at += 1;
  const [first, second, third] = bytes.subarray(at, at + 3);
  if (first === signs.brace) return !(second === signs.space && third === signs.bracket);
  return first === signs.bracket || (first === signs.angle && second !== signs.space);
}

const signs = { space: 0x20, angle: 0x3c, bracket: 0x5b, brace: 0x7b } as const;

function isSpace(byte: number | undefined): boolean {
  return byte === signs.space || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** From the first line that curl wrote on; null: there is none. */
function withoutTalk(text: string): string | null {
  const start = text.slice(0, 65_536);
  const from = /^(?:\xEF\xBB\xBF)?\s*/.exec(start)?.[0].length ?? 0;
  const plain = start.slice(from);
  if (plain.startsWith('HTTP/') || isOurs(plain)) return text.slice(from);
  if (isTalk(plain)) return untalked(text);
  // A prompt and a command above the first head.
  const head = /(?:^|\n)(?=HTTP\/[\d.]+ \d{3})/.exec(plain);
  if (head !== null && head.index < 8192) return text.slice(from + head.index).replace(/^\n/, '');
  // Headers whose status line was left behind: the answer was one that somebody thought worth keeping.
  return /^(?:[a-z][a-z0-9-]{1,60}: [^\r\n]*\r?\n){1,100}\r?\n/i.test(plain)
    ? `HTTP/1.1 200\n${text.slice(from)}`
    : null;
}

/** `echo` of cmd keeps the quotation marks. */
function isOurs(plain: string): boolean {
  return plain.replace(/^"/, '').startsWith(captureStart) || plain.startsWith('curl: ');
}

/** What curl -v says: lines that begin with `*`, `>`, `<` or `{`, of which `<` are the head. */
function isTalk(plain: string): boolean {
  return /^< HTTP\/[\d.]+ \d{3}/m.test(plain.slice(0, 32_768)) && /^[*>][ \t]/m.test(plain.slice(0, 32_768));
}

function untalked(text: string): string {
  return text
    .replaceAll(/^(?:\* |> |>\r?$|\{ \[|\} \[|[*>][ \t]*\r?$).*(?:\r?\n|$)/gm, '')
    .replaceAll(/^< ?/gm, '')
    .trimStart();
}

function partsOf(text: string): { part: string; address: string }[] {
  const token = /^"?=== capture ([A-Za-z0-9]{4,64})"?[ \t]*(?:\r?\n|$)/.exec(text);
  if (token === null) return answersIn(text).map((part) => ({ part, address: '' }));
  const end = new RegExp(`(?:^|\\r?\\n)${captureEnd}${token[1] ?? ''} ([^\\r\\n]{1,4096})(?:\\r?\\n|$)`, 'g');
  const parts: { part: string; address: string }[] = [];
  let from = token[0].length;
  end.lastIndex = from;
  for (let match = end.exec(text); match !== null && parts.length < MOST_CAPTURES; match = end.exec(text)) {
    parts.push({ part: text.slice(from, match.index), address: match[1] ?? '' });
    from = match.index + match[0].length;
    end.lastIndex = from;
  }
  const rest = text.slice(from).trim();
  return rest.startsWith('HTTP/') ? [...parts, { part: text.slice(from), address: '' }] : parts;
}

/** Several answers one after another: a new one begins where a head follows a body, on a line of its own or behind its last brace. */
function answersIn(text: string): string[] {
  const starts = [...text.matchAll(/(?:^|\n|(?<=[}\]>]))HTTP\/[\d.]+ \d{3}/g)].slice(0, MOST_CAPTURES * 4);
  const parts: string[] = [];
  let from = 0;
  for (const { index } of starts) {
    const before = text.slice(from, index);
    // Heads that follow heads (a proxy’s, 100 Continue, a redirect) belong to one answer.
    if (afterHeads(before).trim() === '') continue;
    parts.push(before);
    from = index;
  }
  return [...parts, text.slice(from)].slice(0, MOST_CAPTURES);
}

function afterHeads(text: string): string {
  let rest = text.trimStart();
  for (let heads = 0; heads < 20 && rest.startsWith('HTTP/'); heads += 1) {
    const end = /\r?\n\r?\n/.exec(rest.slice(0, LONGEST_HEAD));
    rest = end === null ? '' : rest.slice(end.index + end[0].length).trimStart();
  }
  return rest;
}

/** Of several heads (100 Continue, a proxy’s own, a redirect that was followed) the last one is the answer’s. */
function answerOf(part: string): Omit<Captured, 'address'> {
  let rest = part.trimStart();
  let status: number | null = null;
  let headers: Record<string, string> = {};
  const followed: { status: number; location: string }[] = [];
  for (let heads = 0; heads < 20; heads += 1) {
    const first = /^HTTP\/[\d.]+ (\d{3})[^\r\n]*(?:\r?\n|$)/.exec(rest);
    if (first === null) break;
    if (status !== null && status >= 300 && status < 400)
      followed.push({ status, location: headers['location'] ?? '' });
    const end = /\r?\n\r?\n/.exec(rest.slice(0, LONGEST_HEAD));
    status = Number(first[1]);
    headers = headersOf(rest.slice(first[0].length, end?.index ?? LONGEST_HEAD));
    if (end === null) return { status, headers, body: new Uint8Array(), followed, isBroken: rest.trim().includes('{') };
    const after = rest.slice(end.index + end[0].length);
    rest = /^\s*HTTP\/[\d.]+ \d{3}/.test(after) ? after.trimStart() : after;
  }
  return { status, headers, body: bytesOf(rest), followed, isBroken: false };
}

function headersOf(lines: string): Record<string, string> {
  const entries = lines.split(/\r?\n/).flatMap((line): [string, string][] => {
    const at = line.indexOf(':');
    return at < 1 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]];
  });
  return Object.fromEntries(entries.filter(([name]) => name !== '__proto__'));
}

/** A document’s own line end is a part of it; one that an editor left behind a head alone is not. */
function bytesOf(body: string): Uint8Array {
  return body.trim() === '' ? new Uint8Array() : Uint8Array.from(body, (sign) => sign.charCodeAt(0));
}

/** A byte a character, so that nothing of a body is changed. */
function latin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return pieces.join('');
}
