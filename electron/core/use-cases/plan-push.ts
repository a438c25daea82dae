/** @file What a push would do: the target is read, nothing is written. */
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import { notKeptBefore } from '../domain/push/not-kept.ts';
import type { Wanted } from '../domain/push/plan.ts';
import { planSteps } from '../domain/push/plan.ts';
import type { Plan, PushRecord } from '../domain/push/plan-types.ts';
import type { Target } from '../domain/push/target.ts';
import type { Ports } from '../ports.ts';
import type { Typed } from './last-sent.ts';
import { secretToSend } from './last-sent.ts';
import { openTarget } from './open-target.ts';
import type { Pushable } from './pushable.ts';
import { pushableOf } from './pushable.ts';

type Needs = Pick<Ports, 'store' | 'vault' | 'adminApi' | 'clock'>;

export interface PushWish {
  readonly pushables: readonly Pushable[];
  /** The target’s name. */
  readonly target: string;
  readonly typed?: Typed | undefined;
}

/** That of the store’s payers. What is wrong here is said before anybody is asked there: throws `certificate/other-key`, `payer/incomplete`. */
export async function planPayers(
  ports: Needs,
  { payers, ...wish }: Omit<PushWish, 'pushables'> & { readonly payers: readonly Payer[] },
): Promise<Plan> {
  return planPush(ports, { ...wish, pushables: payers.map(pushableOf) });
}

/** Throws what the target answers. */
export async function planPush(ports: Needs, { pushables, target: name, typed = new Map() }: PushWish): Promise<Plan> {
  const { target, session } = await openTarget(ports, name);
  const servers = await session.servers();
  const pushes = await ports.store.pushes();
  const wanted = await Promise.all(
    pushables.map((pushable) => wantedThere(ports, target, { pushable, typed, pushes })),
  );
  return { target: name, readAt: ports.clock.now().toISOString(), steps: planSteps(wanted, servers) };
}

/** A definition, with what is known of the target that it is for. */
export async function wantedThere(
  ports: Needs,
  target: Target,
  { pushable, typed, pushes }: { pushable: Pushable; typed: Typed; pushes: readonly PushRecord[] },
): Promise<Wanted> {
  const { payer, definition } = pushable;
  const { state: secret } = await secretToSend(ports, target, { pushable, typed });
  return { payer, definition, secret, notKept: notKeptBefore(pushes, target, definition) };
}

/** Whose secrets the plan uses and nobody has. */
export function missingSecrets({ steps }: Pick<Plan, 'steps'>): PayerRef[] {
  return steps.flatMap((step) =>
    'changes' in step && step.changes.some(({ state }) => state === 'secret-missing') ? [step.payer] : [],
  );
}
