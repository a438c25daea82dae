/**
 * @file Carries out the steps of a push or a roll back, a few at a time. (1) Each step is noted in the record before its request
 * goes out and after it ended, so that a power cut leaves a true history. (2) After the first step that did not end well no
 * other begins; those that have begun end.
 */
import { Fault, toFailure } from '../../domain/fault.ts';
import { isDone } from '../../domain/push/outcome.ts';
import type { PushRecord, StepResult } from '../../domain/push/plan-types.ts';
import { isWrite } from '../../domain/push/plan-types.ts';
import type { Ports } from '../../ports.ts';
import type { StepWork } from './carry-out-step.ts';
import { carryOutStep } from './carry-out-step.ts';

/** At once: enough that nobody waits for each answer, and few enough for an account that locks itself, and for a small server. */
const SIDE_BY_SIDE = 4;

export interface Progress {
  readonly done: number;
  readonly of: number;
}

export interface CarryingOut {
  readonly record: PushRecord;
  /** By the index of the step in the record. A phase begins when all of the one before it ended well. */
  readonly phases: readonly (readonly number[])[];
  readonly work: (index: number) => Promise<StepWork>;
  /** No step begins after it is given. */
  readonly signal?: AbortSignal | undefined;
  /** What has to be noted of a step beside its result. */
  readonly ended?: ((result: StepResult) => Promise<void>) | undefined;
  readonly told?: ((progress: Progress) => void) | undefined;
}

/** The record with what became of each step. Throws `push/not-recorded` where the store did not take it. */
export async function carryOut(ports: Pick<Ports, 'store' | 'clock'>, given: CarryingOut): Promise<PushRecord> {
  const { record, phases, signal, told } = given;
  const results = [...record.results];
  const of = phases.flat().length;
  let [ended, stopped] = [0, false];
  let unsaved: unknown = null;

  async function note(index: number, result: StepResult): Promise<void> {
    try {
      await ports.store.notePush(record.id, index, result);
    } catch (error) {
      unsaved ??= error;
      throw error;
    }
  }

  async function one(index: number): Promise<void> {
    const result = await carriedOut(index);
    results[index] = result;
    if (!isDone(result.outcome)) stopped = true;
    await note(index, result);
    await given.ended?.(result);
    told?.({ done: (ended += 1), of });
  }

  /** What keeps a step from being prepared, as a vault that was locked meanwhile, is a failure of that step. */
  async function carriedOut(index: number): Promise<StepResult> {
    let work: StepWork;
    try {
      work = await given.work(index);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const { code, says } = toFailure(error);
      return { ...(results[index] as StepResult), outcome: 'failed', code, says };
    }
    const underWay = async (result: StepResult) => note(index, result);
    return carryOutStep(work, { underWay, wait: async (milliseconds) => ports.clock.wait(milliseconds) });
  }

  async function worker(queue: Iterator<number>): Promise<void> {
    for (let next = queue.next(); next.done !== true; next = queue.next()) {
      if (stopped || unsaved !== null || signal?.aborted === true) return;
      try {
        await one(next.value);
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  }

  await ports.store.savePush(record);
  for (const phase of phases) {
    // The first goes alone: what a server refuses of it, it would refuse of all.
    for (const [part, workers] of [
      [phase.slice(0, 1), 1],
      [phase.slice(1), SIDE_BY_SIDE],
    ] as const) {
      const queue = part.values();
      const working = Array.from({ length: workers }, async () => worker(queue));
      const broken = (await Promise.allSettled(working)).find((each) => each.status === 'rejected');
      if (broken !== undefined && broken.reason !== unsaved) throw broken.reason;
    }
  }
  const whole = { ...record, results };
  if (unsaved !== null) throw notRecorded(whole, unsaved);
  return whole;
}

function notRecorded({ id, results }: PushRecord, error: unknown): unknown {
  if (!(error instanceof Fault)) return error;
  const written = results.filter(({ step, outcome }) => isWrite(step) && isDone(outcome)).length;
  return new Fault('push/not-recorded', { id, written: String(written), why: error.message }, { cause: error });
}
