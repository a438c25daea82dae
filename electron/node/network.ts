/** @file How every connection is made: whom it trusts, which addresses it takes, through which proxy, and what went wrong, in our own codes. */
import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';
import tls from 'node:tls';
import type { SecureContext } from 'node:tls';
import { Agent, buildConnector } from 'undici';
import { causeOfSignal } from '#core/domain/discovery/causes/asking.ts';
import type { Network } from '#core/ports.ts';
import { addressRefusal } from './addresses.ts';
import type { ConnectionWatch } from './connection-watch.ts';
import { follow } from './connection-watch.ts';
import { hostRefusal, isMetadataName, plainHost } from './host-names.ts';
import type { Proxy } from './proxy.ts';
import { tunnel } from './proxy.ts';
import { Refused } from './refused.ts';

const CONNECT_MILLISECONDS = 8_000;

/** What a connection needs beside what is public: the proxy with its password, and a client certificate with its key (PEM). */
export interface Private {
  readonly proxy: Proxy | null;
  readonly client: { readonly certificate: string; readonly key: string } | null;
}

/**
 * An agent that remembers the first thing that went wrong on its connection. A server that wants a client certificate
 * says so after the handshake (TLS 1.3); undici then tells only that the other side closed.
 */
class WatchedAgent extends Agent {
  firstError: Error | null = null;
}

export interface Watching {
  readonly watch?: ConnectionWatch;
  /** Ends what is still being connected: destroying the agent waits for that. */
  readonly signal?: AbortSignal;
  /** How long a connection waits for the next request of the same work; it serves one request where nothing is said. */
  readonly keptMilliseconds?: number;
}

/** A connection of its own for each request, but where `keptMilliseconds` says otherwise: nothing lingers when the work is done, and each one is judged anew. */
export function agentFor(
  network: Network,
  { proxy, client }: Private = { proxy: null, client: null },
  { watch, signal, keptMilliseconds }: Watching = {},
): Agent {
  const straight = buildConnector({
    secureContext: secureContextFor(network.authorities, client),
    // Said, for NODE_TLS_REJECT_UNAUTHORIZED=0 counts wherever nothing is said.
    rejectUnauthorized: true,
    timeout: CONNECT_MILLISECONDS,
    lookup: guardedLookup(network, watch),
  }) as SocketConnector;
  const connect: Connector = (options, done) => {
    const socket = straight(options, (...answer) => {
      signal?.removeEventListener('abort', drop);
      answer[1]?.prependOnceListener('error', (error: Error) => {
        agent.firstError ??= error;
      });
      done(...answer);
    });
    const drop = () => socket.destroy(new Error('Nobody waits for it'));
    signal?.addEventListener('abort', drop, { once: true });
    const port = options.port || (options.protocol === 'https:' ? '443' : '80');
    if (watch !== undefined) follow(watch, socket, { hostname: options.hostname, port, tunnelled: proxy !== null });
  };
  const agent = new WatchedAgent({
    connect: (options, done) => {
      // The lookup is not asked for an address that is one already, and a proxy looks up for itself.
      const refusal = refusalOf(options.hostname, network, proxy);
      if (refusal !== null) done(new Refused(refusal, refusal), null);
      else if (proxy === null) connect(options, done);
      else throughProxy(proxy, { options, done, connect, authorities: network.authorities, watch, signal });
    },
    ...(keptMilliseconds === undefined
      ? { pipelining: 0 }
      : { pipelining: 1, connections: 1, keepAliveTimeout: keptMilliseconds, keepAliveMaxTimeout: keptMilliseconds }),
    maxHeaderSize: 32_768,
  });
  return agent;
}

/** Straight, a name is judged by where it leads: see `guardedLookup`. */
function refusalOf(hostname: string, { allowPrivate }: Network, proxy: Proxy | null) {
  if (proxy !== null || isIP(plainHost(hostname)) !== 0) return hostRefusal(hostname, allowPrivate);
  return isMetadataName(hostname) ? 'discovery/forbidden-address' : null;
}

type Connector = ReturnType<typeof buildConnector>;
/** What it is; its type leaves out that it answers the socket at once. */
type SocketConnector = (...given: Parameters<Connector>) => Socket;

