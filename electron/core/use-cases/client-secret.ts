/** @file The client secret of a payer: typed or piped in once, sealed at once, sent only where it belongs. */
import { Fault } from '../domain/fault.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import type { Secret } from '../domain/secret.ts';
import type { Ports, VaultItem } from '../ports.ts';
import { proxyPasswordItem } from './network-of.ts';

export function clientSecretItem(ref: PayerRef): VaultItem {
  return { owner: ref, kind: 'client-secret', id: 'client-secret' };
}

/** Seals the password of the payer's proxy. */
export async function keepProxyPassword(
  { vault, store }: Pick<Ports, 'vault' | 'store'>,
  ref: PayerRef,
  password: Secret,
): Promise<void> {
  await store.payer(ref);
  await vault.keep(proxyPasswordItem(ref), password);
}

/** Throws `token/no-secret` where the vault holds none. */
export async function secretOf({ vault }: Pick<Ports, 'vault'>, { ref }: Pick<Payer, 'ref'>): Promise<Secret> {
  const item = clientSecretItem(ref);
  if (!(await vault.holds(item))) throw new Fault('token/no-secret', {});
  return vault.secret(item);
}

/**
 * Seals the secret first, then notes in the payer that there is one: a note without a secret would be a lie. Where it cannot
 * be noted, the first one goes again. One that is kept for this run only is noted as that, beside what is sealed.
 */
export async function keepSecret(
  { vault, store, clock }: Pick<Ports, 'vault' | 'store' | 'clock'>,
  ref: PayerRef,
  secret: Secret,
): Promise<Payer> {
  const before = await store.payer(ref);
  const at = clock.now().toISOString();
  const isForRun = (await vault.keptFor()) === 'run';
  await vault.keep(clientSecretItem(ref), secret);
  try {
    const payer = await store.payer(ref);
    const note = isForRun ? { secretForRun: { at, isGone: false } } : { secretSince: at, secretForRun: null };
    return await store.savePayer({ ...payer, ...note });
  } catch (error) {
    if (before.secretSince === null) await vault.forget(clientSecretItem(ref));
    throw error;
  }
}

export async function forgetSecret(ports: Pick<Ports, 'vault' | 'store'>, ref: PayerRef): Promise<Payer> {
  await ports.vault.forget(clientSecretItem(ref));
  const payer = await ports.store.payer(ref);
  return ports.store.savePayer({ ...payer, secretSince: null, secretForRun: null });
}

/**
 * The payer as it is: what was given for an earlier run is gone. For the program that takes secrets for one run, which is the
 * window: no other can tell.
 */
export async function withSecretAsItIs({ vault }: Pick<Ports, 'vault'>, payer: Payer): Promise<Payer> {
  const { ref, secretForRun } = payer;
  if (secretForRun === null || secretForRun.isGone || (await vault.isForRun(clientSecretItem(ref)))) return payer;
  return { ...payer, secretForRun: { ...secretForRun, isGone: true } };
}

/** The same, noted in the store. */
export async function readWithSecretAsItIs(ports: Pick<Ports, 'vault' | 'store'>, ref: PayerRef): Promise<Payer> {
  const payer = await ports.store.payer(ref);
  const today = await withSecretAsItIs(ports, payer);
  return today === payer ? payer : ports.store.savePayer(today);
}
