import { Secret } from '#core/domain/secret.ts';
import { countedWords } from '#node/vault/items.ts';
import { moveVault } from '#node/vault/move.ts';
import { createPassphraseVault } from '#node/vault/passphrase-vault.ts';
import { restoreFromRecovery, writeRecovery } from '#node/vault/recovery.ts';
import { changeVaultFile } from '#node/vault/vault-file.ts';
import { writePrivately } from '#node/files.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { exit, UsageError } from '../report.ts';
import { tidy, unnamedIn, unnamedLines } from './vault-tidy.ts';

export const vault: Command = {
  usage: `Usage: payer-wizard vault status
       payer-wizard vault tidy     erases sealed items that no record names
       payer-wizard vault create --passphrase-file F     a vault without a keychain
       payer-wizard vault move --to keychain|passphrase --passphrase-file F   the one that opens it now, or is to open it
       payer-wizard vault recovery --out FILE --passphrase-file F   the data key, wrapped by that passphrase
       payer-wizard vault restore --from FILE --passphrase-file F [--into keychain|passphrase]`,
  options: { out: { type: 'string' }, from: { type: 'string' }, into: { type: 'string' }, to: { type: 'string' } },
  async run(context, [action = '']) {
    if (!Object.hasOwn(actions, action)) throw new UsageError(`“${action}” is not something to do with the vault`);
    return actions[action as keyof typeof actions](context);
  },
};

const actions = { status, tidy, create, move, recovery, restore };

/** Names, numbers and dates: never what an item holds. The keychain is not asked. */
async function status(context: Context): Promise<number> {
  const { vault: port } = context.ports;
  const [found, itemsByKind, unnamed] = await Promise.all([port.status(), port.itemCounts(), unnamedIn(context)]);
  context.report.result({ ok: true, store: context.folder, ...found, itemsByKind, unnamed }, () => [
    `vault ${found.is}, mode: ${found.mode}${found.keyLiesIn === '' ? '' : `, key in: ${found.keyLiesIn}`}`,
    ...(found.madeAt === '' ? [] : [`made ${found.madeAt}`]),
    ...(found.check === '' ? [] : [`check value recorded: ${found.check.slice(0, 16)}…`]),
    `${String(found.items)} sealed items in ${context.folder}`,
    ...itemsByKind.map((each) => `  ${String(each.count)} × ${countedWords[each.kind]}`),
    ...unnamedLines(unnamed),
  ]);
  return exit.done;
}

async function create(context: Context): Promise<number> {
  const passphrase = await passphraseOf(context);
  await createPassphraseVault({ folder: context.folder, passphrase });
  context.report.result({ ok: true }, () => ['The vault is made; the passphrase opens it.']);
  return exit.done;
}

async function move(context: Context): Promise<number> {
  const to = placeIn(context, 'to');
  if (to === undefined) throw new UsageError('--to is needed: keychain or passphrase');
  await moveVault({ folder: context.folder, passphrase: await passphraseOf(context), to });
  context.report.result({ ok: true, to }, () => [`The vault opens by ${to} now, and in no other way.`]);
  return exit.done;
}

async function recovery(context: Context): Promise<number> {
  const out = context.needed('out');
  const bytes = await writeRecovery({ folder: context.folder, passphrase: await passphraseOf(context) });
  await writePrivately(out, bytes);
  await changeVaultFile(context.folder, { recoveryAt: context.ports.clock.now().toISOString() });
  context.report.result({ ok: true, written: out }, () => [`${out} written; it opens with that passphrase`]);
  return exit.done;
}

/** Another machine, or a keychain that was emptied: the store is here, its data key is not. */
async function restore(context: Context): Promise<number> {
  const into = placeIn(context, 'into') ?? 'keychain';
  const bytes = await context.readBytes(context.needed('from'));
  await restoreFromRecovery({ folder: context.folder, passphrase: await passphraseOf(context) }, { bytes, into });
  context.report.result({ ok: true, into }, () => [`The vault opens again by ${into}.`]);
  return exit.done;
}

function placeIn(context: Context, option: 'to' | 'into'): 'keychain' | 'passphrase' | undefined {
  const given = context.text(option);
  if (given === undefined || given === 'keychain' || given === 'passphrase') return given;
  throw new UsageError(`--${option} is keychain or passphrase`);
}

async function passphraseOf(context: Context): Promise<Secret> {
  const file = context.needed('passphrase-file');
  return new Secret((await context.readText(file)).split(/\r?\n/, 1)[0] ?? '');
}
