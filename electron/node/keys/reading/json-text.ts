/** @file JSON in which a key may stand: a JWK, a set, our own hand-over, or any document that has a JWK, or a PEM, in one of its members. */
import { z } from 'zod';
import type { Jwk } from './jwk.ts';

export type JsonPart =
  /** `owner`: the payer that it is handed over for; '' outside a hand-over. */
  | { readonly is: 'jwk'; readonly jwk: Jwk; readonly owner: string }
  | { readonly is: 'secret'; readonly owner: string }
  | { readonly is: 'jwe' }
  | { readonly is: 'text'; readonly text: string };

/** In the order of the document; null: not JSON. */
export function partsOfJson(text: string): JsonPart[] | null {
  const value = parse(text);
  if (value === undefined) return null;
  return partsOfHandOver(value) ?? partsOfAny(value);
}

const HandOver = z.object({
  type: z.literal('payer-wizard/hand-over'),
  payers: z.array(
    z.object({
      ref: z.string(),
      jwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }),
      clientSecret: z.string().optional(),
    }),
  ),
});

/** docs/formats.md. The PEM of each key is that key again. null: it is none. */
function partsOfHandOver(value: unknown): JsonPart[] | null {
  const { data: handOver } = HandOver.safeParse(value);
  if (handOver === undefined) return null;
  return handOver.payers.flatMap(({ ref: owner, jwks, clientSecret }) => [
    ...jwks.keys.map((jwk) => ({ is: 'jwk' as const, jwk, owner })),
    ...(clientSecret === undefined ? [] : [{ is: 'secret' as const, owner }]),
  ]);
}

/** The walk does not recurse: nesting is as deep as a stranger likes. */
function partsOfAny(value: unknown): JsonPart[] {
  const parts: JsonPart[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') {
      if (next.includes('-----BEGIN')) parts.push({ is: 'text', text: next });
      else if (isCompactJwe(next)) parts.push({ is: 'jwe' });
    } else if (typeof next === 'object' && next !== null) {
      const record = next as Record<string, unknown>;
      if (typeof record['kty'] === 'string') parts.push({ is: 'jwk', jwk: record, owner: '' });
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
