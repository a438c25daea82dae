import { isAllDone } from '#core/domain/push/outcome.ts';
import { planLines } from '#core/domain/push/plan-text.ts';
import { pushDefinitions, pushPayers } from '#core/use-cases/push/push-definitions.ts';
import type { Command } from '../command.ts';
import { chosenPushables, planWithSecrets, pushableOptions, pushableUsage } from '../chosen-pushables.ts';
import { personName } from '../person.ts';
import { exit } from '../report.ts';
import { pushLines } from '../show/push.ts';
import { watched } from '../watched.ts';

export const push: Command = {
  usage: `Usage: payer-wizard push ${pushableUsage} [--yes] [--production NAME]
  Without --yes it only plans. A production target needs its name as well: --production NAME. With --require nothing is pushed of a
  bundle that lacks a role. --keystores file makes keystores that read a file on the host; private-keys sends the private
  keys to the target. Ctrl-C ends a push after the steps that have begun; run it again to go on.`,
  options: { ...pushableOptions, yes: { type: 'boolean' }, production: { type: 'string' } },
  async run(context, given) {
    const { ports, report } = context;
    const chosen = await chosenPushables(context, given);
    if (chosen === null) return exit.notAllGood;
    const { verification, status, pushables, payers } = chosen;
    const { plan, typed } = await planWithSecrets(context, pushables);
    if (!context.flag('yes')) {
      const ok = status === exit.done && plan.steps.every(({ does }) => does === 'nothing');
      report.result({ ok, ...(verification && { verification }), ...plan }, () => planLines(plan));
      report.say('this was a dry run; --yes carries the plan out');
      return ok ? exit.done : exit.notAllGood;
    }
    const wish = { plan, typed, confirmation: context.text('production') ?? '', by: personName() };
    const record = await watched(report, async (watching) =>
      payers === null
        ? pushDefinitions(ports, { ...wish, pushables, ...watching })
        : pushPayers(ports, { ...wish, payers, ...watching }),
    );
    const ok = status === exit.done && isAllDone(record);
    report.result({ ok, ...(verification && { verification }), ...record }, () => pushLines(record));
    return ok ? exit.done : exit.notAllGood;
  },
};
