/** @file Reads public documents over the network: small ones, soon, and from nowhere else than asked. */
import { fetch } from 'undici';
import type { Agent } from 'undici';
import { Fault } from '#core/domain/fault.ts';
import type { Web, WebAnswer } from '#core/ports.ts';
import type { Connections } from './connections.ts';
import { deadline } from './deadline.ts';
import { networkCauseOf } from './network.ts';
import { readCapped } from './read-capped.ts';

const SECONDS = 10;
const CAP_BYTES = 1_048_576;

export function webOver(connections: Connections): Web {
  return {
    async get(url, network, signal) {
      const startedAt = performance.now();
      const milliseconds = () => Math.round(performance.now() - startedAt);
      try {
        const { dispatcher, proxy } = await connections.open(url, network);
        try {
          return await ask(url, { dispatcher, proxy, milliseconds, signal });
        } finally {
          // What is left of an answer that was too large is not waited for.
          void dispatcher.destroy().catch(() => undefined);
        }
      } catch (error) {
        // A locked keychain is no network failure: it keeps its own words.
        if (error instanceof Fault) throw error;
        return { is: 'failed', ...networkCauseOf(error), milliseconds: milliseconds() };
      }
    },
  };
}

interface Asking {
  readonly dispatcher: Agent;
  readonly proxy: string | null;
  readonly milliseconds: () => number;
  readonly signal: AbortSignal | undefined;
}

async function ask(url: string, { dispatcher, proxy, milliseconds, signal }: Asking): Promise<WebAnswer> {
  const limit = deadline(SECONDS * 1000, signal);
  const way = proxy === null ? {} : { proxy };
  let answered = false;
  try {
    const response = await fetch(url, {
      headers: {
        accept: 'application/json, application/fhir+json;q=0.9, */*;q=0.1',
        'accept-encoding': 'gzip, deflate, br',
      },
      redirect: 'manual',
      credentials: 'omit',
      signal: limit.signal,
      dispatcher,
    });
    answered = true;
    const body = await readCapped(response.body, CAP_BYTES);
    if (body === null)
      return {
        is: 'failed',
        code: 'discovery/too-large',
        detail: `${CAP_BYTES} bytes`,
        milliseconds: milliseconds(),
        ...way,
      };
    return {
      is: 'answered',
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(body),
      milliseconds: milliseconds(),
      ...way,
    };
  } catch (error) {
    const { code, detail } = networkCauseOf(error, dispatcher);
    // The same timer, before and within an answer: two causes for whoever has to mend it.
    const told = answered && code === 'discovery/timeout' ? 'discovery/stall' : code;
    return { is: 'failed', code: told, detail, milliseconds: milliseconds(), ...way };
  } finally {
    limit.done();
  }
}
