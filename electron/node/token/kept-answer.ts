/** @file An answer as it may be kept: status, headers and body, masked and then cut. See [Note: What is masked]. */
import { shownLocation } from '#core/domain/shown-address.ts';
import type { RedactedAnswer } from '#core/domain/token/report.ts';
import type { Redact } from './redact.ts';
import { MASK, redactorFor } from './redact.ts';
import type { Incoming } from './wire.ts';

const MOST_BODY_BYTES = 4096;
const MOST_HEADERS = 100;
const LONGEST_HEADER = 1000;
const MOST_MEMBERS = 100;
const LONGEST_NAME = 100;

export type Members = Readonly<Record<string, unknown>>;

export interface KeptAnswer {
  readonly answer: RedactedAnswer;
  /** “401, application/json, 84 bytes” */
  readonly noted: string;
  /** Of a JSON object, as it came; null: it is none. */
  readonly json: Members | null;
  readonly headers: Readonly<Record<string, string>>;
  /** For whatever else is told of this answer. */
  readonly redact: Redact;
}

/** `asked`: the address that was; a relative Location is read against it. */
export function keptAnswer(incoming: Incoming, { asked, secrets }: { asked: string; secrets: string[] }): KeptAnswer {
  const text = new TextDecoder().decode(incoming.body);
  const json = membersOf(text);
  const redact = redactorFor([...secrets, ...tokensIn(json)]);
  const headers = joined(incoming.headers);
  const contentType = redact(headers['content-type'] ?? '').slice(0, LONGEST_HEADER);
  const bytes = incoming.body.length;
  const essence = contentType.split(';', 1)[0]?.trim() ?? '';
  return {
    answer: {
      status: incoming.status,
      contentType,
      members: Object.keys(json ?? {})
        .slice(0, MOST_MEMBERS)
        .map((name) => redact(name).slice(0, LONGEST_NAME)),
      headers: keptHeaders(incoming.headers, { asked, redact }),
      body: cut(redact(text)),
      bytes,
    },
    noted: [String(incoming.status), essence || 'no content type', `${bytes.toLocaleString('en-US')} bytes`].join(', '),
    json,
    headers,
    redact,
  };
}

/** An object in JSON, read with or without a byte order mark. */
export function membersOf(text: string): Members | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null;
  } catch {
    return null;
  }
}

const tokenNames = /^(access|refresh|id|subject|actor|registration_access)_?token$|^client_?secret$/i;
const DEEPEST = 6;

/** Whatever the answer gives as a token, however deep: it may stand in a header or an address of the same answer too. */
function tokensIn(value: unknown, depth = 0): string[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    tokenNames.test(name) ? leavesOf(member, depth) : tokensIn(member, depth + 1),
  );
}

function leavesOf(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value, ...(value.startsWith('ey') ? value.split('.') : [])];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  return Object.values(value).flatMap((member) => leavesOf(member, depth + 1));
}

/** As RFC 9110 §5.3 joins those that come twice. */
function joined(headers: Incoming['headers']): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of headers) all[name] = name in all ? `${all[name] ?? ''}, ${value}` : value;
  return all;
}

function keptHeaders(
  headers: Incoming['headers'],
  { asked, redact }: { asked: string; redact: Redact },
): Record<string, string> {
  const kept = headers.slice(0, MOST_HEADERS).map(([name, value]) => {
    return [redact(name).slice(0, LONGEST_NAME), keptHeader(name, value, { asked, redact })] as const;
  });
  return joined(kept);
}

const secretHeader = /authori[sz]ation$|cookie|token|secret|api-?key|session|credential|password|assertion/;

function keptHeader(name: string, value: string, { asked, redact }: { asked: string; redact: Redact }): string {
  if (name === 'set-cookie') return cookieName(value, redact);
  if (secretHeader.test(name)) return MASK;
  if (name === 'location' || name === 'content-location') return redact(shownLocation(value, asked));
  return redact(value).slice(0, LONGEST_HEADER);
}

/** The name of a cookie tells which gateway set it; its value and its path are somebody’s. */
function cookieName(value: string, redact: Redact): string {
  const name = /^[\w.-]{1,60}(?==)/.exec(value)?.[0] ?? '';
  return name === '' ? MASK : `${redact(name)}=${MASK}`;
}

/** To so many bytes, and not in the middle of a character. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MOST_BODY_BYTES) return text;
  return bytes
    .subarray(0, MOST_BODY_BYTES)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
}
