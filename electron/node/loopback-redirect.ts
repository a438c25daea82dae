/**
 * @file The way back from the person's browser: a listener on this machine alone, for one answer (RFC 8252 §7.3). Whoever else
 * calls it, another program or a page that guesses the port, does not know the state, and learns nothing.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '#core/domain/fault.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Browser, SignInAnswer } from '#core/ports.ts';
import { deadline } from './deadline.ts';

/** A person signs in, looks for a phone, and signs in again. */
const MINUTES = 5;
/** RFC 6749 §4.1.2.1 sets no limit; a person reads one sentence. */
const WORDS = 300;

const pages = {
  done: 'You can close this page. Payer Wizard has what it needs.',
  refused: 'You can close this page. The sign-in was refused; Payer Wizard says why.',
  unknown: 'Nothing is expected here.',
} as const;

type Receive = Browser['receive'];

export const receiveAtLoopback: Receive = async ({ redirect, state, onListening }, signal) => {
  const { hostname, pathname, port } = new URL(redirect);
  const host = hostname === '[::1]' ? '::1' : '127.0.0.1';
  const limit = deadline(MINUTES * 60_000, signal);
  const answered = Promise.withResolvers<SignInAnswer>();
  let redirectUri = redirect;
  const server = createServer((request, response) => {
    const query = queryOf(request, pathname);
    if (query === null || query.get('state') !== state) {
      reply(response, 404, pages.unknown);
      return;
    }
    const answer = answerOf(query, redirectUri);
    reply(response, 200, answer.is === 'code' ? pages.done : pages.refused);
    answered.resolve(answer);
  });
  try {
    await listening(server, { host, port: Number(port) });
    redirectUri = withPort(redirect, (server.address() as AddressInfo).port);
    limit.signal.addEventListener('abort', () => {
      answered.resolve({ is: 'nothing', why: signal?.aborted === true ? 'cancelled' : 'time-out' });
    });
    if (limit.signal.aborted) return { is: 'nothing', why: 'cancelled' };
    await onListening(redirectUri);
    return await answered.promise;
  } finally {
    limit.done();
    // The page that was just answered may finish; a connection that a browser keeps open may not hold us.
    server.close();
    server.closeIdleConnections();
  }
};

function queryOf({ method, url = '/' }: IncomingMessage, pathname: string): URLSearchParams | null {
  const asked = new URL(url, 'http://loopback.invalid');
  return method === 'GET' && asked.pathname === pathname ? asked.searchParams : null;
}

/** A member that is there twice is an attack or a bug (RFC 6749 §3.1): the answer is then not believed. */
function answerOf(query: URLSearchParams, redirectUri: string): SignInAnswer {
  const one = (name: string) => (query.getAll(name).length === 1 ? (query.get(name) ?? '') : '');
  const [code, issuer] = [one('code'), one('iss')];
  if (code !== '') return { is: 'code', code: new Secret(code), issuer, redirectUri };
  const words = (name: string) =>
    one(name)
      .slice(0, WORDS)
      .replaceAll(/\p{Cc}/gu, ' ');
  return {
    is: 'refused',
    error: words('error') || 'no code',
    description: words('error_description'),
    issuer,
  };
}

function reply(response: ServerResponse, status: number, says: string): void {
  response
    .writeHead(status, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'",
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      Connection: 'close',
    })
    .end(`<!doctype html><html lang="en"><title>Payer Wizard</title><p>${says}</p></html>`);
}

async function listening(
  server: ReturnType<typeof createServer>,
  place: { host: string; port: number },
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Fault('sign-in/port-in-use', { port: String(place.port), why: error.code ?? 'unknown' }));
    });
    server.listen(place.port, place.host, resolve);
  });
}

/** A redirect without a port may come back at any (RFC 8252 §7.3): the one that the system gave is told. */
function withPort(redirect: string, port: number): string {
  if (new URL(redirect).port !== '') return redirect;
  const url = new URL(redirect);
  url.port = String(port);
  return url.href;
}
