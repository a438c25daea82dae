/** @file Opens the way to an address: what a payer's network settings name is fetched from the vault here, and goes no further than the connection. */
import type { Agent } from 'undici';
import { areStrangers } from '#core/domain/discovery/rules/ground.ts';
import { Fault } from '#core/domain/fault.ts';
import type { Network, VaultItem } from '#core/ports.ts';
import type { NodeVault } from './vault/vault.ts';
import { isLoopbackHost } from './host-names.ts';
import type { Watching } from './network.ts';
import { agentFor } from './network.ts';
import { isNeverAsked } from './ports-never-asked.ts';
import type { Proxy, SystemProxy } from './proxy.ts';
import { readProxy } from './proxy.ts';
import { Refused } from './refused.ts';

export interface Opened {
  /** To be destroyed by whoever asked. */
  readonly dispatcher: Agent;
  /** Host and port of the proxy; null: straight. */
  readonly proxy: string | null;
  /** Whether a client certificate is at hand, should the server ask for one. */
  readonly offersCertificate: boolean;
}

export interface Connections {
  /** Throws `Refused` for an address or settings that cannot be used, and the vault's faults. */
  open(url: string, network: Network, watching?: Watching): Promise<Opened>;
}

export function connectionsOver(given: {
  readonly vault: Pick<NodeVault, 'holds' | 'secret' | 'tlsKey'>;
  readonly systemProxy: SystemProxy;
  /** For tests and the demo: plain http to this machine itself. */
  readonly loopbackHttp?: boolean;
}): Connections {
  return {
    async open(url, network, watching) {
      checkAddress(url, network, given.loopbackHttp === true);
      const proxy = await proxyFor(given, url, network);
      const client = await clientFor(given, url, network);
      const dispatcher = agentFor(network, { proxy, client }, watching);
      return { dispatcher, proxy: proxy?.url.host ?? null, offersCertificate: client !== null };
    },
  };
}

type Needs = Parameters<typeof connectionsOver>[0];

function checkAddress(url: string, { plainHttp }: Network, loopbackHttp: boolean): void {
  const { protocol, hostname, port } = new URL(url);
  const mayBePlain = plainHttp === true || (loopbackHttp && isLoopbackHost(hostname));
  if (protocol !== 'https:' && !(protocol === 'http:' && mayBePlain))
    throw new Refused('discovery/not-https', protocol);
  if (isNeverAsked(port)) throw new Refused('discovery/blocked-port', port);
}

async function proxyFor({ vault, systemProxy }: Needs, url: string, network: Network): Promise<Proxy | null> {
  const { proxy = 'system', owner } = network;
  if (proxy === 'none') return null;
  // As browsers do: what this computer is set up for is never meant for itself.
  const address = proxy === 'system' ? (isLoopbackHost(new URL(url).hostname) ? '' : await systemProxy(url)) : proxy;
  if (address === '') return null;
  const item: VaultItem = { owner: owner ?? '', kind: 'proxy-password', id: 'proxy-password' };
  const hasPassword = proxy !== 'system' && owner !== undefined && (await vault.holds(item));
  return readProxy(address, hasPassword ? (await vault.secret(item)).reveal() : '');
}

async function clientFor({ vault }: Needs, url: string, { owner, clientCertificate }: Network) {
  if (clientCertificate === undefined || clientCertificate === null || owner === undefined) return null;
  if (clientCertificate.grounds.every((ground) => areStrangers(url, ground))) return null;
  try {
    const key = await vault.tlsKey(owner, clientCertificate.keyId);
    return { certificate: clientCertificate.pem, key };
  } catch (error) {
    if (error instanceof Fault && (error as Fault).code === 'key/gone')
      throw new Refused('discovery/client-certificate-gone', 'key/gone');
    throw error;
  }
}
