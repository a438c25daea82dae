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

/** Seals the secret first, then notes in the payer that there is one: a note without a secret would be a lie. */
export async function keepSecret(
  ports: Pick<Ports, 'vault' | 'store' | 'clock'>,
  ref: PayerRef,
  secret: Secret,
): Promise<Payer> {
  await ports.vault.keep(clientSecretItem(ref), secret);
  const payer = await ports.store.payer(ref);
  return ports.store.savePayer({ ...payer, secretSince: ports.clock.now().toISOString() });
}

export async function forgetSecret(ports: Pick<Ports, 'vault' | 'store'>, ref: PayerRef): Promise<Payer> {
  await ports.vault.forget(clientSecretItem(ref));
  const payer = await ports.store.payer(ref);
  return ports.store.savePayer({ ...payer, secretSince: null });
}
