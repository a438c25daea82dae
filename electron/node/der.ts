/** @file DER (X.690 §10), as far as the files that we write need it, and a reader of what is known to be well formed. */

type Bytes = Uint8Array;

function element(tag: number, parts: readonly Bytes[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(length)]), ...parts]);
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets = bigEndian(length);
  return [0x80 | octets.length, ...octets];
}

function bigEndian(value: number): number[] {
  const octets: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return octets.length === 0 ? [0] : octets;
}

export const sequence = (...parts: Bytes[]): Buffer => element(0x30, parts);
/** Of one member: several would have to be sorted. */
export const setOfOne = (member: Bytes): Buffer => element(0x31, [member]);
export const octetString = (content: Bytes): Buffer => element(0x04, [content]);
/** Of whole octets. */
export const bitString = (content: Bytes): Buffer => element(0x03, [Buffer.from([0]), content]);
export const nothing = (): Buffer => element(0x05, []);
/** `[tag] EXPLICIT`, and `[tag] IMPLICIT` of something that is made of parts. */
export const tagged = (tag: number, ...parts: Bytes[]): Buffer => element(0xa0 | tag, parts);
/** `[tag] IMPLICIT OCTET STRING`. */
export const taggedOctets = (tag: number, content: Bytes): Buffer => element(0x80 | tag, [content]);

/** Not negative. */
export function integer(value: number): Buffer {
  const octets = bigEndian(value);
  // The first bit is the sign.
  return element(0x02, [Buffer.from((octets[0] ?? 0) >= 0x80 ? [0, ...octets] : octets)]);
}

export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  return element(0x06, [Buffer.from([first * 40 + second, ...others].flatMap(base128))]);
}

function base128(value: number): number[] {
  const septets = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    septets.unshift((rest % 128) | 0x80);
  return septets;
}

export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  /** With tag and length. */
  readonly whole: Uint8Array;
}

/** The elements that stand one behind the other. Views, no copies. Throws RangeError for what is not DER: that is a bug here. */
export function elementsOf(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length;) {
    const { tag, from, length } = headAt(bytes, at);
    if (from + length > bytes.length) throw new RangeError('DER that breaks off');
    elements.push({ tag, content: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) });
    at = from + length;
  }
  return elements;
}

function headAt(bytes: Uint8Array, at: number): { tag: number; from: number; length: number } {
  const tag = bytes[at] ?? 0;
  const first = bytes[at + 1] ?? 0x80;
  if (first < 0x80) return { tag, from: at + 2, length: first };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new RangeError('DER with a length that is none');
  const length = bytes.subarray(at + 2, at + 2 + count).reduce((sum, octet) => sum * 256 + octet, 0);
  return { tag, from: at + 2 + count, length };
}

/** What lies at the end of a path of positions: `[0, 1]` is the second element inside the first. */
export function elementAt(bytes: Uint8Array, path: readonly number[]): DerElement {
  let found: DerElement | undefined;
  for (const position of path) {
    found = elementsOf(found?.content ?? bytes)[position];
    if (found === undefined) throw new RangeError('DER without an element that is asked for');
  }
  if (found === undefined) throw new RangeError('A path without a position');
  return found;
}
