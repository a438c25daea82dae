/** @file One call of the Admin API: Basic authentication, JSON both ways, and every failure in our own words. */
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { request } from 'undici';
import type { Agent, Dispatcher } from 'undici';
import { secretKey } from '#core/domain/definition/wire-names.ts';
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import type { AdminPlace } from '#core/ports.ts';
import { shownLocation } from '#core/domain/shown-address.ts';
import { networkCauseOf } from '../network.ts';
import { readCapped } from '../read-capped.ts';
import type { Connections } from './connections.ts';
import { quotes } from './quotes.ts';

const CAP_BYTES = 4 * 1024 * 1024;
/** Of an error’s text: enough to know it by. */
const WORDS = 300;
/** Looked through for them: a page of tags comes before its words. */
const MOST_WORDS = 16_384;

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base URL, without a slash before it. Its parts are encoded already. */
  readonly path: string;
  readonly body?: unknown;
  /** The answer is a text, and no JSON. */
  readonly isText?: boolean;
  /** The body holds private keys. An answer may quote any part of them, cut short as well: none of its words are told then. */
  readonly sendsKeys?: boolean;
  /** What the call does and the permission that it needs, for the sentence of a 403 (smile-cdr §3.2). */
  readonly does: string;
  readonly permission: string;
}

export interface Answered {
  readonly status: number;
  /** undefined: no body. */
  readonly json: unknown;
}

export interface Caller {
  readonly place: AdminPlace;
  /** null: without credentials. */
  readonly password: Secret | null;
  readonly connections: Connections;
  /** How long an answer is waited for. */
  readonly milliseconds: number;
}

/**
 * Not followed. No write is repeated; a reading is, once, where a kept connection turned out to be closed by the other side.
 * Throws `target/…`; 404 is an answer.
 */
export async function call(caller: Caller, given: Call): Promise<Answered> {
  const used = { wasKept: false };
  try {
    return await onConnection(caller, given, used);
  } catch (error) {
    const isClosed = error instanceof Fault && (error as Fault).code === 'target/unreachable';
    if (!used.wasKept || !isClosed || given.method !== 'GET') throw error;
    return onConnection(caller, given, used);
  }
}

async function onConnection(
  { connections, ...caller }: Caller,
  given: Call,
  used: { wasKept: boolean },
): Promise<Answered> {
  try {
    return await connections.with(async (agent, isKept) => {
      used.wasKept = isKept;
      return callOn(agent, caller, given);
    });
  } catch (error) {
    if (error instanceof Fault) throw error;
    // There was no way to begin a connection.
    throw translated(error, { host: new URL(caller.place.baseUrl).host, wasSent: false });
  }
}

async function callOn(
  dispatcher: Agent,
  { place, password, milliseconds }: Omit<Caller, 'connections'>,
  given: Call,
): Promise<Answered> {
  const url = new URL(given.path, place.baseUrl);
  const { host } = url;
  const progress = { sent: false };
  // AbortSignal.timeout would keep all that the call touched until its time is over, for each of thousands of calls.
  const patience = new AbortController();
  const timer = setTimeout(() => {
    patience.abort(new DOMException('Nobody answered in time', 'TimeoutError'));
  }, milliseconds);
  try {
    const response = await request(url, {
      method: given.method,
      headers: headersFor(place, password, given),
      ...(given.body === undefined ? {} : { body: Readable.from(bodyOf(given.body, progress)) }),
      signal: patience.signal,
      dispatcher,
    });
    const { statusCode: status } = response;
    const body = await readCapped(response.body, CAP_BYTES);
    // A write that was done is told by its status; what it made is read afterwards, and not believed from here.
    if (given.method !== 'GET' && status >= 200 && status < 300) return { status, json: undefined };
    if (body === null) throw new Fault('target/too-large', { host });
    const text = body.toString('utf8');
    const says = () => wordsOf(text, given, confidence({ place, password }, given));
    return answerOf(response, { text, url, given, says });
  } catch (error) {
    throw error instanceof Fault
      ? error
      : translated(error, { host, dispatcher, wasSent: given.method !== 'GET' && progress.sent });
  } finally {
    clearTimeout(timer);
  }
}

