/** @file The body of an answer as a diagnosis reads it: kept already masked and cut, and written by a stranger. */
import type { Exchange } from '../../ports.ts';

export interface Page {
  /** '' where it has none. */
  readonly title: string;
  /** Without marks, in one line, cut. */
  readonly text: string;
  readonly isHtml: boolean;
  readonly isJson: boolean;
  readonly contentType: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Pages of gateways say what they have to say at the top. */
const MOST = 8000;

export function pageOf({ answer }: Pick<Exchange, 'answer'>): Page {
  const body = answer?.body.slice(0, MOST) ?? '';
  const contentType = answer?.contentType ?? '';
  const isHtml = /html/i.test(contentType) || /^\s*<(!doctype html|html|head|body)/i.test(body);
  return {
    title: isHtml ? inOneLine(/<title[^>]*>([^<]*)/i.exec(body)?.[1] ?? '') : '',
    text: inOneLine(isHtml ? body.replaceAll(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ') : body),
    isHtml,
    isJson: /[/+]json/i.test(contentType) || (answer?.members.length ?? 0) > 0,
    contentType,
    headers: answer?.headers ?? {},
  };
}

/** Headers that something between us and the server adds. */
const ofGateways = ['via', 'cf-ray', 'x-cache', 'x-amzn-errortype', 'x-amz-cf-id', 'x-azure-ref', 'x-iinfo'];
const gateways = /cloudflare|awselb|akamai|cloudfront|imperva|big-?ip|azure-application-gateway|kong|apigee|zscaler/i;

export function isMarkedByGateway({ headers }: Page): boolean {
  return gateways.test(headers['server'] ?? '') || ofGateways.some((name) => headers[name] !== undefined);
}

/** By whom the answer came, as far as its headers say: “server: nginx”, “cf-ray: …”. */
export function marksOf({ headers }: Page): string[] {
  return ['server', ...ofGateways].flatMap((name) =>
    headers[name] === undefined ? [] : [`${name}: ${headers[name].slice(0, 80)}`],
  );
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** More of a stranger's words nobody reads in a sentence. */
const QUOTED = 240;

export function quoted(text: string): string {
  const cut = text.length > QUOTED ? `${text.slice(0, QUOTED).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
  return `“${inOneLine(cut)}”`;
}
