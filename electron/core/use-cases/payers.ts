/** @file What one does with payers: make, change, accept a finding, remove. */
import { Fault } from '../domain/fault.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { newPayer, PayerRef } from '../domain/payer/payer.ts';
import { propose } from '../domain/payer/proposals.ts';
import type { Network, Ports } from '../ports.ts';
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

/** Forgets the payer's secret and keys, then the payer: in this order nothing sealed is left without an owner. */
export async function removePayer({ store, vault }: Pick<Ports, 'store' | 'vault'>, ref: PayerRef): Promise<void> {
  const payer = await store.payer(ref);
  for (const key of payer.keys) await vault.forgetKey({ owner: ref, keyId: key.id });
  await vault.forget(clientSecretItem(ref));
  await vault.forget(proxyPasswordItem(ref));
  await store.removePayer(ref);
}
