/** @file What a roll back would do: all of it is read and judged before anything is written. */
import { secretKey, wireNames } from '../../domain/definition/wire-names.ts';
import { Fault } from '../../domain/fault.ts';
import type { PayerRef } from '../../domain/payer/payer.ts';
import { placeKey, samePlace } from '../../domain/push/history.ts';
import type { DefinitionResult } from '../../domain/push/outcome.ts';
import { mayHaveWritten, mightHaveWritten, ofDefinition } from '../../domain/push/outcome.ts';
import type { ByHand, DefinitionStep, FieldChange, Plan, PushRecord } from '../../domain/push/plan-types.ts';
import { isArchived, pidOf, wireText } from '../../domain/push/same.ts';
import type { Undo } from '../../domain/push/undo.ts';
import { undoOf } from '../../domain/push/undo.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Ports, WireServer } from '../../ports.ts';
import { beforeImage, sentBefore } from './before-image.ts';
import type { KeystoreUndoing } from './undo-keystores.ts';
import { keystoreUndoings } from './undo-keystores.ts';
import type { Typed } from './last-sent.ts';
import { areSame, lastSent } from './last-sent.ts';
import type { OpenTarget } from './open-target.ts';
import { openTarget } from './open-target.ts';

type Needs = Pick<Ports, 'store' | 'vault' | 'adminApi' | 'clock'>;

export interface RollbackWish {
  readonly id: string;
  /** Secrets that counted before the push, where the vault never held them. */
  readonly typed?: Typed | undefined;
  /** Leaves the secret of the push where the one before is not known. */
  readonly keepSecrets?: boolean | undefined;
}

export interface PlannedRollback {
  readonly push: PushRecord;
  readonly opened: OpenTarget;
  readonly undoings: readonly Undoing[];
  /** After the definitions that name them. */
  readonly keystores: readonly KeystoreUndoing[];
  readonly byHand: readonly ByHand[];
}

/** The plan of a roll back, to be shown. Throws as `readRollback`. */
export async function planRollback(ports: Needs, wish: RollbackWish): Promise<Plan> {
  const { push, undoings, keystores, byHand } = await readRollback(ports, wish);
  return {
    target: push.target,
    readAt: ports.clock.now().toISOString(),
    steps: [...undoings, ...keystores].map(({ step }) => step),
    keystoreReference: '',
    byHand: [...byHand],
  };
}

/** Throws `push/…` for what cannot be rolled back, and what the target answers. */
export async function readRollback(ports: Needs, wish: RollbackWish): Promise<PlannedRollback> {
  const push = await ports.store.push(wish.id);
  refuseUnlessLast(push, await ports.store.pushes());
  const opened = await openTarget(ports, push.target);
  if (push.address !== '' && push.address !== opened.target.baseUrl)
    throw new Fault('push/other-address', { id: push.id, target: push.target, address: push.address });
  const undoings = await plannedUndoings(ports, opened, { push, wish });
  const { keystores, byHand } = await keystoreUndoings(ports, opened, push);
  // A success that did nothing would say that the state before is back.
  if (undoings.length + keystores.length === 0) throw new Fault('push/nothing-to-undo', { id: push.id });
  return { push, opened, undoings, keystores, byHand };
}

/** A later push to the same place has found what this one left, and goes first. */
function refuseUnlessLast(push: PushRecord, pushes: readonly PushRecord[]): void {
  if (push.rollbackOf !== null) throw new Fault('push/is-a-rollback', { id: push.id });
  if (push.rolledBackBy !== null) throw new Fault('push/rolled-back-already', { id: push.id });
  const places = new Set(
    push.results
      .filter(ofDefinition)
      .filter(mightHaveWritten)
      .map(({ step }) => placeKey(step)),
  );
  const later = pushes.some(
    ({ id, target, address, at, rollbackOf, rolledBackBy, results }) =>
      id !== push.id &&
      target === push.target &&
      address === push.address &&
      at > push.at &&
      rollbackOf === null &&
      rolledBackBy === null &&
      results.some((result) => ofDefinition(result) && mayHaveWritten(result) && places.has(placeKey(result.step))),
  );
  if (later) throw new Fault('push/not-the-last', { id: push.id, target: push.target });
}

/** One thing to take back, with all that it takes. */
export interface Undoing {
  readonly step: DefinitionStep;
  readonly result: DefinitionResult;
  /** What was found to be needed, of what is there now. */
  readonly undo: Undo;
  readonly now: WireServer | null;
  /** null: the push created it. */
  readonly before: WireServer | null;
  readonly secret: Secret | null;
  /** The secret has to stay what the push made it. */
  readonly secretStays: boolean;
}

interface Found {
  readonly push: PushRecord;
  readonly wish: RollbackWish;
}

