/**
 * @file Reads JSON that a stranger wrote. Stricter than JSON.parse where readers differ (a member twice, RFC 8259 §4),
 * bounded where it trusts its input (depth, size), and it says where the text went wrong.
 */
import type { CauseCode, CauseDetails } from '../discovery/causes.ts';
import type { ContentCode } from '../discovery/causes/content.ts';
import { Scanner, Stop } from './scanner.ts';

/** Objects have no prototype: `constructor` is a member like any other. `__proto__` is refused: nobody means well by it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json | undefined;
}

export const capBytes = 1_048_576;

type ReadingCode = Extract<CauseCode, ContentCode>;

/** Why a text was not read, with the details of its code but for the address, which only the caller knows. */
export type JsonRefusal = {
  [C in ReadingCode]: { readonly is: 'refused'; readonly code: C; readonly details: Omit<CauseDetails<C>, 'address'> };
}[ReadingCode];

export type JsonRead = { readonly is: 'read'; readonly value: Json; readonly hadByteOrderMark: boolean } | JsonRefusal;

/**
 * Never throws. `most`: bytes; what is ours may be larger than what a stranger publishes. `values`: how many there may be in all,
 * where small ones would fill the memory.
 */
export function readJson(bytes: Uint8Array, most = capBytes, values = Number.POSITIVE_INFINITY): JsonRead {
  if (bytes.byteLength > most) return { is: 'refused', code: 'discovery/too-large', details: {} };
  const decoded = decode(bytes);
  if (decoded === null) return { is: 'refused', code: 'discovery/not-utf8', details: {} };
  const hadByteOrderMark = decoded.startsWith('\uFEFF');
  const text = hadByteOrderMark ? decoded.slice(1) : decoded;
  if (text.trim() === '') return { is: 'refused', code: 'discovery/empty', details: {} };
  const markup = markupOf(text);
  if (markup !== null) return markup;
  try {
    return { is: 'read', value: new Scanner(text, values).document(), hadByteOrderMark };
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

/** Pages begin with any element or comment; XML that is no page says so in its first line, or by FHIR’s namespace. */
function markupOf(text: string): JsonRefusal | null {
  const start = /^\s*<([!?/a-z][\w-]*)/i.exec(text)?.[1]?.toLowerCase();
  if (start === undefined) return null;
  const head = text.slice(0, 4096);
  const isXml = (start === '?xml' || head.includes('http://hl7.org/fhir')) && !/<(?:!doctype )?html/i.test(head);
  return isXml
    ? { is: 'refused', code: 'discovery/xml', details: {} }
    : { is: 'refused', code: 'discovery/html', details: { title: titleOf(text) } };
}

/** What a page calls itself tells a login page from a proxy’s notice. `: “Sign in”`, or nothing. */
export function titleOf(text: string): string {
  const title = /<title[^<>]*>([^<]{1,80})/i.exec(text)?.[1]?.replaceAll(/\s+/g, ' ').trim() ?? '';
  return title === '' ? '' : `: “${title}”`;
}

function refusalOf(text: string, { reason, at, member }: Stop): JsonRefusal {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  const place = { line: String(before.length), column: String((before.at(-1) ?? '').length + 1) };
  if (reason === 'too deep') return { is: 'refused', code: 'discovery/too-deep', details: {} };
  if (reason === 'member twice')
    return { is: 'refused', code: 'discovery/duplicate-member', details: { member: member.slice(0, 80), ...place } };
  if (reason === 'prototype member')
    return { is: 'refused', code: 'discovery/prototype-member', details: { member, ...place } };
  return { is: 'refused', code: 'discovery/not-json', details: { reason, ...place } };
}
