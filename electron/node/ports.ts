/** @file All that the core needs from this computer, put together. What is heavy is loaded when it is first used. */
import type { Browser, Ports } from '#core/ports.ts';
import { clock } from './clock.ts';
import type { Connections } from './connections.ts';
import { digests } from './digests.ts';
import { lazy } from './lazy.ts';
import type { SystemProxy } from './proxy.ts';
import type { NodeVault, VaultWay } from './vault/vault.ts';

export interface NodePlace {
  readonly folder: string;
  readonly vault: VaultWay | { readonly by: 'desk'; readonly vault: NodeVault };
  /** Absent: as the environment says. */
  readonly systemProxy?: SystemProxy;
  /** Opens an address in the person's browser; absent: by the system's own command. */
  readonly openBrowser?: Browser['open'];
}

/** The ports over a store's folder. Nothing is read or made before the first use. */
export function nodePorts({ folder, vault: way, systemProxy, openBrowser }: NodePlace): Ports {
  const vault =
    way.by === 'desk'
      ? way.vault
      : lazy<NodeVault>(async () => (await import('./vault/vault.ts')).openVault({ folder, way }));
  const connections = lazy<Connections>(async () => {
    const { proxyOfEnvironment } = await import('./proxy.ts');
    const { connectionsOver } = await import('./connections.ts');
    return connectionsOver({
      vault,
      systemProxy: systemProxy ?? proxyOfEnvironment(process.env),
      loopbackHttp: process.env['PAYER_WIZARD_LOOPBACK_HTTP'] === '1',
    });
  });
  return {
    clock,
    digests,
    certificates: lazy(async () => (await import('./certificates.ts')).certificates),
    keyFiles: lazy(async () => (await import('./keys/key-files.ts')).keyFiles),
    store: lazy(async () => (await import('./store/store.ts')).openStore(folder)),
    vault,
    web: lazy(async () => (await import('./web.ts')).webOver(connections)),
    tokenEndpoint: lazy(async () => (await import('./token/token-endpoint.ts')).tokenEndpointOver(connections)),
    browser: lazy(async () => (await import('./browser.ts')).systemBrowser(openBrowser)),
    adminApi: {
      open: (place, password) =>
        lazy(async () => (await import('./admin-api/admin-api.ts')).adminApiOver(connections).open(place, password)),
    },
  };
}
