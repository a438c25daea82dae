/** @file Sealed items that no record names: what is left where a program was ended between sealing and noting. */
import type { Payer } from '../domain/payer/payer.ts';
import { isOwnProxy } from '../domain/payer/proxy-setting.ts';
import type { Ports, VaultItem } from '../ports.ts';
import { identityOwner } from './identity.ts';

type Records = Pick<Ports['store'], 'payers' | 'targets' | 'pushes' | 'identity'>;

/**
 * Those of the items that nothing in the store would ever ask for. (1) What belongs to a payer that cannot be read is taken
 * as named. (2) A record of any other kind that cannot be read is a fault, `store/…`: nothing is said then.
 */
export async function unnamedItems(store: Records, items: readonly VaultItem[]): Promise<VaultItem[]> {
  const [{ payers, faults }, targets, pushes, own] = await Promise.all([
    store.payers(),
    store.targets(),
    store.pushes(),
    store.identity(),
  ]);
  const unread = new Set<string>(faults.map(({ ref }) => ref));
  const byRef = new Map<string, Payer>(payers.map((payer) => [payer.ref, payer]));

  function isNamed(item: VaultItem): boolean {
    if (item.owner === identityOwner) return own?.key.id === item.id;
    if (item.owner.startsWith(ofTarget)) return isOfTarget(item, item.owner.slice(ofTarget.length));
    const payer = byRef.get(item.owner);
    return unread.has(item.owner) || (payer !== undefined && isOfPayer(item, payer));
  }

  /** The state before a push is there as long as its record; what was sent last, as long as anything is known of the target. */
  function isOfTarget({ kind, id }: VaultItem, name: string): boolean {
    if (kind === 'before-image' || kind === 'sent-before') return pushes.some((push) => id.startsWith(`${push.id} `));
    const target = targets.find((each) => each.name === name);
    if (kind === 'private-key') return target?.clientKey?.id === id;
    if (kind === 'proxy-password') return target !== undefined && isOwnProxy(target.proxy);
    return target !== undefined || (kind === 'last-sent' && pushes.some((push) => push.target === name));
  }

  return items.filter((item) => !isNamed(item));
}

const ofTarget = 'target:';

function isOfPayer({ kind, id }: VaultItem, { keys, secretSince, network }: Payer): boolean {
  if (kind === 'private-key') return keys.some((key) => key.id === id);
  if (kind === 'client-secret') return secretSince !== null;
  // One for the system’s proxy would be of no use: it is asked for where the payer has its own.
  return kind === 'proxy-password' && isOwnProxy(network.proxy);
}
