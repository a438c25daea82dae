/**
 * @file Takes back a push: what it changed is put back, what it created is archived. Its own record is kept like any push’s; one that
 * stopped halfway is gone on with by a second one.
 */
import { explain } from '../../domain/catalogue.ts';
import { compareAfterwards, settle } from '../../domain/push/compare-afterwards.ts';
import { isAllDone, notTried } from '../../domain/push/outcome.ts';
import type { PushRecord, StepResult } from '../../domain/push/plan-types.ts';
import { isArchived, pidOf } from '../../domain/push/same.ts';
import { restoredBody, undoOf } from '../../domain/push/undo.ts';
import type { Ports, WireServer } from '../../ports.ts';
import { sealing } from './before-image.ts';
import type { CarryingOut } from './carry-out.ts';
import { carryOut } from './carry-out.ts';
import type { StepWork } from './carry-out-step.ts';
import type { OpenTarget } from './open-target.ts';
import { checkConfirmation } from './open-target.ts';
import type { RollbackWish, Undoing } from './plan-rollback.ts';
import { keystoreWork } from './keystore-work.ts';
import { readRollback } from './plan-rollback.ts';
import { refuseForOneRun } from './push-definitions.ts';
import { issuerAfterwards, readDefinition } from './read-definition.ts';
import type { KeystoreUndoing } from './undo-keystores.ts';

type Needs = Pick<Ports, 'store' | 'vault' | 'adminApi' | 'clock'>;

export interface ConfirmedRollback extends RollbackWish, Pick<CarryingOut, 'signal' | 'told'> {
  /** The target’s name, where it is a production target. */
  readonly confirmation: string;
}

/** Throws `vault/not-in-this-run`, `push/…` before the first write; what fails after it is told in the record. */
export async function rollbackPush(ports: Needs, wish: ConfirmedRollback): Promise<PushRecord> {
  await refuseForOneRun(ports);
  const { push, opened, undoings, keystores, byHand } = await readRollback(ports, wish);
  checkConfirmation(opened.target, wish.confirmation);
  const record: PushRecord = {
    version: 1,
    id: ports.clock.newId(),
    target: push.target,
    address: opened.target.baseUrl,
    at: ports.clock.now().toISOString(),
    rollbackOf: push.id,
    rolledBackBy: null,
    results: [
      ...undoings.map(({ step, now }): StepResult =>
        step.does === 'nothing' ? { ...notTried(step), outcome: 'done', pid: now && pidOf(now) } : notTried(step),
      ),
      ...keystores.map(({ step }) => notTried(step)),
    ],
    byHand: [...byHand],
  };
  const done = await carryOut(ports, {
    record,
    // A definition goes back before the keystore that it names.
    phases: [
      [...undoings.keys()].filter((index) => undoings[index]?.step.does !== 'nothing'),
      keystores.map((_, index) => undoings.length + index),
    ],
    work: async (index) => {
      const where = { pushId: record.id, index };
      const undoing = undoings[index];
      if (undoing !== undefined) return Promise.resolve(undoWork(ports, opened, { ...undoing, ...where }));
      const { step } = keystores[index - undoings.length] as KeystoreUndoing;
      return Promise.resolve(keystoreWork(ports, opened, { step, pushable: null, keyIds: [], ...where }));
    },
    signal: wish.signal,
    told: wish.told,
  });
  if (isAllDone(done)) await ports.store.savePush({ ...push, rolledBackBy: record.id });
  return done;
}

function undoWork(
  ports: Needs,
  { target, session }: OpenTarget,
  { step, result, undo, before, secret, secretStays, pushId, index }: Undoing & { pushId: string; index: number },
): StepWork<WireServer> {
  if (step.does !== 'archive' && step.does !== 'update') throw new TypeError(`Not a step of a roll back: ${step.does}`);
  const { nodeId, moduleId, pid } = step;
  const common = {
    step,
    read: async () => readDefinition(session, step),
    fits: async (now: WireServer | null) =>
      Promise.resolve(JSON.stringify(undoOf(result, now)) === JSON.stringify(undo)),
    ...sealing(ports, { target, step, secret, pushId, index }),
    readBack: async () => readDefinition(session, step, issuerAfterwards(step)),
    pid: () => pid,
  };
  if (step.does === 'archive')
    return {
      ...common,
      write: async (now) =>
        session.update({ nodeId, moduleId, pid }, { ...now, archivedAt: ports.clock.now().toISOString() }, secret),
      // An archived definition may be hidden from then on.
      compare: (after) => ({ lost: [], other: after === null || isArchived(after) ? {} : { archivedAt: '' } }),
      settle: (after) => (after === null || isArchived(after) ? 'written' : 'not-written'),
    };

  const changes = step.changes.filter(({ state }) => state === 'different');
  const wanted = Object.fromEntries(changes.map(({ key, planned }) => [key, planned ?? '']));
  return {
    ...common,
    write: async (now) =>
      session.update(
        { nodeId, moduleId, pid },
        restoredBody(changes, { before: before ?? {}, now: now ?? {} }),
        secret,
      ),
    compare: (after) => (after === null ? null : compareAfterwards(wanted, after)),
    settle: (after) => (after === null ? 'otherwise' : settle(step.changes, after)),
    ...(secretStays ? { note: { code: 'push/secret-kept', says: explain('push/secret-kept', {}).says } } : {}),
  };
}
