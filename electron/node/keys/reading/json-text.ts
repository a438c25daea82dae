/** @file JSON in which a key may stand: a JWK, a set, or any document that has one, or a PEM, in one of its members. */
import type { Jwk } from './jwk.ts';

export type JsonPart =
  { readonly is: 'jwk'; readonly jwk: Jwk } | { readonly is: 'jwe' } | { readonly is: 'text'; readonly text: string };

/** In the order of the document; null: not JSON. The walk does not recurse: nesting is as deep as a stranger likes. */
export function partsOfJson(text: string): JsonPart[] | null {
  const value = parse(text);
  if (value === undefined) return null;
  const parts: JsonPart[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') {
      if (next.includes('-----BEGIN')) parts.push({ is: 'text', text: next });
      else if (isCompactJwe(next)) parts.push({ is: 'jwe' });
    } else if (typeof next === 'object' && next !== null) {
      const record = next as Record<string, unknown>;
      if (typeof record['kty'] === 'string') parts.push({ is: 'jwk', jwk: record });
      else if (typeof record['ciphertext'] === 'string' && 'iv' in record) parts.push({ is: 'jwe' });
      else for (const member of Object.values(record).reverse()) open.push(member);
    }
  }
  return parts;
}

/** `undefined`: not JSON. Only what starts like a document of JSON is tried. */
function parse(text: string): unknown {
  if (!/^\s*[{["]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isCompactJwe(text: string): boolean {
  return text.startsWith('eyJ') && text.split('.').length === 5;
}
