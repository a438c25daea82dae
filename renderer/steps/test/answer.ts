import type { RedactedAnswer } from '#core/domain/token/report.ts';
import type { CodeLine } from './json-lines.ts';
import { bodyLines } from './json-lines.ts';

/** RFC 9110 §15: what a token endpoint, or whatever stands before it, answers. */
const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  407: 'Proxy Authentication Required',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

function statusLine(status: number): string {
  return [status, reasons[status] ?? ''].join(' ').trim();
}

export function answerLines({ status, headers, body }: RedactedAnswer, hits: readonly string[]): CodeLine[] {
  const head = Object.entries(headers).map(([name, value]) => ({
    parts: [
      { text: `${name}: `, look: 'c' as const },
      { text: value, look: 'k' as const },
    ],
    hit: false,
  }));
  const space = { parts: [{ text: '', look: '' as const }], hit: false };
  return [
    { parts: [{ text: statusLine(status), look: 'w' }], hit: false },
    ...head,
    ...(body === '' ? [] : [space, ...bodyLines(body, { hits })]),
  ];
}

/** As it came, without the lines that it is laid out in. */
export function answerText({ status, headers, body }: RedactedAnswer): string {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [statusLine(status), ...head, '', body].join('\n');
}
