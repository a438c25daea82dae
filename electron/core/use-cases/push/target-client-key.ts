/** @file The key and certificate that a target is shown where it wants mutual TLS. */
import { Fault } from '../../domain/fault.ts';
import type { KeyFile } from '../../domain/keys/key-file.ts';
import { keptAs } from '../../domain/keys/kept-as.ts';
import type { Target } from '../../domain/push/target.ts';
import type { Ports } from '../../ports.ts';
import { joined } from '../key-certificates.ts';
import { targetOwner } from '../network-of.ts';

type Needs = Pick<Ports, 'store' | 'vault' | 'certificates'>;

/**
 * Keeps the one key of a file with its certificate and what is above it, in the place of one that was there.
 * Throws `target/one-client-key`, `target/key-without-certificate`; nothing is kept then.
 */
export async function keepClientKey(
  ports: Needs,
  { name, file, fileName }: { name: string; file: KeyFile; fileName: string },
): Promise<Target> {
  const before = await ports.store.target(name);
  const [inHand, ...others] = file.keys;
  if (inHand === undefined || others.length > 0)
    throw new Fault('target/one-client-key', { count: String(file.keys.length) });
  const owner = targetOwner(name);
  const added = await ports.vault.addKey(owner, inHand);
  try {
    const bare = { keys: [{ ...keptAs([], added, inHand), loadedFrom: fileName }] };
    const { certificates, requests } = file;
    const [clientKey] = (await joined(ports, bare, { certificates, requests, mustJoin: false })).keys;
    if (clientKey === undefined || clientKey.certificate === null)
      throw new Fault('target/key-without-certificate', {});
    const saved = await ports.store.saveTarget({ ...before, clientKey });
    await forget(ports, before, added.id);
    return saved;
  } catch (error) {
    await ports.vault.forgetKey({ owner, keyId: added.id });
    throw error;
  }
}

/** Nothing is shown to the target from then on. Throws `store/no-such-target`. */
export async function forgetClientKey(ports: Omit<Needs, 'certificates'>, name: string): Promise<Target> {
  const before = await ports.store.target(name);
  const saved = await ports.store.saveTarget({ ...before, clientKey: null });
  await forget(ports, before, '');
  return saved;
}

async function forget({ vault }: Pick<Ports, 'vault'>, { name, clientKey }: Target, butId: string): Promise<void> {
  if (clientKey === null || clientKey.id === butId) return;
  await vault.forgetKey({ owner: targetOwner(name), keyId: clientKey.id });
}
