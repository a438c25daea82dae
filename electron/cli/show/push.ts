import type { ByHand, FieldChange, KeystoreStep, Plan, PlanStep, PushRecord } from '#core/domain/push/plan-types.ts';
import { isOfKeystore } from '#core/domain/push/plan-types.ts';

export function planLines({ target, steps, byHand }: Plan): string[] {
  return [`target ${target}`, ...steps.flatMap(stepLines), ...byHand.flatMap(byHandLines)];
}

function byHandLines({ payer, code, says, hint }: ByHand): string[] {
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

function changeLine({ label, key, state, now, planned }: FieldChange): string {
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

export function pushLines({ id, target, results, byHand }: PushRecord): string[] {
  return [
    `push ${id} to ${target}`,
    ...results.flatMap(({ step, outcome, pid, code, says, notKept, keptAs }) => [
      `${outcome}\t${step.does}\t${step.payer}${pid === null ? '' : `\tpid ${String(pid)}`}`,
      ...(code === '' ? [] : [`  ${says} [${code}]`]),
      ...Object.keys(keptAs).map((key) => `  ${key} came back with another value`),
      ...notKept.map((key) => `  ${key} was sent and did not come back: this version does not keep it`),
    ]),
    ...byHand.flatMap(byHandLines),
  ];
}
