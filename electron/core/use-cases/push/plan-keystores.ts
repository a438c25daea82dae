/** @file The keystores that a push needs, and what of them is left for a person to do. */
import type { Code, Details } from '../../domain/catalogue.ts';
import { explain } from '../../domain/catalogue.ts';
import type { Keystore, KeystoreWay } from '../../domain/push/keystore.ts';
import { keystoreFor, planKeystore } from '../../domain/push/keystore.ts';
import { keystoreReferenceSeen } from '../../domain/push/keystore-reference.ts';
import type { History } from '../../domain/push/history.ts';
import type { ByHand, KeystoreStep } from '../../domain/push/plan-types.ts';
import type { WireServer } from '../../ports.ts';
import type { OpenTarget } from './open-target.ts';
import type { Pushable } from './pushable.ts';

export interface PlannedKeystores {
  readonly steps: readonly KeystoreStep[];
  readonly reference: string;
  readonly byHand: readonly ByHand[];
}

interface Given {
  readonly pushables: readonly Pushable[];
  readonly way: KeystoreWay;
  readonly servers: readonly WireServer[];
  readonly history: History;
}

/** Of definitions that authenticate by a key; nobody is asked where there is none. Throws what the target answers. */
export async function planKeystores(
  { target, session }: OpenTarget,
  { pushables, way, servers, history }: Given,
): Promise<PlannedKeystores> {
  const keyed = pushables.filter(({ keys }) => keys.length > 0);
  const none = { steps: [], reference: '' };
  if (keyed.length === 0) return { ...none, byHand: [] };
  if (way === 'leave')
    return { ...none, byHand: keyed.map((each) => byHand(each, 'push/keystore-left', namesOf(each))) };
  const present = await session.keystores();
  if (present === null)
    return { ...none, byHand: keyed.map((each) => byHand(each, 'push/no-keystores', namesOf(each))) };

  const seen = keystoreReferenceSeen(servers, present);
  const reference = target.keystoreReference || seen || (target.learnt?.keystoreReference ?? '');
  const byId = new Map(present.map((keystore) => [keystore.keystoreId, keystore]));
  const steps = keyed.map(({ payer, keys }) => {
    const keystore = keystoreFor(payer, keys);
    const lastSent = history.keysSent(keystore.id);
    return planKeystore({ payer, keystore, way, present: byId.get(keystore.id) ?? null, lastSent });
  });
  return {
    steps,
    reference,
    byHand: keyed.flatMap((each) => [
      ...(way === 'file' ? [byHand(each, 'push/keystore-file', fileOf(each))] : []),
      ...(reference === '' ? [byHand(each, 'push/keystore-by-hand', namesOf(each))] : []),
    ]),
  };
}

const keystoreOf = ({ payer, keys }: Pushable): Keystore => keystoreFor(payer, keys);
const namesOf = (each: Pushable) => ({ name: each.definition.name, keystore: keystoreOf(each).id });
const fileOf = (each: Pushable) => {
  const { id, filePath } = keystoreOf(each);
  return { keystore: id, path: filePath, payer: each.payer };
};

function byHand<C extends Code>({ payer }: Pushable, code: C, details: Details<C>): ByHand {
  return { payer, code, ...explain(code, details) };
}
