/** @file Carries out a plan: exactly the one that was shown. */
import { writeAdminApi } from '../domain/definition/dialects/admin-api.ts';
import { Fault } from '../domain/fault.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { compareAfterwards, settle } from '../domain/push/compare-afterwards.ts';
import { isDone, notTried } from '../domain/push/outcome.ts';
import { plannedBody, planStep } from '../domain/push/plan.ts';
import type { Plan, PlanStep, PushRecord, StepResult } from '../domain/push/plan-types.ts';
import { pidOf } from '../domain/push/same.ts';
import type { Ports, WireServer } from '../ports.ts';
import { sealing } from './before-image.ts';
import type { CarryingOut } from './carry-out.ts';
import { carryOut } from './carry-out.ts';
import type { StepWork } from './carry-out-step.ts';
import { confirmedPayers } from './judge-payer.ts';
import type { Typed } from './last-sent.ts';
import { secretToSend } from './last-sent.ts';
import type { OpenTarget } from './open-target.ts';
import { checkConfirmation, openTarget } from './open-target.ts';
import { missingSecrets, wantedThere } from './plan-push.ts';
import type { Pushable } from './pushable.ts';
import { pushableOf } from './pushable.ts';
import { issuerAfterwards, readDefinition } from './read-definition.ts';

type Needs = Pick<Ports, 'store' | 'vault' | 'adminApi' | 'clock'>;

export interface PlannedPush extends Pick<CarryingOut, 'signal' | 'told'> {
  readonly plan: Plan;
  readonly pushables: readonly Pushable[];
  /** The target’s name, where it is a production target. */
  readonly confirmation: string;
  readonly typed?: Typed | undefined;
}

/** The store’s payers: one of which something waits to be confirmed is not pushed. Throws what `confirmedPayers` throws. */
export async function pushPayers(
  ports: Needs,
  { payers, ...push }: Omit<PlannedPush, 'pushables'> & { readonly payers: readonly Payer[] },
): Promise<PushRecord> {
  await confirmedPayers(ports, payers);
  return pushDefinitions(ports, { ...push, pushables: payers.map(pushableOf) });
}

/** Throws `vault/not-in-this-run`, `push/…` before the first write; what fails after it is told in the record. */
export async function pushDefinitions(ports: Needs, push: PlannedPush): Promise<PushRecord> {
  const { plan, pushables, confirmation, signal, told } = push;
  await refuseForOneRun(ports);
  const opened = await openTarget(ports, plan.target);
  checkConfirmation(opened.target, confirmation);
  refuseUnfit(plan, pushables);
  const pushes = await ports.store.pushes();
  const record: PushRecord = {
    version: 1,
    id: ports.clock.newId(),
    target: plan.target,
    address: opened.target.baseUrl,
    at: ports.clock.now().toISOString(),
    rollbackOf: null,
    rolledBackBy: null,
    results: plan.steps.map(before),
  };
  const byPayer = new Map(pushables.map((pushable) => [pushable.payer, pushable]));
  return carryOut(ports, {
    record,
    phases: [[...plan.steps.keys()].filter((index) => !isDone(record.results[index]?.outcome ?? 'not-tried'))],
    work: async (index) => {
      const step = plan.steps[index] as PlanStep;
      const pushable = byPayer.get(step.payer) as Pushable;
      const circumstances = { pushable, typed: push.typed ?? new Map(), pushes, pushId: record.id, index };
      return definitionWork(ports, opened, { step, ...circumstances });
    },
    signal,
    told,
  });
}

/** The record of a push stays: without the state before, which is sealed beside it, it could not be rolled back. */
export async function refuseForOneRun({ vault }: Pick<Ports, 'vault'>): Promise<void> {
  if ((await vault.keptFor()) === 'run') throw new Fault('vault/not-in-this-run', { what: 'The state before a push' });
}

function refuseUnfit(plan: Plan, pushables: readonly Pushable[]): void {
  const conflict = plan.steps.find((step) => step.does === 'conflict');
  if (conflict !== undefined) throw new Fault('push/has-conflicts', { says: conflict.says });
  const refs = (all: readonly { payer: string }[]) =>
    all
      .map(({ payer }) => payer)
      .toSorted()
      .join(' ');
  if (refs(plan.steps) !== refs(pushables)) throw new Fault('push/other-payers', {});
  const missing = missingSecrets(plan);
  if (missing.length > 0) throw new Fault('push/secret-missing', { payers: missing.join(', ') });
}

/** What is as planned needs no request. */
function before(step: PlanStep): StepResult {
  return step.does === 'nothing' ? { ...notTried(step), outcome: 'done', pid: step.pid } : notTried(step);
}

/** Keys that are not ours go back as they are, whichever they are by now. */
function sameStep(one: PlanStep, other: PlanStep): boolean {
  const [mine, theirs] = [one, other].map((step) => JSON.stringify({ ...step, keptKeys: [] }));
  return mine === theirs;
}

interface Given {
  readonly step: PlanStep;
  readonly pushable: Pushable;
  readonly typed: Typed;
  readonly pushes: readonly PushRecord[];
  readonly pushId: string;
  readonly index: number;
}

async function definitionWork(
  ports: Needs,
  { target, session }: OpenTarget,
  { step, pushable, typed, pushes, pushId, index }: Given,
): Promise<StepWork<WireServer>> {
  if (step.does !== 'create' && step.does !== 'update') throw new TypeError(`A step that is no write: ${step.does}`);
  const { definition } = pushable;
  const { nodeId, moduleId } = step;
  const { secret } = await secretToSend(ports, target, { pushable, typed });
  const planned = writeAdminApi(definition);
  return {
    step,
    read: async () => readDefinition(session, step),
    fits: async (now) => {
      const wanted = await wantedThere(ports, target, { pushable, typed, pushes });
      return sameStep(planStep(wanted, now === null ? [] : [now]), step);
    },
    ...sealing(ports, { target, step, secret, pushId, index }),
    write: async (now) =>
      step.does === 'create'
        ? session.create({ nodeId, moduleId }, plannedBody(definition, null), secret)
        : session.update({ nodeId, moduleId, pid: step.pid }, plannedBody(definition, now), secret),
    readBack: async () => readDefinition(session, step, issuerAfterwards(step)),
    compare: (after) => (after === null ? null : compareAfterwards(planned, after)),
    settle: (after) =>
      after === null ? (step.does === 'create' ? 'not-written' : 'otherwise') : settle(step.changes, after),
    pid: (after) => (after === null ? null : pidOf(after)),
  };
}
