/** @file Reads public documents over the network: small ones, soon, and from nowhere else than asked. */
import { fetch } from 'undici';
import type { Network, Web, WebAnswer } from '#core/ports.ts';
import { agentFor, networkCauseOf } from './network.ts';
import { readCapped } from './read-capped.ts';

const SECONDS = 10;
const CAP_BYTES = 1_048_576;

export const web: Web = { get };

async function get(url: string, network: Network): Promise<WebAnswer> {
  const startedAt = performance.now();
  const milliseconds = () => Math.round(performance.now() - startedAt);
  const signal = AbortSignal.timeout(SECONDS * 1000);
  const dispatcher = agentFor(network);
  let answered = false;
  try {
    const response = await fetch(url, {
      headers: {
        accept: 'application/json, application/fhir+json;q=0.9, */*;q=0.1',
        'accept-encoding': 'gzip, deflate, br',
      },
      redirect: 'manual',
      credentials: 'omit',
      signal,
      dispatcher,
    });
    answered = true;
    const body = await readCapped(response.body, CAP_BYTES);
    if (body === null)
      return { is: 'failed', code: 'discovery/too-large', detail: `${CAP_BYTES} bytes`, milliseconds: milliseconds() };
    const headers = Object.fromEntries(response.headers);
    return {
      is: 'answered',
      status: response.status,
      headers,
      body: new Uint8Array(body),
      milliseconds: milliseconds(),
    };
  } catch (error) {
    const { code, detail } = networkCauseOf(error);
    // The same timer, before and within an answer: two causes for whoever has to mend it.
    const told = answered && code === 'discovery/timeout' ? 'discovery/stall' : code;
    return { is: 'failed', code: told, detail, milliseconds: milliseconds() };
  } finally {
    // What is left of an answer that was too large is not waited for.
    void dispatcher.destroy().catch(() => undefined);
  }
}
