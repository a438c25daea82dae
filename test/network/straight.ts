/** @file Connections of a computer without a proxy, and of payers without a client certificate. */
import { adminApiOver } from '#node/admin-api/admin-api.ts';
import { connectionsOver } from '#node/connections.ts';
import { memoryVault } from '#node/vault/memory-vault.ts';

export const straight = connectionsOver({
  vault: { ...memoryVault(), tlsKey: () => Promise.reject(new Error('No key was to be asked for')) },
  systemProxy: () => Promise.resolve(''),
});

/** For what never answers: nobody waits 15 seconds for each of dozens. */
export const impatientAdminApi = adminApiOver(straight, 700);
export const straightAdminApi = adminApiOver(straight);
