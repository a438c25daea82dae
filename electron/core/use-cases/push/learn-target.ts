/** @file Asks a target which wire names it has, and keeps the answer with it: the confidence of a plan is that of the target then. */
import { keysSeen } from '../../domain/push/learnt.ts';
import type { Learnt } from '../../domain/push/learnt.ts';
import { keystoreReferenceSeen } from '../../domain/push/keystore-reference.ts';
import type { Target } from '../../domain/push/target.ts';
import type { Ports } from '../../ports.ts';
import { openTarget } from './open-target.ts';

export interface LearntFrom {
  readonly target: Target;
  readonly learnt: Learnt;
  /** The wire name under which its definitions name their keystores; '': none is seen. */
  readonly keystoreReference: string;
}

/** Reads only. A name for the keystore that a person typed counts more. Throws what the target answers. */
export async function learnTarget(
  ports: Pick<Ports, 'store' | 'vault' | 'adminApi' | 'clock'>,
  name: string,
): Promise<LearntFrom> {
  const { session } = await openTarget(ports, name);
  const servers = await session.servers();
  const described = (await session.description())?.keys ?? null;
  const keystoreReference = keystoreReferenceSeen(servers, (await session.keystores()) ?? []);
  const learnt = {
    at: ports.clock.now().toISOString(),
    seen: keysSeen(servers),
    described: described && [...described],
    keystoreReference,
  };
  // Read anew: somebody may have changed it meanwhile.
  const target = await ports.store.target(name);
  const saved = await ports.store.saveTarget({ ...target, learnt });
  return { target: saved, learnt, keystoreReference };
}
