/** @file Bad answers, each under a name: what is met in the field instead of a discovery document (anchors §6.1, §6.2). */
import type { ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';

type Answer = (response: ServerResponse) => void;

const KIBIBYTE = ' '.repeat(1024);
const document = JSON.stringify({
  issuer: 'https://source-payer.example',
  token_endpoint: 'https://source-payer.example/oauth/token',
});
const page = (title: string) =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

const json = { 'Content-Type': 'application/json' };
const html = { 'Content-Type': 'text/html; charset=utf-8' };

function send(status: number, headers: Readonly<Record<string, string>>, body: string): Answer {
  return (response) => {
    response.writeHead(status, headers).end(body);
  };
}

export const badAnswers = {
  html: send(200, html, page('Sign in to Example Health')),
  'empty-object': send(200, json, '{}'),
  'empty-body': send(200, json, ''),
  array: send(200, json, '[]'),
  null: send(200, json, 'null'),
  'broken-json': send(200, json, document.slice(0, -1)),
  'trailing-comma': send(200, json, document.replace('}', ',}')),
  'duplicate-member': send(200, json, '{"issuer":"https://a.example","issuer":"https://b.example"}'),
  'deep-nesting': send(200, json, `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`),
  'prototype-member': send(200, json, '{"__proto__":{"token_endpoint":"https://evil.example"}}'),
  'operation-outcome': send(200, json, '{"resourceType":"OperationOutcome","issue":[{"code":"not-found"}]}'),
  'another-object': send(200, json, '{"hello":"world"}'),
  xml: send(200, { 'Content-Type': 'application/fhir+xml' }, '<CapabilityStatement xmlns="http://hl7.org/fhir"/>'),
  'wrong-type': send(200, { 'Content-Type': 'text/plain' }, document),
  'no-type': send(200, {}, document),
  'byte-order-mark': send(200, json, `\uFEFF${document}`),
  'not-utf-8': (response) =>
    response.writeHead(200, json).end(Buffer.from(document.replace('oauth', 'oauth\u00e9'), 'latin1')),
  redirect: send(302, { Location: '/html' }, ''),
  'redirect-elsewhere': send(302, { Location: 'https://login.example/sign-in' }, ''),
  'redirect-to-login': send(302, { Location: 'https://login.example/oauth2/authorize?client_id=x' }, ''),
  'redirect-nowhere': send(301, {}, ''),
  unauthorized: send(401, { ...html, 'WWW-Authenticate': 'Basic realm="Gateway"' }, page('401')),
  forbidden: send(403, html, page('403 Forbidden')),
  'not-found': send(404, html, page('404 Not Found')),
  gone: send(410, html, page('410 Gone')),
  'no-content': send(204, {}, ''),
  'too-many': send(429, { ...html, 'Retry-After': '60' }, page('429 Too Many Requests')),
  teapot: send(418, html, page('418')),
  'server-error': send(500, html, page('500 Internal Server Error')),
  unavailable: send(503, { ...html, 'Retry-After': '120' }, page('503 Service Unavailable')),
  /** nginx, to a client without the certificate that it wants. */
  'certificate-wanted': send(400, html, page('400 No required SSL certificate was sent')),
  huge: sendHuge,
  'huge-announced': (response) =>
    response.writeHead(200, { ...json, 'Content-Length': String(50 * 1024 * 1024) }).write('{"a":"'),
  'cut-short': (response) => {
    response.writeHead(200, { ...json, 'Content-Length': String(document.length + 1) });
    response.write(document, () => response.destroy());
  },
  reset: (response) => {
    // Over TLS Node cannot send a reset; there the connection ends without a close_notify.
    if (response.socket instanceof TLSSocket) response.socket.destroy();
    else response.socket?.resetAndDestroy();
  },
  'stall-before': () => undefined,
  'stall-inside': (response) => response.writeHead(200, json).write(document.slice(0, 20)),
} as const satisfies Record<string, Answer>;

export type BadAnswer = keyof typeof badAnswers;

/** 50 MiB of valid JSON, without a length: 1 KiB at a time, as fast as it is taken. */
function sendHuge(response: ServerResponse): void {
  let left = 50 * 1024;
  response.writeHead(200, json).write('{"issuer":"https://source-payer.example","padding":"');
  const more = () => {
    while (left > 0) {
      left -= 1;
      if (!response.write(KIBIBYTE)) {
        response.once('drain', more);
        return;
      }
    }
    response.end('"}');
  };
  more();
}