function headersFor({ username }: AdminPlace, password: Secret | null, { body }: Call): Record<string, string> {
  const pair = password === null ? null : Buffer.from(`${username}:${password.reveal()}`, 'utf8').toString('base64');
  return {
    accept: 'application/json',
    ...(pair === null ? {} : { authorization: `Basic ${pair}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
}

/** Asked for once the connection stands and is trusted: from then on nobody knows what became of the request. */
async function* bodyOf(body: unknown, progress: { sent: boolean }): AsyncGenerator<Uint8Array> {
  progress.sent = true;
  yield Buffer.from(JSON.stringify(body));
  await wait(0);
}

function answerOf(
  { statusCode: status, headers }: Dispatcher.ResponseData,
  { text, url, given, says }: { text: string; url: URL; given: Call; says: () => string },
): Answered {
  const { host } = url;
  const { does, permission, path } = given;
  if (status >= 300 && status < 400)
    throw new Fault('target/redirect', { host, location: shownLocation(headerOf(headers, 'location'), url.href) });
  if (status === 401) throw new Fault('target/not-allowed', { host });
  if (status === 403) throw new Fault('target/forbidden', { does, permission });
  if (status === 404 && given.method !== 'GET')
    throw new Fault('target/not-found', { host, path: decodeURIComponent(path) });
  if (status >= 500) throw new Fault('target/server-error', { host, status: String(status), says: says() });
  if (status >= 400 && status !== 404)
    throw new Fault('target/refused', { host, status: String(status), says: says() });
  if (status === 404 || text === '') return { status, json: undefined };
  if (given.isText === true) return { status, json: text };
  try {
    return { status, json: JSON.parse(text) as unknown };
  } catch (error) {
    throw new Fault(
      'target/not-json',
      { host, contentType: headerOf(headers, 'content-type') || 'no content type' },
      { cause: error },
    );
  }
}

function headerOf(headers: Dispatcher.ResponseData['headers'], name: string): string {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

function secretIn(body: unknown): string {
  const secret = (body as Record<string, unknown> | undefined)?.[secretKey];
  return typeof secret === 'string' ? secret : '';
}

/** What the server was sent and nobody else may see. */
function confidence({ place, password }: Pick<Caller, 'place' | 'password'>, { body }: Call): string[] {
  const word = password?.reveal() ?? '';
  const pair = word === '' ? '' : Buffer.from(`${place.username}:${word}`).toString('base64');
  return [word, pair, secretIn(body)].flatMap((secret) =>
    secret === '' ? [] : [secret, Buffer.from(secret).toString('base64')],
  );
}

/** An error may quote what it refuses, and its words are kept. */
function wordsOf(text: string, { sendsKeys }: Call, secrets: readonly string[]): string {
  if (sendsKeys === true) return '(its words are not shown: they may quote the keys)';
  const words = sentenceOf(text);
  return quotes(words, secrets) ? '(its words are not shown: they quote what was sent in confidence)' : words;
}

/** The server’s own words, on one line: plain text, or a message in JSON (smile-cdr §3.4). */
function sentenceOf(text: string): string {
  let words = text.slice(0, MOST_WORDS);
  try {
    const json = JSON.parse(text) as { message?: unknown };
    if (typeof json.message === 'string') words = json.message.slice(0, MOST_WORDS);
  } catch {
    // Plain text is the rule there.
  }
  // What a terminal would obey is not shown.
  const plain = words
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/[\u0000-\u001f\u007f\u0080-\u009f\s]+/g, ' ')
    .trim();
  return plain === '' ? '(no words)' : plain.slice(0, WORDS);
}

type Way = 'unknown-ca' | 'wrong-host' | 'private-address' | 'handshake-refused' | 'client-key-gone';
const codes: Readonly<Record<string, Way>> = {
  'discovery/tls-unknown-ca': 'unknown-ca',
  'discovery/tls-self-signed': 'unknown-ca',
  'discovery/tls-incomplete-chain': 'unknown-ca',
  'discovery/tls-wrong-host': 'wrong-host',
  'discovery/forbidden-address': 'private-address',
  'discovery/tls-handshake-refused': 'handshake-refused',
  'discovery/tls-certificate-wanted': 'handshake-refused',
  'discovery/tls-certificate-refused': 'handshake-refused',
  'discovery/client-certificate-gone': 'client-key-gone',
};

/** Before a request could go out nothing can have happened there; afterwards nobody knows. */
function translated(
  error: unknown,
  { host, dispatcher, wasSent }: { host: string; dispatcher?: Agent; wasSent: boolean },
): Fault {
  const { code, detail } = networkCauseOf(error, dispatcher);
  if (wasSent) return new Fault('target/unknown-outcome', { host }, { cause: error });
  if (code === 'discovery/timeout' || code === 'discovery/stall')
    return new Fault('target/timeout', { host }, { cause: error });
  if (code.startsWith('discovery/proxy-')) return new Fault('target/proxy', { host, detail }, { cause: error });
  const other = code.startsWith('discovery/tls-') ? 'tls' : 'unreachable';
  return new Fault(`target/${codes[code] ?? other}`, { host, detail }, { cause: error });
}
