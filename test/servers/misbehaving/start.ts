/** @file A server of bad answers on 127.0.0.1: the first segment of the path names the answer, what follows is ignored. */
import type { Authority, Leaf } from '../authority.ts';
import { answering, listen, readText } from '../loopback.ts';
import { badAnswers } from './answers.ts';
import type { BadAnswer } from './answers.ts';

/** What a test puts at a path of its own. */
export interface Placed {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Misbehaving {
  /** Without a final slash. */
  readonly origin: string;
  /** PEM of the authority to trust; '' over plain HTTP. */
  readonly ca: string;
  /** Method and path of every request, in order. */
  readonly requests: readonly string[];
  /** An address below which every document is answered so: `…/html/.well-known/openid-configuration` too. */
  address(answer: BadAnswer): string;
  /** Puts content at exactly this path (with its query); it wins over the named answers. Answers the address. */
  place(path: string, content: Placed): string;
  readonly stop: () => Promise<void>;
}

/** `leaf`: a certificate other than a good one of the authority, as `issueExpired` makes it. */
export async function startMisbehaving(given: { authority: Authority | null; leaf?: Leaf }): Promise<Misbehaving> {
  const placed = new Map<string, Placed>();
  const requests: string[] = [];
  const leaf = given.leaf ?? (given.authority === null ? null : await given.authority.issue());

  const answer = answering(async (request, response) => {
    const path = request.url ?? '/';
    requests.push(`${request.method ?? ''} ${path}`);
    await readText(request);

    const content = placed.get(path);
    const [, name = ''] = path.split('/');
    if (content !== undefined) {
      response
        .writeHead(content.status ?? 200, { 'Content-Type': 'application/json', ...content.headers })
        .end(content.body ?? '');
    } else if (isBadAnswer(name)) {
      badAnswers[name](response);
    } else {
      badAnswers['not-found'](response);
    }
  });

  const { origin, stop } = await listen({ leaf, port: 0, answer });
  return {
    origin,
    ca: given.authority?.certificatePem ?? '',
    requests,
    address: (name) => `${origin}/${name}`,
    place: (path, content) => {
      placed.set(path, content);
      return `${origin}${path}`;
    },
    stop,
  };
}

function isBadAnswer(name: string): name is BadAnswer {
  return Object.hasOwn(badAnswers, name);
}
