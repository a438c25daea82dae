import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import type { Network, VaultItem } from '../ports.ts';

/** How a payer’s servers are reached: its settings, with whatever of them lies in the vault named by its owner. */
export function networkOf({ ref, network, keys }: Pick<Payer, 'ref' | 'network' | 'keys'>): Network {
  const { authorities, allowPrivate, proxy, clientKeyId } = network;
  const key = keys.find(({ id }) => id === clientKeyId);
  const named = clientKeyId === null ? null : { pem: key?.certificate?.pem ?? '', keyId: clientKeyId };
  return { authorities, allowPrivate, proxy, owner: ref, clientCertificate: named };
}

export function proxyPasswordItem(ref: PayerRef): VaultItem {
  return { owner: ref, kind: 'proxy-password', id: 'proxy-password' };
}
