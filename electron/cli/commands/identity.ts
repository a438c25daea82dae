import { identity } from '#core/use-cases/identity.ts';
import { personName } from '../person.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../report.ts';

export const identityCommand: Command = {
  usage: `Usage: payer-wizard identity show     who signs exports here; made on first use
       payer-wizard identity export [--out FILE]   the public key for reviewers, PEM`,
  options: { out: { type: 'string' }, name: { type: 'string' } },
  async run(context, [action = 'show']) {
    if (action !== 'show' && action !== 'export') throw new UsageError('show or export is needed');
    const own = await identity(context.ports, { name: context.text('name') ?? personName() });
    if (action === 'show') {
      context.report.result({ ok: true, keyId: own.keyId, name: own.name }, () => [`${own.keyId}\t${own.name}`]);
      return exit.done;
    }
    const out = context.text('out');
    if (out === undefined) context.report.text(own.key.publicPem);
    else await (await import('#node/files.ts')).writeWhole(out, new TextEncoder().encode(own.key.publicPem));
    return exit.done;
  },
};
