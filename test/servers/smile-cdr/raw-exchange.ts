/** @file A call without an HTTP client in between: every byte of the answer, however broken off. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { SmileCdr } from './start.ts';

/** As the user `wizard`, over plain HTTP. Everything that came until the connection ended. */
export async function rawExchange(
  { baseUrl }: SmileCdr,
  { method, path }: { readonly method: 'GET'; readonly path: string },
): Promise<string> {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${hostname}`,
    `Authorization: Basic ${btoa('wizard:pass:word of wizard')}`,
    '',
    '',
  ];
  socket.write(lines.join('\r\n'));
  return text(socket);
}
