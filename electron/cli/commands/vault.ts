import { Secret } from '#core/domain/secret.ts';
import { writeWhole } from '#node/files.ts';
import { createPassphraseVault, restoreFromRecovery, writeRecovery } from '#node/vault/passphrase-vault.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { exit, UsageError } from '../report.ts';

export const vault: Command = {
  usage: `Usage: payer-wizard vault status
       payer-wizard vault create --passphrase-file F     a vault without a keychain
       payer-wizard vault recovery --out FILE --passphrase-file F   the data key, wrapped by that passphrase
       payer-wizard vault restore --from FILE --passphrase-file F [--into keychain|passphrase]`,
  options: { out: { type: 'string' }, from: { type: 'string' }, into: { type: 'string' } },
  async run(context, [action = '']) {
    if (!Object.hasOwn(actions, action)) throw new UsageError(`“${action}” is not something to do with the vault`);
    return actions[action as keyof typeof actions](context);
  },
};

const actions = { status, create, recovery, restore };

async function status(context: Context): Promise<number> {
  const found = await context.ports.vault.status();
  context.report.result({ ok: true, store: context.folder, ...found }, () => [
    `vault ${found.is}${found.keyLiesIn === '' ? '' : `, key in: ${found.keyLiesIn}`}`,
    `${String(found.items)} sealed items in ${context.folder}`,
  ]);
  return exit.done;
}

async function create(context: Context): Promise<number> {
  const passphrase = await passphraseOf(context);
  await createPassphraseVault({ folder: context.folder, passphrase });
  context.report.result({ ok: true }, () => ['The vault is made; the passphrase opens it.']);
  return exit.done;
}

async function recovery(context: Context): Promise<number> {
  const out = context.needed('out');
  const bytes = await writeRecovery({ folder: context.folder, passphrase: await passphraseOf(context) });
  await writeWhole(out, bytes);
  context.report.result({ ok: true, written: out }, () => [`${out} written; it opens with that passphrase`]);
  return exit.done;
}

/** Another machine, or a keychain that was emptied: the store is here, its data key is not. */
async function restore(context: Context): Promise<number> {
  const into = context.text('into') ?? 'keychain';
  if (into !== 'keychain' && into !== 'passphrase') throw new UsageError('--into is keychain or passphrase');
  const bytes = await context.readBytes(context.needed('from'));
  await restoreFromRecovery({ folder: context.folder, passphrase: await passphraseOf(context) }, { bytes, into });
  context.report.result({ ok: true, into }, () => [`The vault opens again by ${into}.`]);
  return exit.done;
}

async function passphraseOf(context: Context): Promise<Secret> {
  const file = context.needed('passphrase-file');
  return new Secret((await context.readText(file)).split(/\r?\n/, 1)[0] ?? '');
}
