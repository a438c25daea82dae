/** @file The person's own change-control key: it signs bundles, and has nothing to do with any payer's key. */
import { Fault } from '../domain/fault.ts';
import type { Identity, Ports, VaultItem } from '../ports.ts';

export const identityOwner = 'identity';

export function identityItem(keyId: string): VaultItem {
  return { owner: identityOwner, kind: 'private-key', id: keyId };
}

type Needs = Pick<Ports, 'store' | 'vault' | 'digests'>;

interface Wish {
  readonly name: string;
}

/**
 * Made in the vault at its first use; its owner is an author in the own list from then on. Throws `vault/not-in-this-run`
 * where it would have to be made by a run that keeps nothing.
 */
export async function identity(ports: Needs, wish: Wish): Promise<Identity> {
  return (await ports.store.identity()) ?? makeIdentity(ports, wish);
}

/**
 * Another key in the place of the one that there is: the vault may not hold that one any more. What it signed stays as good
 * as it was, for it stays in the own list. Throws `vault/not-in-this-run`.
 */
export async function replaceIdentity(ports: Needs, wish: Wish): Promise<Identity> {
  const before = await ports.store.identity();
  const own = await makeIdentity(ports, wish);
  // After the new one is noted: whenever this ends, what is noted is there.
  if (before !== null) await ports.vault.forget(identityItem(before.key.id));
  return own;
}

async function makeIdentity({ store, vault, digests }: Needs, { name }: Wish): Promise<Identity> {
  if ((await vault.keptFor()) === 'run') throw new Fault('vault/not-in-this-run', { what: 'Your change-control key' });
  const key = await vault.generateKey(identityOwner, 'EC-P-256');
  const read = digests.readP256(key.publicPem);
  if (read === null) throw new Fault('bundle/wrong-key', {});
  const own: Identity = { key: { ...key, publicPem: read.pem }, keyId: digests.sha256(read.der), name };
  await store.saveIdentity(own);
  await store.changeTrustedSigners((present) => [
    ...present.filter(({ keyId }) => keyId !== own.keyId),
    { keyId: own.keyId, name, roles: ['author'], revokedAt: null },
  ]);
  return own;
}
