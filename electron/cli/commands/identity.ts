import type { Identity } from '#core/ports.ts';
import { say } from '#core/domain/texts.ts';
import { identity, replaceIdentity } from '#core/use-cases/identity.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { explainingOwnKey, grouped } from '../own-key.ts';
import { personName } from '../person.ts';
import { exit, UsageError } from '../report.ts';
import { trust, trustUsage } from './identity/trust.ts';

export const identityCommand: Command = {
  usage: `Usage: payer-wizard identity show     who signs exports here; made on first use
       payer-wizard identity export [--out FILE]   the public key for reviewers, PEM
       payer-wizard identity new [--yes]   another key in its place: where the vault lost it, or it is to be changed.
                          What the old one signed stays valid; reviewers need the new public half. Without --yes it only tells
       ${trustUsage}`,
  options: {
    out: { type: 'string' },
    name: { type: 'string' },
    yes: { type: 'boolean' },
    roles: { type: 'string' },
    at: { type: 'string' },
    reinstate: { type: 'boolean' },
  },
  async run(context, [action = 'show', ...args]) {
    if (!Object.hasOwn(actions, action)) throw new UsageError('show, export, new or trust is needed');
    return actions[action as keyof typeof actions](context, args);
  },
};

const actions = { show, export: writePublic, new: makeNew, trust };

async function ownKey(context: Context): Promise<Identity> {
  return explainingOwnKey(context, async () => identity(context.ports, { name: nameIn(context) }));
}

const nameIn = (context: Context) => context.text('name') ?? personName();

async function show(context: Context): Promise<number> {
  return tell(context, await ownKey(context));
}

function tell({ report }: Context, own: Identity): number {
  const { keyId, name, key } = own;
  report.result({ ok: true, ...publicPart(own) }, () => [
    `${keyId}\t${name}`,
    `read out   ${grouped(keyId)}`,
    `made       ${key.createdAt}`,
  ]);
  return exit.done;
}

/** What anybody may know of it. `fingerprint`: the key id as it is read out. */
function publicPart({ keyId, name, key }: Identity) {
  const { createdAt, publicPem } = key;
  return { keyId, fingerprint: grouped(keyId), name, createdAt, publicPem };
}

async function writePublic(context: Context): Promise<number> {
  const { report } = context;
  const own = await ownKey(context);
  const { publicPem } = own.key;
  const out = context.text('out');
  if (out === undefined) report.textOrJson(publicPem, { ok: true, ...publicPart(own) });
  else {
    await (await import('#node/files.ts')).writeWhole(out, new TextEncoder().encode(publicPem));
    report.result({ ok: true, written: out, ...publicPart(own) }, () => [`written    ${out}`]);
  }
  report.say(`its key id, to be read out: ${grouped(own.keyId)}`);
  report.say(say('note/by-another-way'));
  return exit.done;
}

/** The key that there is goes from the vault: it is not erased without a word. */
async function makeNew(context: Context): Promise<number> {
  const { ports, report } = context;
  const present = await ports.store.identity();
  if (present === null) return tell(context, await ownKey(context));
  if (context.flag('yes')) return tell(context, await replaceIdentity(ports, { name: nameIn(context) }));
  report.result({ ok: false, ...publicPart(present) }, () => [`${present.keyId}\t${present.name}`]);
  report.say('nothing was changed; --yes makes a new key, and erases this one from the vault');
  return exit.notAllGood;
}
