/** @file An answer as the bytes of HTTP: whole, or broken off. */
import { STATUS_CODES } from 'node:http';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

export function send(response: ServerResponse, answer: Answer): void {
  const { headers, text } = written(answer);
  response.writeHead(answer.status, headers).end(text);
}

/** The first bytes of the answer, then the connection breaks. */
export function sendCut(response: ServerResponse, answer: Answer, bytes: number): void {
  const { headers, text } = written(answer);
  const head = [
    `HTTP/1.1 ${String(answer.status)} ${STATUS_CODES[answer.status] ?? ''}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`),
    '',
    '',
  ].join('\r\n');
  const { socket } = response;
  if (socket === null) return;
  socket.write(Buffer.from(head + text).subarray(0, bytes));
  socket.destroySoon();
}

function written({ status, body }: Answer): { headers: OutgoingHttpHeaders; text: string } {
  // smile-cdr §7: the realm of the sample configuration.
  const challenge = status === 401 ? { 'WWW-Authenticate': 'Basic realm="Smile CDR"' } : {};
  if (body === undefined) return { headers: challenge, text: '' };

  const isText = typeof body === 'string';
  const text = isText ? body : JSON.stringify(body);
  const type = isText ? 'text/plain' : 'application/json';
  const length = { 'Content-Type': `${type};charset=UTF-8`, 'Content-Length': Buffer.byteLength(text) };
  return { headers: { ...challenge, ...length }, text };
}
