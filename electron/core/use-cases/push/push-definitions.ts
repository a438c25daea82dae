/** @file Carries out a plan: exactly the one that was shown. */
import { Fault } from '../../domain/fault.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { compareAfterwards, lostOfOthers, settle } from '../../domain/push/compare-afterwards.ts';
import { historyOf } from '../../domain/push/history.ts';
import { notTried } from '../../domain/push/outcome.ts';
import { plannedTexts, planStep } from '../../domain/push/plan.ts';
import type { DefinitionStep, Plan, PlanStep, PushRecord, StepResult } from '../../domain/push/plan-types.ts';
import { isOfKeystore, isWrite } from '../../domain/push/plan-types.ts';
import { pidOf } from '../../domain/push/same.ts';
import type { Ports, WireServer } from '../../ports.ts';
import { sealing } from './before-image.ts';
import type { CarryingOut } from './carry-out.ts';
import { carryOut } from './carry-out.ts';
import type { StepWork } from './carry-out-step.ts';
import { confirmedPayers } from '../judge-payer.ts';
import { recordSentKeys } from '../key-departures.ts';
import type { Typed } from './last-sent.ts';
import { secretToSend } from './last-sent.ts';
import type { OpenTarget } from './open-target.ts';
import { checkConfirmation, openTarget } from './open-target.ts';
import { keystoreWork } from './keystore-work.ts';
import type { Circumstances } from './plan-push.ts';
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
  /** Who sends private keys: it is written down with what left the vault. */
  readonly by?: string | undefined;
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
  const history = historyOf(await ports.store.pushes(), opened.target);
  const record: PushRecord = {
    version: 1,
    id: ports.clock.newId(),
    target: plan.target,
    address: opened.target.baseUrl,
    at: ports.clock.now().toISOString(),
    rollbackOf: null,
    rolledBackBy: null,
    results: plan.steps.map(before),
    byHand: plan.byHand,
  };
  const writes = [...plan.steps.entries()].filter(([, step]) => isWrite(step));
  const indexes = (ofKeystores: boolean) =>
    writes.filter(([, step]) => isOfKeystore(step) === ofKeystores).map(([index]) => index);
  const keyIds = plan.steps.some(isOfKeystore) ? await keysInVault(ports) : new Map<string, string[]>();
  const byPayer = new Map(pushables.map((pushable) => [pushable.payer, pushable]));
  return carryOut(ports, {
    record,
    // A module whose definition names a keystore that is not there does not start (smile-cdr §4.4).
    phases: [indexes(true), indexes(false)],
    work: async (index) => {
      const step = plan.steps[index] as PlanStep;
      const pushable = byPayer.get(step.payer) as Pushable;
      const where = { pushId: record.id, index };
      if (isOfKeystore(step))
        return keystoreWork(ports, opened, { step, pushable, keyIds: keyIds.get(step.payer) ?? [], ...where });
      const given = {
        pushable,
        typed: push.typed ?? new Map(),
        history,
        reference: plan.keystoreReference,
        learnt: nothing,
      };
      return definitionWork(ports, opened, { step, ...given, ...where });
    },
    ended: async (result) => recordSentKeys(ports, { ...record, results: [result] }, push.by ?? ''),
    signal,
    told,
  });
}

/** The record of a push stays: without the state before, which is sealed beside it, it could not be rolled back. */
export async function refuseForOneRun({ vault }: Pick<Ports, 'vault'>): Promise<void> {
  if ((await vault.keptFor()) === 'run') throw new Fault('vault/not-in-this-run', { what: 'The state before a push' });
}

/** Ids of private keys, by payer: all items are looked at once, and not for each. */
async function keysInVault({ vault }: Pick<Ports, 'vault'>): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>();
  for (const { owner, kind, id } of await vault.items())
    if (kind === 'private-key') ids.set(owner, [...(ids.get(owner) ?? []), id]);
  return ids;
}

function refuseUnfit(plan: Plan, pushables: readonly Pushable[]): void {
  const conflict = plan.steps.find((step) => step.does === 'conflict');
  if (conflict !== undefined) throw new Fault('push/has-conflicts', { says: conflict.says });
  const refs = (all: readonly { payer: string }[]) =>
    all
      .map(({ payer }) => payer)
      .toSorted()
      .join(' ');
  if (refs(plan.steps.filter((step) => !isOfKeystore(step))) !== refs(pushables))
    throw new Fault('push/other-payers', {});
  const missing = missingSecrets(plan);
  if (missing.length > 0) throw new Fault('push/secret-missing', { payers: missing.join(', ') });
}

/** What is as planned needs no request. */
function before(step: PlanStep): StepResult {
  if (isWrite(step)) return notTried(step);
  return { ...notTried(step), outcome: 'done', pid: 'pid' in step ? step.pid : null };
}

/** How sure a name is changes nothing of what is written. */
const nothing = { seen: [], described: null };

/** Keys that are not ours go back as they are, whichever they are by now. */
function sameStep(one: DefinitionStep, other: DefinitionStep): boolean {
  const bare = (step: DefinitionStep) => {
    const changes = 'changes' in step ? step.changes.map(({ confidence: _confidence, ...change }) => change) : [];
    return JSON.stringify({ ...step, changes, keptKeys: [] });
  };
  return bare(one) === bare(other);
}

interface Given extends Circumstances {
  readonly step: DefinitionStep;
  readonly pushId: string;
  readonly index: number;
}

async function definitionWork(
  ports: Needs,
  { target, session }: OpenTarget,
  { step, pushId, index, ...circumstances }: Given,
): Promise<StepWork<WireServer>> {
  if (step.does !== 'create' && step.does !== 'update') throw new TypeError(`A step that is no write: ${step.does}`);
  const { nodeId, moduleId } = step;
  const { secret } = await secretToSend(ports, target, circumstances);
  const planned = plannedTexts(await wantedThere(ports, target, circumstances));
  return {
    step,
    read: async () => readDefinition(session, step),
    fits: async (now) => {
      const wanted = await wantedThere(ports, target, circumstances);
      return sameStep(planStep(wanted, now === null ? [] : [now]), step);
    },
    ...sealing(ports, { target, step, secret, pushId, index }),
    write: async (now) =>
      step.does === 'create'
        ? session.create({ nodeId, moduleId }, planned, secret)
        : // Keys that are not ours stay as they are.
          session.update({ nodeId, moduleId, pid: step.pid }, { ...now, ...planned }, secret),
    readBack: async () => readDefinition(session, step, issuerAfterwards(step)),
    compare: (after, now) => {
      if (after === null) return null;
      const { lost, other } = compareAfterwards(planned, after);
      return { lost: [...lost, ...lostOfOthers(now ?? {}, after, planned)], other };
    },
    settle: (after) =>
      after === null ? (step.does === 'create' ? 'not-written' : 'otherwise') : settle(step.changes, after),
    pid: (after) => (after === null ? null : pidOf(after)),
  };
}
