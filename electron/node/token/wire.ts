/** @file One exchange on the wire: what went out, what came back or why nothing did, and the time line of it. */
import { fetch } from 'undici';
import type { Agent } from 'undici';
import { Fault } from '#core/domain/fault.ts';
import type { TlsFacts } from '#core/domain/token/report.ts';
import type { Exchange, Network, Watcher } from '#core/ports.ts';
import type { ConnectionWatch } from '../connection-watch.ts';
import type { Connections, Opened } from '../connections.ts';
import { deadline } from '../deadline.ts';
import { networkCauseOf } from '../network.ts';
import { readCapped } from '../read-capped.ts';
import { onWire } from './on-wire.ts';
import type { TimeLine } from './time-line.ts';
import { timeLine } from './time-line.ts';
import type { Seen } from './tls-facts.ts';
import { seenOf } from './tls-facts.ts';

/** What an answer may weigh: a token answer has a few hundred bytes. */
const CAP_BYTES = 1_048_576;

export interface Outgoing {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly network: Network;
  /** For all of it, from the first look at the settings to the last byte. */
  readonly milliseconds: number;
  /** What becomes of a body beyond 1 MiB: `drop` leaves it unread, and the answer has none. */
  readonly tooLarge: 'fail' | 'drop';
}

export interface Incoming {
  readonly status: number;
  /** Names in lower case; `set-cookie` may come often. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/** An answer as it may be kept, and in a few words. */
interface Told {
  readonly answer: Exchange['answer'];
  readonly noted: string;
}

export interface Passed<T extends Told> extends Exchange {
  /** What was read of the answer; null: none came. */
  readonly told: T | null;
  /** Headers as they went out, by names in lower case; null: nothing did. */
  readonly wentOut: Readonly<Record<string, string>> | null;
}

class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** Sends once, follows nothing. Throws the vault's faults; whatever the network does is a value. */
export async function exchange<T extends Told>(
  connections: Connections,
  outgoing: Outgoing,
  { read, watcher = {} }: { read: (incoming: Incoming) => T; watcher?: Watcher | undefined },
): Promise<Passed<T>> {
  const line = timeLine(watcher);
  const limit = deadline(outgoing.milliseconds, watcher.signal);
  const seen = watchWire(line, outgoing);
  const way: Way = { connections, outgoing, watch: seen.watch, signal: limit.signal };
  try {
    const { incoming, opened, code, detail } = await cross(way, seen.answers);
    const told = incoming === null ? null : read(incoming);
    if (told === null) line.failed(detail);
    else line.done(told.noted);
    return {
      code,
      detail,
      told,
      answer: told?.answer ?? null,
      steps: line.steps(),
      tls: seen.tls(detail, opened?.offersCertificate === true),
      ...(opened?.proxy == null ? {} : { proxy: opened.proxy }),
      wentOut: seen.wentOut(),
    };
  } finally {
    line.close();
    limit.done();
    seen.stop();
  }
}

interface Way {
  readonly connections: Connections;
  readonly outgoing: Outgoing;
  readonly watch: ConnectionWatch;
  readonly signal: AbortSignal;
}

interface Crossed {
  readonly incoming: Incoming | null;
  readonly opened: Opened | undefined;
  readonly code: string;
  readonly detail: string;
}

async function cross({ connections, outgoing, watch, signal }: Way, answers: () => boolean): Promise<Crossed> {
  let opened: Opened | undefined;
  try {
    opened = await orEnd(connections.open(outgoing.url, outgoing.network, { watch, signal }), signal);
    return { incoming: await ask(outgoing, opened.dispatcher, signal), opened, code: '', detail: '' };
  } catch (error) {
    // A locked keychain is no network failure: it keeps its own words.
    if (error instanceof Fault) throw error;
    const cause = causeOf(error, { answers: answers(), signal, dispatcher: opened?.dispatcher });
    return { incoming: null, opened, ...cause };
  } finally {
    void opened?.dispatcher.destroy().catch(() => undefined);
  }
}

async function ask(
  { url, method, headers, body, tooLarge }: Outgoing,
  dispatcher: Agent,
  signal: AbortSignal,
): Promise<Incoming> {
  // Credentials go where the person said, and nowhere that an answer names.
  const response = await fetch(url, { method, headers, body, redirect: 'manual', signal, dispatcher });
  const came = await readCapped(response.body, CAP_BYTES);
  if (came === null && tooLarge === 'fail') throw new TooLarge();
  return { status: response.status, headers: [...response.headers], body: came ?? new Uint8Array() };
}

/** The request is out; an answer that comes before the request has ended says so too. */
function asked(line: TimeLine, { method, body }: Outgoing): void {
  if (line.underWay() !== 'request') return;
  line.done(body === null ? method : `${method}, ${bytesOf(body).toLocaleString('en-US')} bytes`);
  line.begins('answer');
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

/** What the vault and the system are asked for has no way to be stopped: nobody waits for it then. */
async function orEnd<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject);
  });
}

function causeOf(
  error: unknown,
  given: { answers: boolean; signal: AbortSignal; dispatcher: Agent | undefined },
): { code: string; detail: string } {
  if (error instanceof TooLarge) return { code: 'token/too-large', detail: `${CAP_BYTES} bytes` };
  const { answers, signal, dispatcher } = given;
  // When the time was over, whatever broke afterwards broke by that.
  const { code, detail } = signal.aborted ? networkCauseOf(signal.reason) : networkCauseOf(error, dispatcher);
  if (code === 'discovery/cancelled') return { code: 'token/cancelled', detail: 'cancelled' };
  // The same timer, before and within an answer: two causes for whoever has to mend it.
  return { code: answers && code === 'discovery/timeout' ? 'discovery/stall' : code, detail };
}

/** What is seen on the way, gathered: the time line, the chain, and what really went out. */
function watchWire(line: TimeLine, outgoing: Outgoing) {
  let ours: unknown = null;
  let answers = false;
  let wentOut: Readonly<Record<string, string>> | null = null;
  const handshake = watchHandshake();
  const watch: ConnectionWatch = {
    ...handshake.watch,
    begins: (step) => {
      if (step === 'tls') handshake.begins();
      line.begins(step);
    },
    done: line.done,
    made: (socket) => (ours = socket),
  };
  const stop = onWire((socket) => socket !== null && socket === ours, {
    // undici writes the length behind the head that it tells of.
    sending: (headers) =>
      (wentOut = outgoing.body === null ? headers : { ...headers, 'content-length': String(bytesOf(outgoing.body)) }),
    sent: () => asked(line, outgoing),
    answering: () => {
      answers = true;
      asked(line, outgoing);
    },
  });
  return { watch, stop, tls: handshake.tls, answers: () => answers, wentOut: () => wentOut };
}

function watchHandshake() {
  let began = false;
  let trusted = false;
  let seen: Seen = { version: '', cipher: '', chain: [] };
  const watch: Pick<ConnectionWatch, 'shown' | 'trusted'> = {
    shown: (socket) => {
      const now = seenOf(socket);
      // A socket that was given up shows nothing any more.
      if (now.chain.length > 0) seen = now;
    },
    trusted: () => (trusted = true),
  };
  return {
    watch,
    begins: () => (began = true),
    tls: (why: string, certificateOffered: boolean): TlsFacts | null =>
      began ? { ...seen, trusted, why: trusted ? '' : why, certificateOffered } : null,
  };
}