function throughProxy(
  proxy: Proxy,
  given: {
    options: Parameters<Connector>[0];
    done: Parameters<Connector>[1];
    connect: Connector;
    authorities: readonly string[];
    watch: ConnectionWatch | undefined;
    signal: AbortSignal | undefined;
  },
): void {
  const { options, done, connect, authorities, watch, signal } = given;
  const isTls = options.protocol === 'https:';
  const target = { host: options.hostname, port: options.port || (isTls ? '443' : '80') };
  watch?.begins('proxy');
  tunnel(proxy, target, { authorities: trusted(authorities), milliseconds: CONNECT_MILLISECONDS, signal }).then(
    (socket) => {
      watch?.done(proxy.url.host);
      if (isTls) {
        connect({ ...options, httpSocket: socket }, done);
        return;
      }
      watch?.made(socket);
      watch?.begins('request');
      done(null, socket);
    },
    (error: unknown) => {
      done(error as Error, null);
    },
  );
}

/** What is checked is what is connected to: a name that is asked again could answer otherwise (DNS rebinding). */
function guardedLookup({ allowPrivate }: Network, watch?: ConnectionWatch): LookupFunction {
  return (hostname, options, done) => {
    watch?.begins('dns');
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) {
        done(error, []);
        return;
      }
      const refusal = found.map(({ address }) => addressRefusal(address, allowPrivate)).find((code) => code !== null);
      const [first] = found;
      // One bad address among good ones is one too many: who chose the name chose it for the bad one.
      if (refusal !== undefined) {
        done(new Refused(refusal, refusal), []);
        return;
      }
      watch?.done(found.map(({ address }) => address).join(', '));
      watch?.begins('tcp');
      if (options.all === true || first === undefined) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

/** Reading the system's list takes longer than a handshake: one context serves all who trust alike. */
const contexts = new Map<string, SecureContext>();
const MOST_CONTEXTS = 32;

function secureContextFor(authorities: readonly string[], client: Private['client']): SecureContext {
  const make = () =>
    tls.createSecureContext({
      ca: trusted(authorities),
      minVersion: 'TLSv1.2',
      ...(client === null ? {} : { cert: client.certificate, key: client.key }),
    });
  // A private key stays nowhere longer than its connection.
  if (client !== null) return make();
  const name = authorities.join('');
  const known = contexts.get(name) ?? make();
  if (contexts.size >= MOST_CONTEXTS) contexts.clear();
  contexts.set(name, known);
  return known;
}

function trusted(authorities: readonly string[]): string[] {
  return [...systemAuthorities(), ...authorities];
}

let known: readonly string[] | undefined;

/** Those of the system and of Node's own list; NODE_EXTRA_CA_CERTS counts where the runtime reads it. */
function systemAuthorities(): readonly string[] {
  // Node 20 has no way to ask the system.
  const ask = (tls as { getCACertificates?: (type: 'default' | 'system') => string[] }).getCACertificates;
  known ??= ask === undefined ? tls.rootCertificates : [...new Set([...ask('default'), ...ask('system')])];
  return known;
}

/**
 * The root cause of a failed request through an agent. `detail` is the runtime's own code for it, never a message: that
 * may quote anything.
 */
export function networkCauseOf(error: unknown, agent?: Agent): { code: string; detail: string } {
  const first = agent instanceof WatchedAgent ? agent.firstError : null;
  const chain = [...causesOf(error), ...causesOf(first)];
  for (const { error: at, code, name } of chain.toReversed()) {
    if (at instanceof Refused) return { code: at.code, detail: at.detail };
    if (name === 'TimeoutError') return { code: 'discovery/timeout', detail: 'TimeoutError' };
    if (name === 'AbortError') return { code: 'discovery/cancelled', detail: 'AbortError' };
    if (name === 'HTTPParserError') return { code: 'discovery/protocol', detail: code ?? name };
    if (code === undefined) continue;
    const ours = causeOfSignal(code);
    if (ours !== null) return { code: ours, detail: code };
  }
  return { code: 'discovery/other-network', detail: chain.find(({ code }) => code !== undefined)?.code ?? 'unknown' };
}

interface Link {
  readonly error: Error;
  readonly name: string;
  readonly code: string | undefined;
}

/** From the outermost error to the root; of several tries (one for each address) the last one counts. */
function causesOf(error: unknown): Link[] {
  const chain: Link[] = [];
  let at: unknown = error;
  for (let depth = 0; depth < 10 && at instanceof Error; depth += 1) {
    const { code } = at as { code?: unknown };
    chain.push({ error: at, name: at.name, code: typeof code === 'string' ? code : undefined });
    at = at.cause ?? (at instanceof AggregateError ? at.errors.at(-1) : undefined);
  }
  return chain;
}
