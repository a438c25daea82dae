/** @file One call, from its arrival to its answer, with whatever mishap was arranged for it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readText } from '../loopback.ts';
import { Refusal } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Assumptions } from './assumptions.ts';
import type { Mishaps } from './mishaps.ts';
import { route } from './routes.ts';
import type { State } from './state.ts';
import { authenticate, permit } from './users.ts';
import type { User } from './users.ts';

export interface LoggedRequest {
  readonly method: string;
  /** With the query, without the context path. */
  readonly path: string;
  /** null: no answer was sent. */
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
  if (typeof mishap === 'object' && mishap !== null) {
    log(mishap.status);
    response.writeHead(mishap.status, { 'Content-Type': 'text/plain', ...mishap.headers }).end(mishap.text);
    return;
  }

  const text = await readText(request);
  const answer = isOurs ? attempt(running, request, { method, path, text }) : { status: 404, body: 'Not Found' };
  log(mishap === null ? answer.status : null);
  if (mishap === 'lose-answer') response.destroy();
  else if (mishap === null) send(response, answer);
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

function send(response: ServerResponse, { status, body }: Answer): void {
  // smile-cdr §7: the realm of the sample configuration.
  if (status === 401) response.setHeader('WWW-Authenticate', 'Basic realm="Smile CDR"');
  if (body === undefined) response.writeHead(status).end();
  else if (typeof body === 'string')
    response.writeHead(status, { 'Content-Type': 'text/plain;charset=UTF-8' }).end(body);
  else response.writeHead(status, { 'Content-Type': 'application/json;charset=UTF-8' }).end(JSON.stringify(body));
}
