/** @file As much of DER (X.690) as extensions need that the libraries do not read: elements, one behind the other. */

export interface Element {
  /** The identifier octet, class and form included: 0x30 is a SEQUENCE, 0xa0 a constructed [0]. */
  readonly tag: number;
  readonly content: Uint8Array;
}

/** null: it is no DER, or of a form that X.509 does not use (long tags, open lengths). */
export function elementsOf(bytes: Uint8Array): Element[] | null {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const head = headAt(bytes, at);
    if (head === null) return null;
    const end = head.start + head.length;
    if (end > bytes.length) return null;
    elements.push({ tag: head.tag, content: bytes.subarray(head.start, end) });
    at = end;
  }
  return elements;
}

/** What stands in a SEQUENCE; null: it is none. */
export function sequenceOf(bytes: Uint8Array): Element[] | null {
  const [sequence, ...others] = elementsOf(bytes) ?? [];
  return sequence?.tag === 0x30 && others.length === 0 ? elementsOf(sequence.content) : null;
}

const LONG_TAG = 0x1f;

function headAt(bytes: Uint8Array, at: number): { tag: number; start: number; length: number } | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & LONG_TAG) === LONG_TAG) return null;
  if (first < 0x80) return { tag, start: at + 2, length: first };
  // Four bytes of length are more than any certificate has.
  const size = first & 0x7f;
  const digits = bytes.subarray(at + 2, at + 2 + size);
  if (size === 0 || size > 4 || digits.length < size) return null;
  return { tag, start: at + 2 + size, length: digits.reduce((length, digit) => length * 256 + digit, 0) };
}
