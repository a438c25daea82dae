import { causeFinding } from '../domain/discovery/causes.ts';
import type { Finding } from '../domain/discovery/finding.ts';

/** That a proxy stood between, whatever came of it: what fails behind a proxy is often the proxy’s doing. Said once for a proxy and a host. */
export function throughProxy(address: string, { proxy, code = '' }: { proxy?: string; code?: string }): Finding[] {
  if (proxy === undefined || wasNotAsked(code)) return [];
  return [causeFinding('discovery/through-proxy', { host: new URL(address).host, proxy })];
}

/** The causes of the proxy itself name it already; an address that is refused goes to no proxy. */
function wasNotAsked(code: string): boolean {
  return (
    code.startsWith('discovery/proxy-') ||
    code === 'discovery/private-address' ||
    code === 'discovery/forbidden-address'
  );
}
