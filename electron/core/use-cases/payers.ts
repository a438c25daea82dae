/** @file What one does with payers: make, change, accept a finding, remove. */
import { Fault } from '../domain/fault.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { newPayer, PayerRef } from '../domain/payer/payer.ts';
import { propose } from '../domain/payer/proposals.ts';
import type { Network, Ports, VaultItem } from '../ports.ts';
import { clientSecretItem } from './client-secret.ts';
import { proxyPasswordItem } from './network-of.ts';

/** Throws `payer/bad-ref`, `payer/exists`. */
export async function createPayer(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  { ref, name }: { ref: string; name: string },
): Promise<Payer> {
  const checked = checkedRef(ref);
  const { payers, faults } = await store.payers();
  if ([...payers, ...faults].some((payer) => payer.ref === checked)) throw new Fault('payer/exists', { ref: checked });
  const fresh = newPayer({ ref: checked, name: name.trim() || checked, now: clock.now().toISOString() });
  return store.savePayer(propose(fresh));
}

/** Throws `payer/bad-ref`. */
export function checkedRef(given: string): PayerRef {
  const parsed = PayerRef.safeParse(given.trim());
  if (!parsed.success) throw new Fault('payer/bad-ref', { given });
  return parsed.data;
}

/** Adds to what a payer's connections may trust and reach. Answers the same payer when there is nothing to add. */
export function widenNetwork(payer: Payer, { authorities, allowPrivate, proxy }: Network): Payer {
  const { network } = payer;
  const added = authorities.filter((pem) => !network.authorities.includes(pem));
  const isNew =
    added.length > 0 || (allowPrivate && !network.allowPrivate) || (proxy ?? network.proxy) !== network.proxy;
  if (!isNew) return payer;
  return {
    ...payer,
    network: {
      ...network,
      authorities: [...network.authorities, ...added],
      allowPrivate: network.allowPrivate || allowPrivate,
      proxy: proxy ?? network.proxy,
    },
  };
}

/** Forgets all that the vault has of the payer, named by it or not, then the payer: nothing sealed is left without an owner. */
export async function removePayer({ store, vault }: Pick<Ports, 'store' | 'vault'>, ref: PayerRef): Promise<void> {
  const payer = await store.payer(ref);
  // By its names too: an item that is damaged does not say whose it is.
  const keys = payer.keys.map(({ id }): VaultItem => ({ owner: ref, kind: 'private-key', id }));
  const found = (await vault.items()).filter(({ owner }) => owner === ref);
  for (const item of [...keys, clientSecretItem(ref), proxyPasswordItem(ref), ...found]) await vault.forget(item);
  await store.removePayer(ref);
}
