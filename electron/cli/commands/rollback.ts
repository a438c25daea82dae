import { isAllDone } from '#core/domain/push/outcome.ts';
import { planLines } from '#core/domain/push/plan-text.ts';
import { planRollback } from '#core/use-cases/push/plan-rollback.ts';
import { rollbackPush } from '#core/use-cases/push/rollback-push.ts';
import type { Command } from '../command.ts';
import { secretsGiven } from '../chosen-pushables.ts';
import { exit, UsageError } from '../report.ts';
import { pushLines } from '../show/push.ts';
import { watched } from '../watched.ts';

export const rollback: Command = {
  usage: `Usage: payer-wizard rollback PUSH-ID [--target T] [--client-secret PAYER=FILE]... [--keep-secrets] [--yes] [--production NAME]
  Restores what the target held before that push; what the push created is archived. Without --yes it only shows what it would do. A
  secret that counted before the push and was never in the vault has to be given, or the one of the push stays: --keep-secrets.
  Run it again where it stopped halfway. The push knows its target; one that is given has to be that one.`,
  options: {
    target: { type: 'string' },
    production: { type: 'string' },
    yes: { type: 'boolean' },
    'client-secret': { type: 'string', multiple: true },
    'keep-secrets': { type: 'boolean' },
  },
  async run(context, [id]) {
    const { ports, report } = context;
    if (id === undefined) throw new UsageError('a PUSH-ID is needed');
    const target = context.text('target');
    const before = await ports.store.push(id);
    if (target !== undefined && before.target !== target)
      throw new UsageError(`push ${id} went to ${before.target}, not to ${target}`);
    const wish = { id, typed: await secretsGiven(context), keepSecrets: context.flag('keep-secrets') };
    if (!context.flag('yes')) {
      const plan = await planRollback(ports, wish);
      report.result({ ok: false, ...plan }, () => planLines(plan));
      report.say('this was a dry run; --yes carries it out');
      return exit.notAllGood;
    }
    const confirmation = context.text('production') ?? '';
    const record = await watched(report, async (watching) =>
      rollbackPush(ports, { ...wish, confirmation, ...watching }),
    );
    report.result({ ok: isAllDone(record), ...record }, () => pushLines(record));
    return isAllDone(record) ? exit.done : exit.notAllGood;
  },
};
