import type { Vault } from '#core/ports.ts';
import type { VaultPlace, VaultWay } from './vault.ts';

export type { VaultWay };

/** The vault, with its code loaded at the first call: most commands never make one. */
export function lazyVault(place: VaultPlace): Vault {
  let loading: Promise<Vault> | undefined;
  const vault = async () => (loading ??= import('./vault.ts').then(({ openVault }) => openVault(place)));
  return {
    status: async () => (await vault()).status(),
    keep: async (item, secret) => (await vault()).keep(item, secret),
    secret: async (item) => (await vault()).secret(item),
    keepRecord: async (item, record) => (await vault()).keepRecord(item, record),
    record: async (item) => (await vault()).record(item),
    holds: async (item) => (await vault()).holds(item),
    forget: async (item) => (await vault()).forget(item),
    generateKey: async (owner, kind) => (await vault()).generateKey(owner, kind),
    addKey: async (owner, pem) => (await vault()).addKey(owner, pem),
    sign: async (given) => (await vault()).sign(given),
    selfSign: async (given) => (await vault()).selfSign(given),
    forgetKey: async (given) => (await vault()).forgetKey(given),
    markOf: async (secret) => (await vault()).markOf(secret),
  };
}
