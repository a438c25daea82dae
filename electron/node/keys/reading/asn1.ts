/**
 * @file Reads ASN.1 in BER and DER (X.690) where it stands. (1) What it answers are views of the bytes given: no copies of a key
 * are left behind that nobody can overwrite. (2) Only what is asked for is parsed, so that nesting costs nothing. (3) Linear
 * time, no recursion by the depth of the input.
 */

/** Not the ASN.1 that was expected. Never leaves this folder: see `key-files.ts`. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

export interface Element {
  /** The identifier octet: class, whether constructed, number. */
  readonly tag: number;
  /** With its identifier and length. */
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
}

export const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  /** EXPLICIT, or IMPLICIT and constructed. */
  context: (number: number) => 0xa0 | number,
} as const;

const constructed = 0x20;
const mostElements = 10_000;
const mostNested = 1000;

/** The element that starts at a place, and where it ends. Throws Malformed. */
export function elementAt(bytes: Uint8Array, from: number): { element: Element; end: number } {
  const { tag, contentFrom, length } = headerAt(bytes, from);
  if (length === 'indefinite') {
    const contentEnd = endOfIndefinite(bytes, contentFrom);
    const content = bytes.subarray(contentFrom, contentEnd);
    return { element: { tag, whole: bytes.subarray(from, contentEnd + 2), content }, end: contentEnd + 2 };
  }
  const end = contentFrom + length;
  if (end > bytes.length) throw new Malformed('cut short');
  return { element: { tag, whole: bytes.subarray(from, end), content: bytes.subarray(contentFrom, end) }, end };
}

/** How long the element at the start says it is; null: that cannot be told before its end. Throws Malformed. */
export function statedLength(bytes: Uint8Array): number | null {
  const { contentFrom, length } = headerAt(bytes, 0);
  return length === 'indefinite' ? null : contentFrom + length;
}

/** All elements, one after the other. Throws Malformed. */
export function elementsIn(bytes: Uint8Array): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    if (found.length === mostElements) throw new Malformed('too many elements');
    const { element, end } = elementAt(bytes, at);
    found.push(element);
    at = end;
  }
  return found;
}

/** The one element that the bytes are. Throws Malformed. */
export function onlyElement(bytes: Uint8Array): Element {
  const { element, end } = elementAt(bytes, 0);
  if (end !== bytes.length) throw new Malformed('something stands behind it');
  return element;
}

/** What a constructed element holds. Throws Malformed. */
export function childrenOf(element: Element | undefined, tag: number = tags.sequence): Element[] {
  if (element?.tag !== tag) throw new Malformed('another element');
  return elementsIn(element.content);
}

export function oidOf(element: Element | undefined): string {
  if (element?.tag !== tags.oid || element.content.length === 0 || element.content.length > 64)
    throw new Malformed('not an object identifier');
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of element.content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...others] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...others].join('.');
}

/** Throws Malformed for a negative one. */
export function integerOf(element: Element | undefined): bigint {
  if (element?.tag !== tags.integer || element.content.length === 0) throw new Malformed('not an integer');
  if (((element.content[0] ?? 0) & 0x80) !== 0) throw new Malformed('a negative integer');
  return BigInt(`0x${Buffer.from(element.content).toString('hex')}`);
}

/** A count or a version; what is larger than anything sensible is answered as it is, up to 2^53. */
export function numberOf(element: Element | undefined): number {
  return element !== undefined && element.content.length > 9 ? Number.MAX_SAFE_INTEGER : Number(integerOf(element));
}

/** The octets of an OCTET STRING; in BER it may come in pieces, which are put together: then it is a copy, given to `keep`. */
export function octetsOf(
  element: Element | undefined,
  keep: (copy: Uint8Array) => Uint8Array,
  tag: number = tags.octetString,
): Uint8Array {
  if (element?.tag === tag) return element.content;
  if (element?.tag !== (tag | constructed)) throw new Malformed('not an octet string');
  return keep(Buffer.concat(elementsIn(element.content).map((piece) => octetsOf(piece, keep))));
}

/** The bytes of a BIT STRING without unused bits. Throws Malformed. */
export function bitsOf(element: Element | undefined, tag: number = tags.bitString): Uint8Array {
  if (element?.tag !== tag || element.content[0] !== 0) throw new Malformed('not a bit string of bytes');
  return element.content.subarray(1);
}

function headerAt(
  bytes: Uint8Array,
  from: number,
): { tag: number; contentFrom: number; length: number | 'indefinite' } {
  const tag = bytes[from];
  const first = bytes[from + 1];
  if (tag === undefined || first === undefined) throw new Malformed('cut short');
  if ((tag & 0x1f) === 0x1f) throw new Malformed('a tag that is not used here');
  if (first < 0x80) return { tag, contentFrom: from + 2, length: first };
  if (first === 0x80) {
    if ((tag & constructed) === 0) throw new Malformed('indefinite, and not constructed');
    return { tag, contentFrom: from + 2, length: 'indefinite' };
  }
  const count = first & 0x7f;
  if (count > 4) throw new Malformed('longer than any file');
  let length = 0;
  for (let at = from + 2; at < from + 2 + count; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) throw new Malformed('cut short');
    length = length * 256 + byte;
  }
  return { tag, contentFrom: from + 2 + count, length };
}

/** Where the end-of-contents octets are that close an indefinite length (X.690 §8.1.3.6). */
function endOfIndefinite(bytes: Uint8Array, from: number): number {
  for (let at = from, open = 1; ;) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) {
      open -= 1;
      if (open === 0) return at;
      at += 2;
      continue;
    }
    const { contentFrom, length } = headerAt(bytes, at);
    if (length === 'indefinite') open += 1;
    if (open > mostNested) throw new Malformed('nested too deeply');
    at = length === 'indefinite' ? contentFrom : contentFrom + length;
    if (at > bytes.length) throw new Malformed('cut short');
  }
}
