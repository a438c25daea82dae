import { byHandLines } from '#core/domain/push/plan-text.ts';
import type { PushRecord } from '#core/domain/push/plan-types.ts';

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
