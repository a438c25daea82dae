/** @file What a push would do: the target is read, nothing is written. */
import type { BundledDefinition } from '../domain/bundle/definitions.ts';
import { refuseDifferingPairs } from '../domain/keys/refuse-pair.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { notKeptBefore } from '../domain/push/not-kept.ts';
import type { Wanted } from '../domain/push/plan.ts';
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
  const wanted = await Promise.all(
    definitions.map(async ({ payer, definition }) => {
      const secret = await secretState(ports, payer, { target: target.name, place: definition });
      return { payer: payer.ref, definition, secret };
    }),
  );
  return { plan: await planOf(ports, { target: target.name, wanted, servers }), servers };
}

/**
 * What a push of a bundle’s definitions would do, as they were signed. Their secrets are not in it: the plan says “not told”.
 * Throws what the target answers.
 */
export async function planDefinitions(
  ports: Needs,
  { definitions, target: name }: { definitions: readonly BundledDefinition[]; target: string },
): Promise<Plan> {
  const { target, session } = await openTarget(ports, name);
  const wanted = definitions.map(({ payer, definition }) => {
    const usesSecret = definition.clientAuthenticationMode === 'CLIENT_SECRET_BASIC';
    return { payer, definition, secret: usesSecret ? ('not-told' as const) : ('not-used' as const) };
  });
  return planOf(ports, { target: target.name, wanted, servers: await session.servers() });
}

interface Known {
  readonly target: string;
  readonly wanted: readonly Omit<Wanted, 'notKept'>[];
  readonly servers: readonly WireServer[];
}

async function planOf({ store, clock }: Needs, { target, wanted, servers }: Known): Promise<Plan> {
  const pushes = await store.pushes();
  const known = wanted.map((each) => ({ ...each, notKept: notKeptBefore(pushes, target, each.definition) }));
  return { target, readAt: clock.now().toISOString(), steps: planSteps(known, servers) };
}
