import { rollbackPush } from '#core/use-cases/rollback-push.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../report.ts';
import { isAllDone, pushLines } from '../show/push.ts';

export const rollback: Command = {
  usage: `Usage: payer-wizard rollback PUSH-ID --target T [--production NAME]
  Restores what the target held before that push; what the push created is archived.`,
  options: { target: { type: 'string' }, production: { type: 'string' }, yes: { type: 'boolean' } },
  async run(context, [id]) {
    if (id === undefined) throw new UsageError('a PUSH-ID is needed');
    const target = context.needed('target');
    const before = await context.ports.store.push(id);
    if (before.target !== target) throw new UsageError(`push ${id} went to ${before.target}, not to ${target}`);
    const record = await rollbackPush(context.ports, { id, confirmation: context.text('production') ?? '' });
    context.report.result({ ok: isAllDone(record), ...record }, () => pushLines(record));
    return isAllDone(record) ? exit.done : exit.notAllGood;
  },
};
