/**
 * @file Documents that a colleague on the network captured: the curl command that does it, and its output read back.
 * One command for all addresses and every shell; one file with heads and bodies, each ended by a line that names its address.
 */
import type { Place } from './well-known.ts';

const endOf = '=== end of ';
const MOST_CAPTURES = 64;
const MOST_BYTES = 64 * 1_048_576;

/** To be run by sh, cmd or PowerShell: double quotes only, and nothing in an address that they would read. */
export function curlRecipe(places: readonly Place[], file: string): string {
  const addresses = places.map(({ address }) => `"${address.replaceAll(/["$`\\%!]/g, percentOf)}"`);
  const options = `-sS -i --globoff --proto =https --max-time 20 -H "Accept: application/json" -w "\\n${endOf}%{url_effective}\\n"`;
  return ['curl', options, ...addresses, '>', file].join(' ');
}

/** A percent sign of the address itself is doubled for no shell alike, so it stays: cmd reads it in scripts only. */
function percentOf(sign: string): string {
  return sign === '%' ? sign : `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** One answer of a capture. */
export interface Captured {
  /** '' when the capture does not name it. */
  readonly address: string;
  /** null: there was no head, only a body. */
  readonly status: number | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The answers in a text that curl wrote with `-i`; null: it is no such text, but a document by itself. */
export function readCapture(bytes: Uint8Array): Captured[] | null {
  if (bytes.byteLength > MOST_BYTES) return null;
  const utf8 = fromUtf16(bytes) ?? bytes;
  const at = startOf(utf8);
  const head = latin1(utf8.subarray(at, at + 16));
  if (!/^HTTP\/\d/.test(head) && !/^(?:=== |curl: )/.test(head)) return null;
  return partsOf(utf8.subarray(at)).map(({ part, address }) => ({ address, ...headAndBody(part) }));
}

/** PowerShell writes what is redirected as UTF-16. */
function fromUtf16(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xfe) return null;
  return new TextEncoder().encode(new TextDecoder('utf-16le').decode(bytes));
}

function startOf(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (isSpace(bytes[at])) at += 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

function partsOf(bytes: Uint8Array): { part: Uint8Array; address: string }[] {
  const text = latin1(bytes);
  const parts: { part: Uint8Array; address: string }[] = [];
  let from = 0;
  for (const match of text.matchAll(/\r?\n=== end of ([^\r\n]{1,4096})(?:\r?\n|$)/g)) {
    if (parts.length === MOST_CAPTURES) break;
    parts.push({ part: bytes.subarray(from, match.index), address: match[1] ?? '' });
    from = match.index + match[0].length;
  }
  const rest = text.slice(from).trim();
  if (parts.length === 0 || rest.startsWith('HTTP/')) parts.push({ part: bytes.subarray(from), address: '' });
  return parts;
}

/** Of several heads (100 Continue, a proxy’s own) the last one is the answer’s. */
function headAndBody(part: Uint8Array): Omit<Captured, 'address'> {
  let rest = part.subarray(startOf(part));
  let status: number | null = null;
  let headers: Record<string, string> = {};
  for (let heads = 0; heads < 10; heads += 1) {
    const start = latin1(rest.subarray(0, 65_536));
    const first = /^HTTP\/[\d.]+ (\d{3})[^\r\n]*(?:\r?\n|$)/.exec(start);
    if (first === null) break;
    const end = /\r?\n\r?\n/.exec(start);
    status = Number(first[1]);
    headers = headersOf(start.slice(first[0].length, end?.index ?? start.length));
    rest = end === null ? new Uint8Array() : rest.subarray(end.index + end[0].length);
  }
  return { status, headers, body: withoutLineEnd(rest) };
}

function headersOf(lines: string): Record<string, string> {
  const entries = lines.split(/\r?\n/).flatMap((line): [string, string][] => {
    const at = line.indexOf(':');
    return at < 1 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]];
  });
  return Object.fromEntries(entries.filter(([name]) => name !== '__proto__'));
}

/** A document’s own line end is a part of it; one that an editor left behind a head alone is not. */
function withoutLineEnd(body: Uint8Array): Uint8Array {
  return body.every((byte) => isSpace(byte)) ? new Uint8Array() : body;
}

function latin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return pieces.join('');
}
