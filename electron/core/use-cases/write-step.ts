/** @file One write of a push: the state before sealed, the write, the reading back. */
import { explain } from '../domain/catalogue.ts';
import type { ServerDefinition } from '../domain/definition/server-definition.ts';
import { Fault, toFailure } from '../domain/fault.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { compareAfterwards, plannedBody } from '../domain/push/plan.ts';
import type { PlanStep, StepResult } from '../domain/push/plan-types.ts';
import { pidOf } from '../domain/push/same.ts';
import type { Secret } from '../domain/secret.ts';
import type { AdminSession, Ports, VaultItem, WireServer } from '../ports.ts';
import { completeDefinition } from './complete-definition.ts';
import { lastSent, rememberSent, secretToSend } from './last-sent.ts';
import type { OpenTarget } from './open-target.ts';

type Needs = Pick<Ports, 'vault'>;
type Writing = Extract<PlanStep, { does: 'create' | 'update' }>;

export interface StepToWrite {
  readonly step: PlanStep;
  readonly payer: Payer;
  /** As they were when the plan was confirmed. */
  readonly servers: readonly WireServer[];
  readonly pushId: string;
  readonly index: number;
}

export function beforeImage(target: string, pushId: string, index: number): VaultItem & { kind: 'before-image' } {
  return { owner: `target:${target}`, kind: 'before-image', id: `${pushId} ${String(index)}` };
}

export function sentBefore(target: string, pushId: string, index: number): VaultItem {
  return { owner: `target:${target}`, kind: 'sent-before', id: `${pushId} ${String(index)}` };
}

/** Never throws for what the target does: that is the result. */
export async function writeStep(ports: Needs, opened: OpenTarget, given: StepToWrite): Promise<StepResult> {
  const { step, payer, servers } = given;
  if (step.does !== 'create' && step.does !== 'update') throw new TypeError(`A step that is no write: ${step.does}`);
  const definition = completeDefinition(payer);
  const secret = await secretToSend(ports, payer);
  const present = step.does === 'update' ? (servers.find((server) => pidOf(server) === step.pid) ?? null) : null;
  await sealBefore(ports, opened.target.name, { ...given, step, present });

  const body = plannedBody(definition, present);
  try {
    await write(opened.session, step, { body, secret });
  } catch (error) {
    return afterFailure(ports, opened, { step, definition, secret, error });
  }
  await remember(ports, opened.target.name, step, secret);
  return readBack(opened.session, step, definition);
}

async function sealBefore(
  ports: Needs,
  target: string,
  { step, present, pushId, index }: { step: Writing; present: WireServer | null; pushId: string; index: number },
): Promise<void> {
  await ports.vault.keepRecord(beforeImage(target, pushId, index), present);
  const earlier = await lastSent(ports, target, step);
  if (earlier !== null) await ports.vault.keep(sentBefore(target, pushId, index), earlier);
}

async function write(
  session: AdminSession,
  step: Writing,
  { body, secret }: { body: WireServer; secret: Secret | null },
): Promise<void> {
  const { nodeId, moduleId } = step;
  if (step.does === 'create') await session.create({ nodeId, moduleId }, body, secret);
  else await session.update({ nodeId, moduleId, pid: step.pid }, body, secret);
}

async function remember(ports: Needs, target: string, place: Writing, secret: Secret | null): Promise<void> {
  if (secret !== null) await rememberSent(ports, target, { place, secret });
}

async function readBack(session: AdminSession, step: Writing, definition: ServerDefinition): Promise<StepResult> {
  const { nodeId, moduleId, issuer } = step;
  try {
    const after = await session.server({ nodeId, moduleId, issuer });
    if (after === null) return failed(step, { code: 'push/gone-after', ...explain('push/gone-after', {}) });
    const { lost, other } = compareAfterwards(definition, after);
    const result = { step, pid: pidOf(after), notKept: lost };
    if (other.length === 0) return { ...result, outcome: 'done', code: '', says: 'Written and read back.' };
    const { says } = explain('push/kept-otherwise', { keys: other.join(', ') });
    return { ...result, outcome: 'failed', code: 'push/kept-otherwise', says };
  } catch (error) {
    return failed(step, failureOf(error));
  }
}

interface Failed {
  readonly step: Writing;
  readonly definition: ServerDefinition;
  readonly secret: Secret | null;
  readonly error: unknown;
}

/** An answer that was lost says nothing of the write: what is there now does. */
async function afterFailure(
  ports: Needs,
  { target, session }: OpenTarget,
  { step, definition, secret, error }: Failed,
): Promise<StepResult> {
  const failure = failureOf(error);
  if (failure.code !== 'target/unknown-outcome') return failed(step, failure);
  const { nodeId, moduleId, issuer } = step;
  try {
    const after = await session.server({ nodeId, moduleId, issuer });
    const shows = step.changes.filter(({ state }) => state === 'different');
    if (after !== null && shows.length === 0)
      return failed(step, { code: 'push/cannot-tell', ...explain('push/cannot-tell', {}) });
    const { lost, other } = after === null ? { lost: [], other: ['all'] } : compareAfterwards(definition, after);
    // Keys that this server never keeps are lost either way; one that it keeps, and that is as planned, was written.
    const written = after !== null && other.length === 0 && shows.some(({ key }) => !lost.includes(key));
    if (written) await remember(ports, target.name, step, secret);
    return {
      step,
      outcome: written ? 'settled-done' : 'settled-not-done',
      pid: after === null ? null : pidOf(after),
      code: failure.code,
      says: failure.says,
      notKept: written ? lost : [],
    };
  } catch {
    return failed(step, failure);
  }
}

export function failed(step: PlanStep, { code, says }: { code: string; says: string }): StepResult {
  return { step, outcome: 'failed', pid: null, code, says, notKept: [] };
}

export function failureOf(error: unknown): { code: string; says: string } {
  if (!(error instanceof Fault)) throw error;
  return toFailure(error);
}
