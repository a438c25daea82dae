/** @file What an outcome means for those who act on it. */
import type { DefinitionStep, Outcome, PlanStep, PushRecord, StepResult } from './plan-types.ts';

/** Whether the target holds what was planned, as far as it can be read. */
export function isDone(outcome: Outcome): boolean {
  return outcome === 'done' || outcome === 'settled-done';
}

export function isAllDone({ results }: Pick<PushRecord, 'results'>): boolean {
  return results.every(({ outcome }) => isDone(outcome));
}

/** Earlier versions had no `otherwise`. */
const writtenThough = ['push/kept-otherwise', 'push/gone-after'];

/** One of a step that creates or changes a definition. */
export type DefinitionResult = StepResult & { readonly step: Extract<DefinitionStep, { does: 'create' | 'update' }> };

export function ofDefinition(result: StepResult): result is DefinitionResult {
  return result.step.does === 'create' || result.step.does === 'update';
}

/** The same, and what reading said was not written: a server that is very late may have written it after that. */
export function mightHaveWritten(result: StepResult): boolean {
  return result.outcome === 'settled-not-done' || mayHaveWritten(result);
}

/** Whether there may be something to take back. What is only possible is found out by reading. */
export function mayHaveWritten({ outcome, code }: StepResult): boolean {
  switch (outcome) {
    case 'not-tried':
    case 'settled-not-done':
      return false;
    case 'failed':
      return writtenThough.includes(code);
    default:
      return true;
  }
}

export function notTried(step: PlanStep): StepResult {
  return { step, outcome: 'not-tried', pid: null, code: '', says: '', notKept: [], keptAs: {} };
}
