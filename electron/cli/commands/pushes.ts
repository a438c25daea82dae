import { isAllDone } from '#core/domain/push/outcome.ts';
import type { PushRecord } from '#core/domain/push/plan-types.ts';
import { isWrite } from '#core/domain/push/plan-types.ts';
import type { Command } from '../command.ts';
import { exit } from '../report.ts';

export const pushes: Command = {
  usage: `Usage: payer-wizard pushes [--target T]
  What was pushed and rolled back from this store, the latest first.`,
  options: { target: { type: 'string' } },
  async run(context) {
    const target = context.text('target');
    if (target !== undefined) await context.ports.store.target(target);
    const all = (await context.ports.store.pushes())
      .filter((push) => target === undefined || push.target === target)
      .toSorted((one, other) => (one.at < other.at ? 1 : -1));
    context.report.result({ ok: true, pushes: all }, () => all.map(lineOf));
    return exit.done;
  },
};

function lineOf(push: PushRecord): string {
  const { id, at, target, rollbackOf, rolledBackBy, results } = push;
  const writes = results.filter(({ step }) => isWrite(step)).length;
  const what =
    rollbackOf === null
      ? `push, ${String(writes)} of ${String(results.length)} to write`
      : `roll back of ${rollbackOf}`;
  const state = rolledBackBy !== null ? 'rolled back' : isAllDone(push) ? 'done' : 'not all done';
  return [at, id, target, what, state].join('\t');
}
