/** @file What a push would do: the target is read, nothing is written. */
import { refuseDifferingPairs } from '../domain/keys/refuse-pair.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { notKeptBefore } from '../domain/push/not-kept.ts';
import { planSteps } from '../domain/push/plan.ts';
import type { Plan } from '../domain/push/plan-types.ts';
import type { Ports, WireServer } from '../ports.ts';
import { completeDefinition } from './complete-definition.ts';
import { secretState } from './last-sent.ts';
import { openTarget } from './open-target.ts';
import type { OpenTarget } from './open-target.ts';

type Needs = Pick<Ports, 'store' | 'vault' | 'adminApi' | 'clock'>;

export interface PushWish {
  readonly payers: readonly Payer[];
  /** The target’s name. */
  readonly target: string;
}

/** Throws `certificate/other-key`, `payer/incomplete`, `token/no-secret`, and what the target answers. */
export async function planPush(ports: Needs, { payers, target }: PushWish): Promise<Plan> {
  return (await readPlan(ports, await openTarget(ports, target), payers)).plan;
}

/** The plan, and the definitions that it was made against. */
export async function readPlan(
  ports: Needs,
  { target, session }: OpenTarget,
  payers: readonly Payer[],
): Promise<{ plan: Plan; servers: readonly WireServer[] }> {
  // What is wrong here is said before anybody is asked there.
  for (const { keys } of payers) refuseDifferingPairs(keys);
  const definitions = payers.map((payer) => ({ payer, definition: completeDefinition(payer) }));
  const servers = await session.servers();
  const pushes = await ports.store.pushes();
  const wanted = await Promise.all(
    definitions.map(async ({ payer, definition }) => {
      const secret = await secretState(ports, payer, { target: target.name, place: definition });
      const notKept = notKeptBefore(pushes, target.name, definition);
      return { payer: payer.ref, definition, secret, notKept };
    }),
  );
  const steps = planSteps(wanted, servers);
  return { plan: { target: target.name, readAt: ports.clock.now().toISOString(), steps }, servers };
}
