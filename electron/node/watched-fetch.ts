/** @file A fetch for one request that keeps what a diagnosis needs: times, status, headers and the body, or why nothing came. */
import diagnosticsChannel from 'node:diagnostics_channel';
import type { CustomFetch } from 'openid-client';
import { fetch as undiciFetch } from 'undici';
import type { Agent } from 'undici';
import { Fault } from '#core/domain/fault.ts';
import type { Network } from '#core/ports.ts';
import type { Connections } from './connections.ts';
import { networkCauseOf } from './network.ts';
import { readCapped } from './read-capped.ts';

/** What an answer may weigh: a token answer has a few hundred bytes. */
const CAP_BYTES = 1_048_576;

class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

export interface Watched {
  readonly fetch: CustomFetch;
  response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
  } | null;
  failure: { readonly code: string; readonly detail: string } | null;
  /** Host and port of the proxy that stood between; null: none. */
  proxy: string | null;
  /** What kept us from even trying. */
  fault: Fault | null;
  /** 0 where no connection was made. */
  connectMilliseconds: number;
  answerMilliseconds: number;
}

export function watchedFetch(connections: Connections, network: Network, timeoutMilliseconds: number): Watched {
  const watched: Watched = {
    fetch,
    response: null,
    failure: null,
    proxy: null,
    fault: null,
    connectMilliseconds: 0,
    answerMilliseconds: 0,
  };

  async function fetch(...[url, options]: Parameters<CustomFetch>): Promise<Response> {
    const startedAt = performance.now();
    const stopWatching = onConnected(new URL(url).host, () => {
      watched.connectMilliseconds = Math.max(1, Math.round(performance.now() - startedAt));
    });
    let dispatcher: Agent | undefined;
    try {
      const opened = await connections.open(url, network);
      ({ dispatcher } = opened);
      watched.proxy = opened.proxy;
      const response = await undiciFetch(url, {
        method: options.method,
        headers: options.headers,
        body: options.body instanceof URLSearchParams ? options.body.toString() : null,
        // Credentials go where the person said, and nowhere that an answer names.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMilliseconds),
        dispatcher,
      });
      const body = await readCapped(response.body, CAP_BYTES);
      if (body === null) throw new TooLarge();
      const headers = Object.fromEntries(response.headers);
      watched.response = { status: response.status, headers, body };
      watched.answerMilliseconds = Math.round(performance.now() - startedAt) - watched.connectMilliseconds;
      const bodiless = [204, 205, 304].includes(response.status);
      return new Response(bodiless ? null : new Uint8Array(body), { status: response.status, headers });
    } catch (error) {
      // A locked keychain is no network failure: it keeps its own words.
      if (error instanceof Fault) watched.fault = error as Fault;
      watched.failure =
        error instanceof TooLarge
          ? { code: 'token/too-large', detail: `${CAP_BYTES} bytes` }
          : networkCauseOf(error, dispatcher);
      throw error;
    } finally {
      stopWatching();
      void dispatcher?.destroy().catch(() => undefined);
    }
  }
  return watched;
}

/** undici tells of new connections by a channel only; a kept connection tells nothing, and its time is then 0. */
function onConnected(host: string, seen: () => void): () => void {
  const channel = 'undici:client:connected';
  const listener = (message: unknown) => {
    const { connectParams } = message as { connectParams: { host: string } };
    if (connectParams.host === host) seen();
  };
  diagnosticsChannel.subscribe(channel, listener);
  return () => diagnosticsChannel.unsubscribe(channel, listener);
}
