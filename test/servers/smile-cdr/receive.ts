/** @file One call, from its arrival to its answer, with whatever mishap was arranged for it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { readText } from '../loopback.ts';
import { Refusal } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Assumptions } from './assumptions.ts';
import type { Mishaps } from './mishaps.ts';
import { route } from './routes.ts';
import { send, sendCut } from './send.ts';
import type { State } from './state.ts';
import { authenticate, permit } from './users.ts';
import type { User } from './users.ts';

export interface LoggedRequest {
  readonly method: string;
  /** With the query, without the context path. */
  readonly path: string;
  /** null: no answer was sent, or a part of one. */
  readonly status: number | null;
}

export interface Running {
  /** '' or with a slash before and none behind. */
  readonly contextPath: string;
  readonly users: readonly User[];
  readonly assumptions: Assumptions;
  readonly state: State;
  readonly mishaps: Mishaps;
  readonly requests: LoggedRequest[];
}

export async function receive(running: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET';
  const url = request.url ?? '/';
  const isOurs = url.startsWith(`${running.contextPath}/`);
  const path = isOurs ? url.slice(running.contextPath.length) : url;
  const log = (status: number | null) => running.requests.push({ method, path, status });

  const mishap = isOurs ? running.mishaps.take(method, path) : null;
  if (mishap === 'lose-request' || mishap === 'stall') {
    log(null);
    if (mishap === 'lose-request') response.destroy();
    return;
  }
  const shaped = typeof mishap === 'object' ? mishap : null;
  if (shaped !== null && 'status' in shaped) {
    log(shaped.status);
    response.writeHead(shaped.status, { 'Content-Type': 'text/plain', ...shaped.headers }).end(shaped.text);
    return;
  }

  const cut = shaped !== null && 'cutAt' in shaped ? shaped : null;
  const text = await readText(request);
  // What is undone was carried out on a copy: its answer is the one that the call would have had.
  const at = cut?.when === 'before' ? { ...running, state: structuredClone(running.state) } : running;
  const answer = isOurs ? attempt(at, request, { method, path, text }) : { status: 404, body: 'Not Found' };
  const isWhole = mishap === null || (shaped !== null && 'slow' in shaped);
  log(isWhole ? answer.status : null);
  if (mishap === 'lose-answer') response.destroy();
  if (cut !== null) sendCut(response, answer, cut.cutAt);
  if (!isWhole) return;

  if (shaped !== null && 'slow' in shaped) await whileOpen(response, shaped.slow);
  if (!response.destroyed) send(response, answer);
}

/** Waits, but not for a caller who has gone, nor after the server was stopped. */
async function whileOpen(response: ServerResponse, milliseconds: number): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  await wait(milliseconds, undefined, { signal: gone.signal }).catch((error: unknown) => {
    if (!gone.signal.aborted) throw error;
  });
}

function attempt(
  running: Running,
  request: IncomingMessage,
  call: { method: string; path: string; text: string },
): Answer {
  const { assumptions } = running;
  try {
    return carryOut(running, request, call);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, message } = error;
    return { status, body: assumptions.errorBody === 'text' ? message : { status, message } };
  }
}

function carryOut(
  { users, assumptions, state }: Running,
  request: IncomingMessage,
  { method, path, text }: { method: string; path: string; text: string },
): Answer {
  const { pathname, searchParams } = new URL(`http://admin-api${path}`);
  const user = authenticate(users, request.headers.authorization);
  const found = route({ method, path: pathname }, assumptions);
  if (found === null) throw new Refusal(404, 'Not Found');

  permit(user, found.route.needs);
  const body = method === 'GET' ? undefined : readJson(request, text);
  return found.route.answer({ path: found.parts, query: searchParams, body, state, assumptions });
}

function readJson(request: IncomingMessage, text: string): unknown {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
    throw new Refusal(415, 'Unsupported Media Type');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, 'The request body is not JSON');
  }
}
