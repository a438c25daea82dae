/** @file What every embedded server shares: it listens on 127.0.0.1 alone, over TLS or in clear, and stops at once. */
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { TlsOptions } from 'node:tls';
import type { Leaf } from './authority.ts';

const HOST = '127.0.0.1';
const LARGEST_BODY = 2 * 1024 * 1024;

export interface Listening {
  /** Without a path and without a final slash: `https://127.0.0.1:40123`. */
  readonly origin: string;
  readonly port: number;
  /** Closes open connections too: a stalled answer must not keep a test alive. */
  readonly stop: () => Promise<void>;
}

/** `leaf` null: plain HTTP. `port` 0: any free one. `tls`: what of TLS is not as usual, as asking for client certificates. */
export async function listen(given: {
  leaf: Leaf | null;
  port: number;
  answer: RequestListener;
  tls?: TlsOptions;
}): Promise<Listening> {
  const { leaf, answer, tls = {} } = given;
  const server: Server =
    leaf === null
      ? createHttpServer(answer)
      : createHttpsServer({ cert: leaf.certificatePem, key: leaf.keyPem, minVersion: 'TLSv1.2', ...tls }, answer);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(given.port, HOST, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('A loopback server has a port');

  return {
    origin: `${leaf === null ? 'http' : 'https'}://${HOST}:${String(address.port)}`,
    port: address.port,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** The whole body as text; at most 2 MiB, then it throws. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new RangeError('The request body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function sendJson(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(JSON.stringify(body));
}

/** A listener from an async function. What it throws is a bug of the server: the client sees 500, the process goes on. */
export function answering(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): RequestListener {
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error('An embedded server failed:', error);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: 'server_error' });
    });
  };
}
