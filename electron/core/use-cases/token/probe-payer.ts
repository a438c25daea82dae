import { Fault, toFailure } from '../../domain/fault.ts';
import { isProduction } from '../../domain/payer/payer.ts';
import type { Payer, PayerRef } from '../../domain/payer/payer.ts';
import { judgeProbe, notRun } from '../../domain/token/judge-probe.ts';
import type { ProbeName, ProbeReport, ProbeResult } from '../../domain/token/probe-report.ts';
import { probesFor } from '../../domain/token/probes.ts';
import type { Way } from '../../domain/token/way.ts';
import { postedTo, wayOf } from '../../domain/token/way.ts';
import type { TokenAnswer, TokenRequest } from '../../ports.ts';
import { confirmed } from './confirmed.ts';
import { giveBack } from './give-back.ts';
import { keepWith } from './keep.ts';
import { probeRequest } from './probe-requests.ts';
import type { TestPorts } from './test-token.ts';
import { prepareRequest } from './token-request.ts';

/** Between two requests: a server that counts them takes them for a person's, and not for an attack. */
const PAUSE_MILLISECONDS = 250;

export interface ProbeWish {
  /** For a payer in production its name, exactly. */
  readonly confirmation: string;
  /** Ends the request that is under way; those after it are not sent, and what is known so far is kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { name: ProbeName; done: number; all: number }) => void;
}

/**
 * Sends requests that a good server refuses, one after the other, each once (a replay twice), and keeps what it did. A good one
 * goes first: where that is not granted, a refusal proves nothing, and none is sent. A token that comes is given back where
 * that is offered, and never kept. Never on a payer in production without its name typed: wrong keys can lock a client.
 * Throws `probe/not-confirmed`, and what `testToken` throws.
 */
export async function probePayer(ports: TestPorts, ref: PayerRef, wish: ProbeWish): Promise<Payer> {
  const given = await ports.store.payer(ref);
  const name = given.name || given.ref;
  if (isProduction(ref) && wish.confirmation !== name) throw new Fault('probe/not-confirmed', { name });
  const payer = await confirmed(ports, given);
  const report = await probed(ports, payer, wish);
  return keepWith(ports, ref, () => ({ probes: report }));
}

async function probed(ports: TestPorts, payer: Payer, wish: ProbeWish): Promise<ProbeReport> {
  const at = ports.clock.now().toISOString();
  const way = wayOf(payer);
  const names = probesFor(way);
  const answer = await send(ports, payer, { request: (await prepareRequest(ports, payer)).request, wish });
  const plain = plainOf(answer);
  const results: ProbeResult[] = [];
  for (const name of names) {
    if (plain?.is !== 'granted') {
      results.push(notRun(name, way, plain === null ? cancelledWords : incomparable(plain)));
      continue;
    }
    if (!isEnded(wish)) await ports.clock.wait(PAUSE_MILLISECONDS, wish.signal);
    wish.onProgress?.({ name, done: results.length, all: names.length });
    results.push(isEnded(wish) ? notRun(name, way, cancelledWords) : await probe(ports, payer, { name, way, wish }));
  }
  return { at, endpoint: postedTo(payer), plain, results };
}

interface OneProbe {
  readonly name: ProbeName;
  readonly way: Way;
  readonly wish: ProbeWish;
}

/** Where something of ours breaks in the middle, a vault that was locked for instance, what was seen until then is kept. */
async function probe(ports: TestPorts, payer: Payer, one: OneProbe): Promise<ProbeResult> {
  try {
    return await sentProbe(ports, payer, one);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return notRun(one.name, one.way, toFailure(error));
  }
}

async function sentProbe(ports: TestPorts, payer: Payer, { name, way, wish }: OneProbe): Promise<ProbeResult> {
  const request = await probeRequest(ports, payer, name);
  if (name === 'replayed-jti') {
    const first = await send(ports, payer, { request, wish });
    if (first.is === 'cancelled') return notRun(name, way, cancelledWords);
    if (first.is !== 'granted') return notRun(name, way, firstRefused(first));
    await ports.clock.wait(PAUSE_MILLISECONDS, wish.signal);
    if (isEnded(wish)) return notRun(name, way, cancelledWords);
  }
  const answer = await send(ports, payer, { request, wish });
  return answer.is === 'cancelled' ? notRun(name, way, cancelledWords) : judgeProbe(name, way, answer);
}

/** One request; what it was granted is given back at once. */
async function send(
  ports: TestPorts,
  payer: Payer,
  { request, wish }: { request: TokenRequest; wish: ProbeWish },
): Promise<TokenAnswer> {
  const answer = await ports.tokenEndpoint.request(request, wish.signal === undefined ? {} : { signal: wish.signal });
  if (answer.accessToken !== null) await giveBack(ports, payer, answer.accessToken);
  return answer;
}

/** Asked anew each time: it changes while we wait. */
function isEnded({ signal }: ProbeWish): boolean {
  return signal?.aborted ?? false;
}

function plainOf({ is, answer, error }: TokenAnswer): ProbeReport['plain'] {
  return is === 'cancelled' ? null : { is, status: answer?.status ?? null, error };
}

const cancelledWords = {
  says: 'Not sent: the probes were cancelled before.',
  hint: 'Run them again when you like.',
};

function incomparable({ status, error }: NonNullable<ProbeReport['plain']>) {
  const came = error || (status === null ? 'no answer' : `status ${String(status)}`);
  return {
    says: `Not sent: the plain request before it was not granted (${came}), so a refusal would prove nothing.`,
    hint: 'Run the live test, and mend what it names first.',
  };
}

function firstRefused({ answer, error }: TokenAnswer) {
  const came = error || (answer === null ? 'no answer' : `status ${String(answer.status)}`);
  return {
    says: `The assertion was not taken the first time already (${came}), so there was nothing to repeat.`,
    hint: 'Run the probes again. Where it stays so, the payer may count requests: wait some minutes.',
  };
}
