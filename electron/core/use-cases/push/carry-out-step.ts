/**
 * @file One write at a target: read again, the state before sealed, the write, the reading back. (1) What is there has to be what
 * the plan was made against. (2) No write is repeated by itself. (3) A result says “failed” only where nothing was written.
 */
import type { Code, Details } from '../../domain/catalogue.ts';
import { explain } from '../../domain/catalogue.ts';
import { Fault, toFailure } from '../../domain/fault.ts';
import type { Comparison, Settled } from '../../domain/push/compare-afterwards.ts';
import { notTried } from '../../domain/push/outcome.ts';
import type { Outcome, PlanStep, StepResult } from '../../domain/push/plan-types.ts';

/** What a step does at the target, and how its result is known. `T`: what is read there. */
export interface StepWork<T = unknown> {
  readonly step: PlanStep;
  /** null: it is not there. */
  read(): Promise<T | null>;
  /** Whether the plan would be the same, made now. */
  fits(now: T | null): Promise<boolean>;
  /** Keeps the state before. */
  seal(now: T | null): Promise<void>;
  /** Right before the request: lets go of what would no longer be sure. */
  letGo(): Promise<void>;
  /** Nothing was written: what was let go of counts again. */
  putBack(): Promise<void>;
  write(now: T | null): Promise<void>;
  /** Notes what is known to have been written. */
  remember(): Promise<void>;
  readBack(): Promise<T | null>;
  /** `now`: as it was before the write. null: it is not there. */
  compare(after: T | null, now: T | null): Comparison | null;
  /** What reading tells where the answer was lost. */
  settle(after: T | null): Settled;
  pid(after: T | null): number | null;
  /** Said of a good result, beside that it is one. */
  readonly note?: Said;
}

interface Around {
  /** Called before the request goes out: where it throws, none does. */
  underWay(result: StepResult): Promise<void>;
  wait(milliseconds: number): Promise<void>;
}

/** Throws only what `underWay` throws. */
export async function carryOutStep(work: StepWork, { underWay, wait }: Around): Promise<StepResult> {
  const { step } = work;
  let now: unknown;
  try {
    now = await work.read();
    if (!(await work.fits(now))) return told(step, 'failed', said('push/changed-meanwhile', {}));
    await work.seal(now);
  } catch (error) {
    return told(step, 'failed', failureOf(error));
  }
  await underWay(told(step, 'unknown', said('push/under-way', {}), { pid: work.pid(now) }));
  try {
    await work.letGo();
    await work.write(now);
  } catch (error) {
    const failure = failureOf(error);
    if (!wasNotDone(failure)) return settled(work, { now, failure, wait });
    await noted(async () => work.putBack());
    return told(step, 'failed', failure);
  }
  await noted(async () => work.remember());
  return readBack(work, now);
}

/** What is no word of the target came before it was asked: a vault that closed, a key that is gone. */
function wasNotDone({ code }: Said): boolean {
  return refusals.has(code) || !code.startsWith('target/');
}

/** What a server answers without having written, and what keeps a request from going out. Any other end of a write says nothing of it. */
const refusals: ReadonlySet<string> = new Set<Code>([
  'target/refused',
  'target/not-allowed',
  'target/forbidden',
  'target/not-found',
  'target/redirect',
  'target/unreachable',
  'target/timeout',
  'target/private-address',
  'target/unknown-ca',
  'target/wrong-host',
  'target/tls',
  'target/proxy',
  'target/handshake-refused',
  'target/client-key-gone',
]);

async function readBack(work: StepWork, now: unknown): Promise<StepResult> {
  const { step, note } = work;
  let after: unknown;
  try {
    after = await work.readBack();
  } catch (error) {
    return told(step, 'not-read-back', said('push/not-read-back', { why: failureOf(error).says }));
  }
  const comparison = work.compare(after, now);
  if (comparison === null) return told(step, 'otherwise', said('push/gone-after', {}));
  if (Object.keys(comparison.other).length > 0) return otherwise(work, after, comparison);
  const words = note ?? { code: '', says: explain('push/done', {}).says };
  return told(step, 'done', words, { pid: work.pid(after), notKept: [...comparison.lost] });
}

/** A server that is late may still be writing: what is not there yet is read again after these, in milliseconds. */
const patience = [1000, 4000];

/** An answer that was lost says nothing of the write: what is there now does. */
async function settled(
  work: StepWork,
  { now, failure, wait }: { now: unknown; failure: Said; wait: Around['wait'] },
): Promise<StepResult> {
  const { step } = work;
  let after: unknown;
  try {
    after = await work.readBack();
    for (const milliseconds of patience) {
      if (work.settle(after) !== 'not-written') break;
      await wait(milliseconds);
      after = await work.readBack();
    }
  } catch (error) {
    failureOf(error);
    return told(step, 'unknown', failure);
  }
  const pid = work.pid(after);
  const comparison = work.compare(after, now) ?? { lost: [], other: {} };
  switch (work.settle(after)) {
    case 'written':
      await noted(async () => work.remember());
      if (Object.keys(comparison.other).length > 0) return otherwise(work, after, comparison);
      return told(step, 'settled-done', failure, { pid, notKept: [...comparison.lost] });
    case 'not-written':
      await noted(async () => work.putBack());
      return told(step, 'settled-not-done', failure, { pid });
    case 'cannot-tell':
      return told(step, 'unknown', said('push/cannot-tell', {}), { pid });
    case 'otherwise':
      return otherwise(work, after, comparison);
  }
}

function otherwise(work: StepWork, after: unknown, { lost, other }: Comparison): StepResult {
  const words = said('push/kept-otherwise', { keys: Object.keys(other).join(', ') });
  return told(work.step, 'otherwise', words, { pid: work.pid(after), notKept: [...lost], keptAs: { ...other } });
}

/** Where it cannot be noted, nothing is known of it: the next plan sends the secret once more, which does no harm. */
async function noted(note: () => Promise<void>): Promise<void> {
  try {
    await note();
  } catch (error) {
    failureOf(error);
  }
}

interface Said {
  readonly code: string;
  readonly says: string;
}

function said<C extends Code>(code: C, details: Details<C>): Said {
  return { code, says: explain(code, details).says };
}

function told(
  step: PlanStep,
  outcome: Outcome,
  { code, says }: Said,
  more: Partial<Pick<StepResult, 'pid' | 'notKept' | 'keptAs'>> = {},
): StepResult {
  return { ...notTried(step), outcome, code, says, ...more };
}

/** A bug is no result of the step. */
function failureOf(error: unknown): Said {
  if (!(error instanceof Fault)) throw error;
  return toFailure(error);
}
