/** @file What a push would do: the target is read, nothing is written. */
import type { Payer, PayerRef } from '../../domain/payer/payer.ts';
import type { KeystoreWay } from '../../domain/push/keystore.ts';
import { keystoreFor } from '../../domain/push/keystore.ts';
import type { History } from '../../domain/push/history.ts';
import { historyOf } from '../../domain/push/history.ts';
import { keysSeen } from '../../domain/push/learnt.ts';
import type { Wanted } from '../../domain/push/plan.ts';
import { planSteps } from '../../domain/push/plan.ts';
import type { Plan } from '../../domain/push/plan-types.ts';
import type { Target } from '../../domain/push/target.ts';
import type { Ports } from '../../ports.ts';
import type { Typed } from './last-sent.ts';
import { secretToSend } from './last-sent.ts';
import { openTarget } from './open-target.ts';
import { planKeystores } from './plan-keystores.ts';
import type { Pushable } from './pushable.ts';
import { pushableOf } from './pushable.ts';

type Needs = Pick<Ports, 'store' | 'vault' | 'adminApi' | 'clock'>;

export interface PushWish {
  readonly pushables: readonly Pushable[];
  /** The target’s name. */
  readonly target: string;
  readonly typed?: Typed | undefined;
  /** `private-keys` sends private keys, and is a person’s choice: nothing is done about keystores where none is made. */
  readonly keystores?: KeystoreWay | undefined;
}

/** That of the store’s payers. What is wrong here is said before anybody is asked there: throws `certificate/other-key`, `payer/incomplete`. */
export async function planPayers(
  ports: Needs,
  { payers, ...wish }: Omit<PushWish, 'pushables'> & { readonly payers: readonly Payer[] },
): Promise<Plan> {
  return planPush(ports, { ...wish, pushables: payers.map(pushableOf) });
}

/** Throws what the target answers. */
export async function planPush(ports: Needs, { pushables, target: name, ...wish }: PushWish): Promise<Plan> {
  const { typed = new Map(), keystores: way = 'leave' } = wish;
  const opened = await openTarget(ports, name);
  const { target, session } = opened;
  const servers = await session.servers();
  const history = historyOf(await ports.store.pushes(), target);
  const keystores = await planKeystores(opened, { pushables, way, servers, history });
  const { reference } = keystores;
  const learnt = {
    seen: [...keysSeen(servers), ...(target.learnt?.seen ?? [])],
    described: target.learnt?.described ?? null,
  };
  const wanted = await Promise.all(
    pushables.map((pushable) => wantedThere(ports, target, { pushable, typed, history, reference, learnt })),
  );
  return {
    target: name,
    readAt: ports.clock.now().toISOString(),
    steps: [...keystores.steps, ...planSteps(wanted, servers)],
    keystoreReference: reference,
    byHand: [...keystores.byHand],
  };
}

export interface Circumstances {
  readonly pushable: Pushable;
  readonly typed: Typed;
  readonly history: History;
  /** The wire name under which a keystore is named; '': none is. */
  readonly reference: string;
  /** Only for the confidence that is shown. */
  readonly learnt: Wanted['learnt'];
}

/** A definition, with what is known of the target that it is for. */
export async function wantedThere(
  ports: Needs,
  target: Target,
  { pushable, typed, history, reference, learnt }: Circumstances,
): Promise<Wanted> {
  const { payer, definition, keys } = pushable;
  const { state: secret } = await secretToSend(ports, target, { pushable, typed });
  const named = reference !== '' && keys.length > 0;
  const keystore = named ? { key: reference, id: keystoreFor(payer, keys).id } : null;
  return { payer, definition, secret, notKept: history.notKept(definition), keystore, learnt };
}

/** Whose secrets the plan uses and nobody has. */
export function missingSecrets({ steps }: Pick<Plan, 'steps'>): PayerRef[] {
  return steps.flatMap((step) =>
    'changes' in step && step.changes.some(({ state }) => state === 'secret-missing') ? [step.payer] : [],
  );
}
