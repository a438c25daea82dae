/** @file A plan as text: what the command line prints, and what goes into a change ticket. Secrets are told by their state. */
import type { ByHand, FieldChange, KeystoreStep, Plan, PlanStep } from './plan-types.ts';
import { isOfKeystore } from './plan-types.ts';

export function planText(plan: Plan): string {
  return `read ${plan.readAt}\n${planLines(plan).join('\n')}\n`;
}

export function planLines({ target, steps, byHand }: Plan): string[] {
  return [`target ${target}`, ...steps.flatMap(stepLines), ...byHand.flatMap(byHandLines)];
}

export function byHandLines({ payer, code, says, hint }: ByHand): string[] {
  return [`by hand\t${payer}`, `  ${says} [${code}]`, `  ${hint}`];
}

function keystoreLines(step: KeystoreStep): string[] {
  const from = step.way === 'file' ? step.filePath : 'private keys are sent';
  const head = `${step.does}\t${step.payer}\t${step.name}\t${from}\tkid ${step.kids.join(', ')}`;
  return [head, ...('changes' in step ? step.changes.map(changeLine) : [])];
}

function stepLines(step: PlanStep): string[] {
  if (isOfKeystore(step)) return keystoreLines(step);
  const head = `${step.does}\t${step.payer}\t${step.nodeId}/${step.moduleId}\t${step.issuer}`;
  switch (step.does) {
    case 'create':
      return [head, ...step.changes.map(changeLine)];
    case 'update':
      return [head, ...step.changes.map(changeLine), ...step.keptKeys.map((key) => `  = ${key} kept as it is`)];
    case 'conflict':
      return [head, `  ${step.says} [${step.code}]`, `  ${step.hint}`];
    default:
      return [head];
  }
}

function changeLine(change: FieldChange): string {
  const { confidence } = change;
  return `${changeWords(change)}${confidence === undefined ? '' : `\t[${confidence}]`}`;
}

function changeWords({ label, key, state, now, planned }: FieldChange): string {
  if (state === 'secret-changed') return `  ± ${label} (${key}): changed here; sent`;
  if (state === 'secret-missing')
    return `  ! ${label} (${key}): used, and not at hand: take in a hand-over, or give it`;
  if (state === 'secret-not-told') return `  ? ${label} (${key}): not readable there; sent again, never erased`;
  return `  ${now === null ? '+' : '±'} ${label} (${key}): ${shown(now)} → ${shown(planned)}`;
}

function shown(value: string | null): string {
  if (value === null || value === '') return '(nothing)';
  const lines = value.split('\n').length;
  return lines > 1 ? `(${String(lines)} lines)` : value;
}
