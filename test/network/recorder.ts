/** @file A server over TLS that keeps every request as it came, and answers what the test says. */
import type { RequestListener } from 'node:http';
import type { Network, TokenRequest } from '#core/ports.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Authority } from '../servers/authority.ts';
import { makeAuthority } from '../servers/authority.ts';
import { answering, listen, readText } from '../servers/loopback.ts';

export interface Recorded {
  /** `POST /token` */
  readonly line: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Recorder {
  readonly origin: string;
  readonly authority: Authority;
  readonly recorded: readonly Recorded[];
  /** The last that came. */
  last(): Recorded;
  /** Of the next requests. */
  answers(answer: RequestListener): void;
  readonly network: Network;
  request(more?: Partial<TokenRequest>): TokenRequest;
  readonly stop: () => Promise<void>;
}

export const grant = { access_token: 'tok-4f1c-en-of-a-member', token_type: 'Bearer', expires_in: 300, scope: 'a b' };

export async function startRecorder(): Promise<Recorder> {
  const authority = await makeAuthority();
  const recorded: Recorded[] = [];
  let answer: RequestListener = json(200, grant);
  const { origin, stop } = await listen({
    leaf: await authority.issue(),
    port: 0,
    answer: answering(async (request, response) => {
      const body = await readText(request);
      recorded.push({ line: `${request.method ?? ''} ${request.url ?? ''}`, headers: request.headers, body });
      answer(request, response);
    }),
  });
  const network = { authorities: [authority.certificatePem], allowPrivate: true };
  return {
    origin,
    authority,
    recorded,
    last: () => recorded.at(-1) ?? { line: '', headers: {}, body: '' },
    answers: (next) => {
      answer = next;
    },
    network,
    request: (more = {}) => ({
      issuer: origin,
      endpoint: `${origin}/token`,
      clientId: 'requesting-payer',
      form: { grant_type: 'client_credentials', scope: 'system/*.rs' },
      network,
      credential: { is: 'basic', secret: new Secret('canary-91c2-of-a-secret'), encoding: 'form' },
      ...more,
    }),
    stop,
  };
}

export function json(status: number, body: unknown, headers: Record<string, string | string[]> = {}): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}
