import type { Identity } from '#core/ports.ts';
import { identity, replaceIdentity } from '#core/use-cases/identity.ts';
import type { Context } from '../context.ts';
import { personName } from '../person.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../report.ts';

export const identityCommand: Command = {
  usage: `Usage: payer-wizard identity show     who signs exports here; made on first use
       payer-wizard identity export [--out FILE]   the public key for reviewers, PEM
       payer-wizard identity new [--yes]   another key in its place: where the vault lost it, or it is to be changed.
                          What the old one signed stays valid; reviewers need the new public half. Without --yes it only tells`,
  options: { out: { type: 'string' }, name: { type: 'string' }, yes: { type: 'boolean' } },
  async run(context, [action = 'show']) {
    if (!Object.hasOwn(actions, action)) throw new UsageError('show, export or new is needed');
    return actions[action as keyof typeof actions](context);
  },
};

const actions = { show, export: writePublic, new: makeNew };

const nameIn = (context: Context) => context.text('name') ?? personName();

async function show(context: Context): Promise<number> {
  return tell(context, await identity(context.ports, { name: nameIn(context) }));
}

function tell({ report }: Context, { keyId, name }: Identity): number {
  report.result({ ok: true, keyId, name }, () => [`${keyId}\t${name}`]);
  return exit.done;
}

async function writePublic(context: Context): Promise<number> {
  const own = await identity(context.ports, { name: nameIn(context) });
  const out = context.text('out');
  if (out === undefined) context.report.text(own.key.publicPem);
  else await (await import('#node/files.ts')).writeWhole(out, new TextEncoder().encode(own.key.publicPem));
  return exit.done;
}

/** The key that there is goes from the vault: it is not erased without a word. */
async function makeNew(context: Context): Promise<number> {
  const { ports, report } = context;
  const present = await ports.store.identity();
  if (present === null || context.flag('yes'))
    return tell(context, await replaceIdentity(ports, { name: nameIn(context) }));
  report.result({ ok: false, keyId: present.keyId, name: present.name }, () => [`${present.keyId}\t${present.name}`]);
  report.say('nothing was changed; --yes makes a new key, and erases this one from the vault');
  return exit.notAllGood;
}
