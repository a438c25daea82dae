/** @file The way through a proxy: which one, and the tunnel through it (CONNECT, RFC 9110 §9.3.6). The proxy resolves the name. */
import { request as httpRequest } from 'node:http';
import type { ClientRequest, RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { CauseCode } from '#core/domain/discovery/causes.ts';
import { Refused } from './refused.ts';

type ProxyCode = Extract<CauseCode, `discovery/proxy-${string}`>;

/** Answers the proxy's address for a URL as this computer is set up; '' for none. */
export type SystemProxy = (url: string) => Promise<string>;

export interface Proxy {
  readonly url: URL;
  /** `user:password` in Base64; '' for none. */
  readonly credentials: string;
}

/** HTTPS_PROXY, ALL_PROXY and NO_PROXY, in either case, as curl reads them. */
export function proxyOfEnvironment(environment: NodeJS.ProcessEnv): SystemProxy {
  const read = (name: string) => environment[name.toLowerCase()] ?? environment[name] ?? '';
  return async (url) => {
    const { protocol, hostname: spelt, port } = new URL(url);
    const hostname = spelt.replace(/\.$/, '');
    const own = protocol === 'http:' ? read('HTTP_PROXY') : read('HTTPS_PROXY');
    const isExempt = read('NO_PROXY')
      .split(',')
      .map((entry) => entry.trim().toLowerCase())
      .some((entry) => entry === '*' || isUnder(entry, { hostname, port }));
    return Promise.resolve(isExempt ? '' : own || read('ALL_PROXY'));
  };
}

function isUnder(entry: string, { hostname, port }: { hostname: string; port: string }): boolean {
  const [name = '', onlyPort = ''] = entry.split(':', 2);
  const bare = name.replace(/^\*?\./, '');
  if (bare === '' || (onlyPort !== '' && onlyPort !== port)) return false;
  return hostname === bare || hostname.endsWith(`.${bare}`);
}

/** What a person or a system gave, as a proxy. Throws `Refused`, `discovery/proxy-unusable`. */
export function readProxy(given: string, password: string): Proxy {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  if (!URL.canParse(text)) throw new Refused('discovery/proxy-unusable', 'not an address');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Refused('discovery/proxy-unusable', url.protocol);
  const username = decoded(url.username);
  const pair = `${username}:${password || decoded(url.password)}`;
  return { url, credentials: username === '' ? '' : Buffer.from(pair, 'utf8').toString('base64') };
}

/** A % that starts no character is left in many an environment: a password was put there as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refused('discovery/proxy-unusable', 'a % in its user name or password is to be written %25');
  }
}

/** A connection to `host:port` through the proxy. Rejects with `Refused`, whose detail names the proxy. */
export async function tunnel(
  proxy: Proxy,
  target: { host: string; port: string },
  given: { authorities: readonly string[]; milliseconds: number; signal: AbortSignal | undefined },
): Promise<Socket> {
  const { authorities, milliseconds, signal } = given;
  const refused = (code: ProxyCode, why: string) => new Refused(code, `${proxy.url.host}, ${why}`);
  return new Promise((resolve, reject) => {
    const asked = connectRequest(proxy, target, authorities);
    const timer = setTimeout(() => asked.destroy(refused('discovery/proxy-unreachable', 'ETIMEDOUT')), milliseconds);
    const drop = () => asked.destroy(refused('discovery/proxy-unreachable', 'AbortError'));
    const settled = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', drop);
    };
    signal?.addEventListener('abort', drop, { once: true });
    asked
      .once('connect', ({ statusCode = 0 }, socket: Socket) => {
        settled();
        if (statusCode >= 200 && statusCode < 300) {
          resolve(socket);
          return;
        }
        socket.destroy();
        reject(
          statusCode === 407
            ? refused('discovery/proxy-wants-login', '407')
            : refused('discovery/proxy-refused', `status ${String(statusCode)}`),
        );
      })
      .once('error', (error: NodeJS.ErrnoException) => {
        settled();
        reject(error instanceof Refused ? error : refused('discovery/proxy-unreachable', error.code ?? 'unknown'));
      })
      .end();
  });
}

function connectRequest(
  { url, credentials }: Proxy,
  { host, port }: { host: string; port: string },
  authorities: readonly string[],
): ClientRequest {
  const path = `${host}:${port}`;
  const options: RequestOptions & { ca?: string[] } = {
    method: 'CONNECT',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    path,
    headers: { host: path, ...(credentials === '' ? {} : { 'proxy-authorization': `Basic ${credentials}` }) },
    agent: false,
  };
  if (url.protocol === 'http:') return httpRequest(options);
  return httpsRequest({ ...options, ca: [...authorities], minVersion: 'TLSv1.2', rejectUnauthorized: true });
}
