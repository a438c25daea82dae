/**
 * @file Carries out a plan: exactly the one that was shown. (1) Where the target has changed since, nothing is written.
 * (2) The state before is sealed before a write. (3) The record is saved around each write, so that a power cut leaves a
 * true history. (4) No write is repeated by itself: a lost answer is settled by reading.
 */
import { Fault } from '../domain/fault.ts';
import type { Payer } from '../domain/payer/payer.ts';
import type { Plan, PlanStep, PushRecord, StepResult } from '../domain/push/plan-types.ts';
import type { Ports } from '../ports.ts';
import { confirmedPayers } from './judge-payer.ts';
import { checkConfirmation, openTarget } from './open-target.ts';
import { readPlan } from './plan-push.ts';
import { writeStep } from './write-step.ts';

type Needs = Pick<Ports, 'store' | 'vault' | 'adminApi' | 'clock'>;

export interface PlannedPush {
  readonly plan: Plan;
  readonly payers: readonly Payer[];
  /** The target’s name, where it is a production target. */
  readonly confirmation: string;
}

/** Throws `vault/not-in-this-run`, `push/…`, and what `planPush` throws, before the first write; what fails after it is told in the record. */
export async function pushDefinitions(ports: Needs, { plan, payers, confirmation }: PlannedPush): Promise<PushRecord> {
  await refuseForOneRun(ports);
  await confirmedPayers(ports, payers);
  const opened = await openTarget(ports, plan.target);
  checkConfirmation(opened.target, confirmation);
  const now = await readPlan(ports, opened, payers);
  refuseUnlessSame(plan, now.plan);

  const record: PushRecord = {
    version: 1,
    id: ports.clock.newId(),
    target: plan.target,
    at: ports.clock.now().toISOString(),
    rollbackOf: null,
    rolledBackBy: null,
    results: now.plan.steps.map(notTried),
  };
  return carryOut(ports, record, async (step, index) => {
    if (step.does === 'nothing') return { ...notTried(step), outcome: 'done', pid: step.pid };
    const payer = payers.find(({ ref }) => ref === step.payer);
    if (payer === undefined) throw new Fault('push/other-payers', {});
    return writeStep(ports, opened, { step, payer, servers: now.servers, pushId: record.id, index });
  });
}

/** The record of a push stays: without the state before, which is sealed beside it, it could not be rolled back. */
export async function refuseForOneRun({ vault }: Pick<Ports, 'vault'>): Promise<void> {
  if ((await vault.keptFor()) === 'run') throw new Fault('vault/not-in-this-run', { what: 'The state before a push' });
}

function refuseUnlessSame(shown: Plan, now: Plan): void {
  const conflict = now.steps.find((step) => step.does === 'conflict');
  if (conflict !== undefined) throw new Fault('push/has-conflicts', { says: conflict.says });
  if (JSON.stringify(shown.steps) !== JSON.stringify(now.steps)) throw new Fault('push/plan-stale', {});
}

export function notTried(step: PlanStep): StepResult {
  return { step, outcome: 'not-tried', pid: null, code: '', says: '', notKept: [] };
}

/** One after another, until one fails. Saves the record around each. */
export async function carryOut(
  { store }: Pick<Ports, 'store'>,
  record: PushRecord,
  write: (step: PlanStep, index: number) => Promise<StepResult>,
): Promise<PushRecord> {
  let current = record;
  await store.savePush(current);
  for (const [index, { step }] of record.results.entries()) {
    const result = await write(step, index);
    current = { ...current, results: current.results.map((before, at) => (at === index ? result : before)) };
    await store.savePush(current);
    if (result.outcome !== 'done' && result.outcome !== 'settled-done') break;
  }
  return current;
}
