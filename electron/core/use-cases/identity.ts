/** @file The person's own change-control key: it signs bundles, and has nothing to do with any payer's key. */
import { Fault } from '../domain/fault.ts';
import type { Identity, Ports } from '../ports.ts';

export const identityOwner = 'identity';

/** Made in the vault at its first use; its owner is an author in the own list from then on. */
export async function identity(
  { store, vault, digests }: Pick<Ports, 'store' | 'vault' | 'digests'>,
  { name }: { name: string },
): Promise<Identity> {
  const present = await store.identity();
  if (present !== null) return present;
  const key = await vault.generateKey(identityOwner, 'EC-P-256');
  const read = digests.readP256(key.publicPem);
  if (read === null) throw new Fault('bundle/wrong-key', {});
  const own: Identity = { key: { ...key, publicPem: read.pem }, keyId: digests.sha256(read.der), name };
  await store.saveIdentity(own);
  const others = (await store.trustedSigners()).filter(({ keyId }) => keyId !== own.keyId);
  await store.saveTrustedSigners([...others, { keyId: own.keyId, name, roles: ['author'], revokedAt: null }]);
  return own;
}
