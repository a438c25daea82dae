/** @file All that the core needs from this computer, put together. What is heavy is loaded when it is first used. */
import type { AdminApi, Ports, TokenEndpoint, Web } from '#core/ports.ts';
import { clock } from './clock.ts';
import { digests } from './digests.ts';
import { openStore } from './store/store.ts';
import { lazyVault } from './vault/lazy-vault.ts';
import type { VaultWay } from './vault/lazy-vault.ts';

/** The ports over a store's folder. Nothing is read or made before the first use. */
export function nodePorts({ folder, vault }: { folder: string; vault: VaultWay }): Ports {
  const store = openStore(folder);
  return { clock, digests, store, vault: lazyVault({ folder, way: vault }), web, tokenEndpoint, adminApi };
}

/** openid-client, undici and their like take longer to load than most commands take to run. */
const web: Web = {
  get: async (url, network) => (await import('./web.ts')).web.get(url, network),
};

const tokenEndpoint: TokenEndpoint = {
  request: async (given) => (await import('./token-endpoint.ts')).tokenEndpoint.request(given),
};

const adminApi: AdminApi = {
  open(target, password) {
    const session = import('./admin-api/admin-api.ts').then((module) => module.adminApi.open(target, password));
    return {
      nodeStatuses: async () => (await session).nodeStatuses(),
      answersAnonymously: async () => (await session).answersAnonymously(),
      modules: async () => (await session).modules(),
      servers: async () => (await session).servers(),
      server: async (place) => (await session).server(place),
      create: async (place, body, secret) => (await session).create(place, body, secret),
      update: async (place, body, secret) => (await session).update(place, body, secret),
    };
  },
};
