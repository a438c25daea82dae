import { planPush } from '#core/use-cases/plan-push.ts';
import { pushDefinitions } from '#core/use-cases/push-definitions.ts';
import type { Command } from '../command.ts';
import { chosenPayers } from '../chosen-payers.ts';
import { tellKeyConcerns } from '../open-errors.ts';
import { exit } from '../report.ts';
import { isAllDone, planLines, pushLines } from '../show/push.ts';

export const push: Command = {
  usage: `Usage: payer-wizard push PAYER... | --all --target T [--yes] [--production NAME]
  Without --yes it only plans. A production target needs its name as well: --production NAME.`,
  options: {
    target: { type: 'string' },
    all: { type: 'boolean' },
    yes: { type: 'boolean' },
    production: { type: 'string' },
  },
  async run(context, given) {
    const { ports, report } = context;
    const payers = await chosenPayers(context, given);
    const keys = tellKeyConcerns(payers, { report, now: ports.clock.now() });
    const plan = await planPush(ports, { payers, target: context.needed('target') });
    if (!context.flag('yes')) {
      const ok = keys === exit.done && plan.steps.every(({ does }) => does === 'nothing');
      report.result({ ok, ...plan }, () => planLines(plan));
      report.say('this was a dry run; --yes carries the plan out');
      return ok ? exit.done : exit.notAllGood;
    }
    const record = await pushDefinitions(ports, { plan, payers, confirmation: context.text('production') ?? '' });
    const ok = keys === exit.done && isAllDone(record);
    report.result({ ok, ...record }, () => pushLines(record));
    return ok ? exit.done : exit.notAllGood;
  },
};
