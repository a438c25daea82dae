import { planPush } from '#core/use-cases/plan-push.ts';
import type { Command } from '../command.ts';
import { exit } from '../report.ts';
import { chosenPayers } from '../chosen-payers.ts';
import { tellKeyConcerns } from '../open-errors.ts';
import { planLines } from '../show/push.ts';

export const planCommand: Command = {
  usage: `Usage: payer-wizard plan PAYER... | --all --target T
  Shows what a push would do. Reads the target, writes nothing. Status 2 when there is something to do.`,
  options: { target: { type: 'string' }, all: { type: 'boolean' } },
  async run(context, given) {
    const payers = await chosenPayers(context, given);
    const { ports, report } = context;
    const keys = tellKeyConcerns(payers, { report, now: ports.clock.now() });
    const plan = await planPush(ports, { payers, target: context.needed('target') });
    const ok = keys === exit.done && plan.steps.every(({ does }) => does === 'nothing');
    report.result({ ok, ...plan }, () => planLines(plan));
    return ok ? exit.done : exit.notAllGood;
  },
};
