/** @file All that the core needs from this computer, put together. What is heavy is loaded when it is first used. */
import type { Ports } from '#core/ports.ts';
import { clock } from './clock.ts';
import { digests } from './digests.ts';
import { lazy } from './lazy.ts';
import type { VaultWay } from './vault/vault.ts';

/** The ports over a store's folder. Nothing is read or made before the first use. */
export function nodePorts({ folder, vault: way }: { folder: string; vault: VaultWay }): Ports {
  return {
    clock,
    digests,
    store: lazy(async () => (await import('./store/store.ts')).openStore(folder)),
    vault: lazy(async () => (await import('./vault/vault.ts')).openVault({ folder, way })),
    web: lazy(async () => (await import('./web.ts')).web),
    tokenEndpoint: lazy(async () => (await import('./token-endpoint.ts')).tokenEndpoint),
    adminApi: {
      open: (target, password) =>
        lazy(async () => (await import('./admin-api/admin-api.ts')).adminApi.open(target, password)),
    },
  };
}
