/** @file Takes back the last push to a target: what it changed is put back, what it created is archived. Its own record is kept like any push's. */
import { explain } from '../domain/catalogue.ts';
import { Fault } from '../domain/fault.ts';
import type { PlanStep, PushRecord, StepResult } from '../domain/push/plan-types.ts';
import { restoredBody, restoringChanges, touchedSince } from '../domain/push/rollback.ts';
import { isArchived, pidOf, wireText } from '../domain/push/same.ts';
import type { Secret } from '../domain/secret.ts';
import type { Ports, WireServer } from '../ports.ts';
import { lastSent, rememberSent } from './last-sent.ts';
import type { OpenTarget } from './open-target.ts';
import { checkConfirmation, openTarget } from './open-target.ts';
import { carryOut, notTried, refuseForOneRun } from './push-definitions.ts';
import { beforeImage, failed, failureOf, sentBefore } from './write-step.ts';

type Needs = Pick<Ports, 'store' | 'vault' | 'adminApi' | 'clock'>;

/** One thing to take back, with all that it takes. */
interface Undoing {
  readonly step: PlanStep;
  readonly body: WireServer;
  readonly secret: Secret | null;
  /** Whether the secret goes back to an earlier one, or has to stay what the push made it. */
  readonly secretStays: boolean;
}

/** Throws `vault/not-in-this-run`, `push/…` before the first write; what fails after it is told in the record. */
export async function rollbackPush(
  ports: Needs,
  { id, confirmation }: { id: string; confirmation: string },
): Promise<PushRecord> {
  await refuseForOneRun(ports);
  const push = await ports.store.push(id);
  refuseUnlessLast(push, await ports.store.pushes());
  const opened = await openTarget(ports, push.target);
  checkConfirmation(opened.target, confirmation);
  const undoings = await plannedUndoings(ports, opened, push);

  // A success that did nothing would say that the state before is back.
  if (undoings.length === 0) throw new Fault('push/nothing-to-undo', { id: push.id });
  const record: PushRecord = {
    version: 1,
    id: ports.clock.newId(),
    target: push.target,
    at: ports.clock.now().toISOString(),
    rollbackOf: push.id,
    rolledBackBy: null,
    results: undoings.map(({ step }) => notTried(step)),
  };
  const done = await carryOut(ports, record, async (_step, index) => undo(ports, opened, undoings[index] as Undoing));
  if (done.results.every(({ outcome }) => outcome === 'done'))
    await ports.store.savePush({ ...push, rolledBackBy: record.id });
  return done;
}

function refuseUnlessLast(push: PushRecord, pushes: readonly PushRecord[]): void {
  if (push.rollbackOf !== null) throw new Fault('push/is-a-rollback', { id: push.id });
  if (push.rolledBackBy !== null) throw new Fault('push/rolled-back-already', { id: push.id });
  const later = pushes.some(
    ({ id, target, at, rollbackOf, rolledBackBy, results }) =>
      id !== push.id &&
      target === push.target &&
      at > push.at &&
      rollbackOf === null &&
      rolledBackBy === null &&
      results.some(wrote),
  );
  if (later) throw new Fault('push/not-the-last', { id: push.id, target: push.target });
}

function wrote({ step, outcome }: StepResult): boolean {
  return (
    (step.does === 'create' || step.does === 'update') &&
    (outcome === 'done' || outcome === 'settled-done' || outcome === 'failed')
  );
}

/** In reverse order. All of it is read and compared before anything is written. */
async function plannedUndoings(ports: Needs, { target, session }: OpenTarget, push: PushRecord): Promise<Undoing[]> {
  const servers = await session.servers();
  const undoings: Undoing[] = [];
  for (const [index, result] of [...push.results.entries()].reverse()) {
    const { step, outcome, notKept } = result;
    if (step.does !== 'create' && step.does !== 'update') continue;
    if (outcome !== 'done' && outcome !== 'settled-done') continue;
    const now = servers.find((server) => pidOf(server) === result.pid && !isArchived(server));
    if (now === undefined) throw new Fault('push/gone-since', { name: step.name });
    const label = touchedSince(step.changes, now, notKept);
    if (label !== null) throw new Fault('push/changed-since', { name: step.name, label });
    const before =
      step.does === 'create'
        ? null
        : ((await ports.vault.record(beforeImage(target.name, push.id, index))) as WireServer);
    undoings.push(await undoing(ports, { target: target.name, push, index, step, now, before }));
  }
  return undoings;
}

interface Found {
  readonly target: string;
  readonly push: PushRecord;
  readonly index: number;
  readonly step: PlanStep;
  readonly now: WireServer;
  /** null: the push created it. */
  readonly before: WireServer | null;
}

async function undoing(ports: Needs, { target, push, index, step, now, before }: Found): Promise<Undoing> {
  const { payer, name, nodeId, moduleId, issuer } = step;
  const place = { payer, name, nodeId, moduleId, issuer };
  const pid = pidOf(now);
  const sent = await lastSent(ports, target, step);
  if (before === null) {
    const body = { ...now, archivedAt: ports.clock.now().toISOString() };
    // Sent again, as always: an update without it may erase it, and the definition may be brought back.
    return { step: { does: 'archive', ...place, pid }, body, secret: sent, secretStays: false };
  }
  const item = sentBefore(target, push.id, index);
  const earlier = (await ports.vault.holds(item)) ? await ports.vault.secret(item) : null;
  const changes = restoringChanges(before, now);
  return {
    step: { does: 'update', ...place, pid, changes, keptKeys: [] },
    body: restoredBody(before, now),
    secret: earlier ?? sent,
    secretStays: earlier === null && sent !== null,
  };
}

async function undo(
  ports: Needs,
  { target, session }: OpenTarget,
  { step, body, secret, secretStays }: Undoing,
): Promise<StepResult> {
  if (step.does !== 'archive' && step.does !== 'update') throw new TypeError(`Not a step of a roll back: ${step.does}`);
  const { nodeId, moduleId, pid } = step;
  try {
    await session.update({ nodeId, moduleId, pid }, body, secret);
    if (secret !== null) await rememberSent(ports, target.name, { place: step, secret });
    return await confirmUndone(session, step, secretStays);
  } catch (error) {
    return failed(step, failureOf(error));
  }
}

async function confirmUndone(
  session: OpenTarget['session'],
  step: Extract<PlanStep, { does: 'archive' | 'update' }>,
  secretStays: boolean,
): Promise<StepResult> {
  const after = (await session.servers()).find((server) => pidOf(server) === step.pid);
  const done = { step, outcome: 'done' as const, pid: step.pid, code: '', notKept: [] };
  // An archived definition may be hidden from then on.
  if (step.does === 'archive')
    return after === undefined || isArchived(after)
      ? { ...done, says: 'Archived.' }
      : failed(step, { code: 'push/kept-otherwise', ...explain('push/kept-otherwise', { keys: 'archivedAt' }) });
  const wrong = step.changes.filter(
    ({ key, planned }) => after === undefined || wireText(after, key) !== (planned ?? ''),
  );
  if (wrong.length > 0)
    return failed(step, {
      code: 'push/kept-otherwise',
      ...explain('push/kept-otherwise', { keys: wrong.map(({ key }) => key).join(', ') }),
    });
  if (!secretStays) return { ...done, says: 'As it was before the push.' };
  return { ...done, code: 'push/secret-kept', says: explain('push/secret-kept', {}).says };
}
