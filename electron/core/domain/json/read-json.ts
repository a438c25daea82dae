/**
 * @file Reads JSON that a stranger wrote. Stricter than JSON.parse where readers differ (a member twice, RFC 8259 §4),
 * bounded where it trusts its input (depth, size), and it says where the text went wrong.
 */
import type { Code, Details } from '../catalogue.ts';
import { Scanner, Stop } from './scanner.ts';

/** Objects have no prototype: `__proto__` and `constructor` are members like any other. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json | undefined;
}

export const capBytes = 1_048_576;

type ReadingCode = Extract<Code, `discovery/${string}`>;

/** Why a text was not read, with the details of its code but for the address, which only the caller knows. */
export type JsonRefusal = {
  [C in ReadingCode]: { readonly is: 'refused'; readonly code: C; readonly details: Omit<Details<C>, 'address'> };
}[ReadingCode];

export type JsonRead = { readonly is: 'read'; readonly value: Json; readonly hadByteOrderMark: boolean } | JsonRefusal;

/** Never throws. */
export function readJson(bytes: Uint8Array): JsonRead {
  if (bytes.byteLength > capBytes) return { is: 'refused', code: 'discovery/too-large', details: {} };
  const decoded = decode(bytes);
  if (decoded === null) return { is: 'refused', code: 'discovery/not-utf8', details: {} };
  const hadByteOrderMark = decoded.startsWith('\uFEFF');
  const text = hadByteOrderMark ? decoded.slice(1) : decoded;
  if (text.trim() === '') return { is: 'refused', code: 'discovery/empty', details: {} };
  if (/^\s*<(!doctype|html|head|body|\?xml)/i.test(text))
    return { is: 'refused', code: 'discovery/html', details: { title: titleOf(text) } };
  try {
    return { is: 'read', value: new Scanner(text).document(), hadByteOrderMark };
  } catch (error) {
    if (error instanceof Stop) return refusalOf(text, error);
    throw error;
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What a page calls itself tells a login page from a proxy’s notice. */
function titleOf(text: string): string {
  const title = /<title[^>]*>([^<]{1,80})/i.exec(text)?.[1]?.replaceAll(/\s+/g, ' ').trim() ?? '';
  return title === '' ? '' : `: “${title}”`;
}

function refusalOf(text: string, { reason, at, member }: Stop): JsonRefusal {
  const before = text.slice(0, at).split('\n');
  const place = { line: String(before.length), column: String((before.at(-1) ?? '').length + 1) };
  if (reason === 'too deep') return { is: 'refused', code: 'discovery/too-deep', details: {} };
  if (reason === 'member twice')
    return { is: 'refused', code: 'discovery/duplicate-member', details: { member: member.slice(0, 80), ...place } };
  return { is: 'refused', code: 'discovery/not-json', details: { reason, ...place } };
}
