import canonicalize from 'canonicalize';

/** RFC 8785, in UTF-8: nothing depends on the order in which a file was written. */
export function canonicalBytes(value: object): Buffer {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('A value without a canonical form');
  return Buffer.from(text);
}