/** In reverse order. */
async function plannedUndoings(ports: Needs, opened: OpenTarget, { push, wish }: Found): Promise<Undoing[]> {
  const servers = await opened.session.servers();
  const undoings: Undoing[] = [];
  const secretless: PayerRef[] = [];
  for (const [index, result] of [...push.results.entries()].reverse()) {
    if (!ofDefinition(result) || !mightHaveWritten(result)) continue;
    const undoing = await undoingOf(ports, opened, { push, wish, index, result, now: presentOf(result, servers) });
    if (undoing === null) secretless.push(result.step.payer);
    else undoings.push(undoing);
  }
  if (secretless.length > 0) throw new Fault('push/secret-needed', { payers: secretless.join(', ') });
  return undoings;
}

/** By its pid, or by its place where the answer that would have told it was lost. */
function presentOf({ step, pid }: DefinitionResult, servers: readonly WireServer[]): WireServer | null {
  if (pid !== null) return servers.find((server) => pidOf(server) === pid) ?? null;
  const here = servers.filter((server) => samePlace(step, placeOf(server)));
  return here.find((server) => !isArchived(server)) ?? here[0] ?? null;
}

function placeOf(server: WireServer) {
  const [nodeId, moduleId] = [wireText(server, 'nodeId'), wireText(server, 'moduleId')];
  return { nodeId, moduleId, issuer: wireText(server, wireNames.issuer.key) };
}

interface OfStep extends Found {
  readonly index: number;
  readonly result: DefinitionResult;
  readonly now: WireServer | null;
}

/** null: a secret is needed that nobody has given. */
async function undoingOf(
  ports: Needs,
  { target }: OpenTarget,
  { push, wish, index, result, now }: OfStep,
): Promise<Undoing | null> {
  const { payer, name, nodeId, moduleId, issuer } = result.step;
  const place = { payer, name, nodeId, moduleId, issuer };
  const found = undoOf(result, now);
  // What reading said was not written is taken back only where it stands there after all.
  const undo = result.outcome === 'settled-not-done' && !wasPushed(found) ? asBefore : found;
  if (undo.is === 'gone') throw new Fault('push/gone-since', { name });
  if (undo.is === 'changed-since') throw new Fault('push/changed-since', { name, label: undo.label });
  const sent = await lastSent(ports, target, result.step);
  const pid = now === null ? (result.pid ?? 0) : pidOf(now);
  const common = { result, undo, now, before: null, secret: sent, secretStays: false };
  const nothing: Undoing = { ...common, step: { does: 'nothing', ...place, pid } };
  if (undo.is === 'as-before' || now === null) return nothing;
  // Sent again, as always: an update without it may erase it, and the definition may be brought back.
  if (undo.is === 'archive') return { ...common, step: { does: 'archive', ...place, pid } };

  const before = (await ports.vault.record(beforeImage(target.name, push.id, index))) as WireServer;
  const earlier = await earlierSecret(ports, { target: target.name, push, wish, index, result, before, sent });
  if (earlier === 'needed') return null;
  const changes = [...undo.changes, ...lostChanges(result, { before, now }), ...earlier.changes];
  if (changes.length === 0) return nothing;
  const step: DefinitionStep = { does: 'update', ...place, pid, changes, keptKeys: [] };
  return { ...common, step, before, secret: earlier.secret, secretStays: earlier.stays };
}

/** Keys that are not ours and that the push lost: they stand in the state before. */
function lostChanges(
  { step, notKept }: DefinitionResult,
  { before, now }: Record<'before' | 'now', WireServer>,
): FieldChange[] {
  return notKept
    .filter((key) => !step.changes.some((change) => change.key === key) && wireText(now, key) === '')
    .filter((key) => wireText(before, key) !== '')
    .map((key) => ({ key, label: key, state: 'different', now: null, planned: wireText(before, key) }));
}

const asBefore: Undo = { is: 'as-before' };

function wasPushed(undo: Undo): boolean {
  return undo.is === 'archive' || (undo.is === 'restore' && undo.changes.length > 0);
}

interface SecretWish extends Omit<OfStep, 'now'> {
  readonly target: string;
  readonly before: WireServer;
  readonly sent: Secret | null;
}

interface Earlier {
  readonly secret: Secret | null;
  readonly stays: boolean;
  readonly changes: FieldChange[];
}

/** The secret that goes back with the fields. `needed`: there was one perhaps, and nobody here has it. */
async function earlierSecret(ports: Needs, given: SecretWish): Promise<Earlier | 'needed'> {
  const { target, push, wish, index, result, before, sent } = given;
  const item = sentBefore(target, push.id, index);
  const typed = wish.typed?.get(result.step.payer);
  const earlier = typed ?? ((await ports.vault.holds(item)) ? await ports.vault.secret(item) : null);
  if (earlier !== null) {
    const isThere = sent !== null && (await areSame(ports, earlier, sent));
    return { secret: earlier, stays: false, changes: isThere ? [] : [secretChange] };
  }
  const stays = { secret: sent, stays: true, changes: [] };
  // A definition that authenticates by a key had none to lose.
  if (wireText(before, wireNames.clientAuthenticationMode.key) === 'PRIVATE_KEY_JWT') return { ...stays, stays: false };
  return wish.keepSecrets === true ? stays : 'needed';
}

const secretChange: FieldChange = {
  key: secretKey,
  label: 'Client Secret',
  state: 'secret-changed',
  now: null,
  planned: null,
};
