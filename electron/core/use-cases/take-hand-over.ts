/**
 * @file Takes a hand-over in: the keys and secrets of payers that are in this store, which their bundle brought here. Of another payer
 * nothing is kept: what no record names would be found by nobody.
 */
import { Fault } from '../domain/fault.ts';
import type { KeyInHand } from '../domain/keys/key-file.ts';
import type { PayerRef } from '../domain/payer/payer.ts';
import type { HandedOver, Ports } from '../ports.ts';
import { keepSecret } from './client-secret.ts';
import { keepKeyFile } from './payer-keys.ts';

type Needs = Pick<Ports, 'store' | 'vault' | 'clock' | 'certificates' | 'digests'>;

export interface Taken {
  readonly ref: PayerRef;
  /** False: this store has no such payer. */
  readonly isHere: boolean;
  /** kids that are new here. */
  readonly keys: readonly string[];
  /** kids of keys that the vault had already. */
  readonly keysBefore: readonly string[];
  readonly clientSecret: boolean;
}

/** One payer after the other. Throws what keeps a key or a secret from being kept; what was taken before stays. */
export async function takeHandOver(
  ports: Needs,
  { handedOver, fileName }: { handedOver: HandedOver; fileName: string },
): Promise<Taken[]> {
  const refs = new Set<string>(await ports.store.refs());
  const taken: Taken[] = [];
  for (const { ref, keys, clientSecret } of handedOver.payers) {
    if (!refs.has(ref)) {
      taken.push({ ref, isHere: false, keys: [], keysBefore: [], clientSecret: false });
      continue;
    }
    const kept = { keys: [] as string[], keysBefore: [] as string[] };
    for (const key of keys) {
      const isNew = await keepKey(ports, ref, { key, fileName });
      kept[isNew ? 'keys' : 'keysBefore'].push(key.kid);
    }
    if (clientSecret !== null) await keepSecret(ports, ref, clientSecret);
    taken.push({ ref, isHere: true, ...kept, clientSecret: clientSecret !== null });
  }
  return taken;
}

/** False: it was here already. */
async function keepKey(
  ports: Needs,
  ref: PayerRef,
  { key, fileName }: { key: KeyInHand; fileName: string },
): Promise<boolean> {
  const file = { parts: [], keys: [key], certificates: [], requests: [] };
  try {
    await keepKeyFile(ports, { ref, file, fileName, sharing: null });
    return true;
  } catch (error) {
    if (error instanceof Fault && (error as Fault).code === 'key/already-here') return false;
    throw error;
  }
}
