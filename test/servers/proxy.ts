/** @file A proxy on 127.0.0.1 that knows CONNECT: it lets through, wants a login, forbids, or resolves names as it likes. */
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface TestProxy {
  readonly origin: string;
  /** `host:port` of every CONNECT, in order. */
  readonly asked: readonly string[];
  /** The credentials of every CONNECT, decoded; '' where there were none. */
  readonly credentials: readonly string[];
  readonly stop: () => Promise<void>;
}

/** `login`: `name:password` that it wants. `status`: what it answers instead of letting through. Every name leads to 127.0.0.1. */
export async function startProxy({
  login = '',
  status = 0,
}: { login?: string; status?: number } = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const credentials: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());

  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (request, client: Socket) => {
    const [, port = '443'] = (request.url ?? '').split(':');
    const given = Buffer.from(
      (request.headers['proxy-authorization'] ?? '').replace(/^Basic /, ''),
      'base64',
    ).toString();
    asked.push(request.url ?? '');
    credentials.push(given);
    client.on('error', () => undefined);
    if (login !== '' && given !== login) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n');
      return;
    }
    if (status !== 0) {
      client.end(`HTTP/1.1 ${String(status)} No\r\n\r\n`);
      return;
    }
    const upstream = connect(Number(port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('A loopback server has a port');
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    asked,
    credentials,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
        for (const socket of sockets) socket.destroy();
      }),
  };
}
