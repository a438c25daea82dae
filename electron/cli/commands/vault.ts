import { Fault } from '#core/domain/fault.ts';
import type { VaultStatus } from '#core/ports.ts';
import { countedWords } from '#node/vault/items.ts';
import type { MoveWish } from '#node/vault/move.ts';
import { moveVault } from '#node/vault/move.ts';
import { createPassphraseVault } from '#node/vault/passphrase-vault.ts';
import { restoreFromRecovery, writeRecovery } from '#node/vault/recovery.ts';
import { changeVaultFile } from '#node/vault/vault-file.ts';
import { writePrivately } from '#node/files.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { newPassphrase } from '../new-passphrase.ts';
import { exit, UsageError } from '../report.ts';
import { tidy, unnamedIn, unnamedLines } from './vault-tidy.ts';

export const vault: Command = {
  usage: `Usage: payer-wizard vault status
       payer-wizard vault tidy     erases sealed items that no record names
       payer-wizard vault create [--passphrase-file F]     a vault without a keychain
       payer-wizard vault move --to keychain [--passphrase-file F]   the one that opens it now
       payer-wizard vault move --to passphrase [--passphrase-file F] [--new-passphrase-file F] [--forget-keychain]
                          the one that opens it now, if one does, and the one that is to open it. The data key stays
                          in the keychain, where a copy of this store would need it, until --forget-keychain
       payer-wizard vault recovery --out FILE [--passphrase-file F]   the data key, wrapped by that passphrase
       payer-wizard vault restore --from FILE [--passphrase-file F] [--into keychain|passphrase]
  A passphrase that no file is named for is asked for on a terminal; in a file the first line counts.`,
  options: {
    out: { type: 'string' },
    from: { type: 'string' },
    into: { type: 'string' },
    to: { type: 'string' },
    'new-passphrase-file': { type: 'string' },
    'forget-keychain': { type: 'boolean' },
  },
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
  const passphrase = await newPassphrase(context, 'Passphrase for the vault', 'passphrase-file');
  await createPassphraseVault({ folder: context.folder, passphrase });
  context.report.result({ ok: true }, () => ['The vault is made; the passphrase opens it.']);
  return exit.done;
}

async function move(context: Context): Promise<number> {
  const to = placeIn(context, 'to');
  if (to === undefined) throw new UsageError('--to is needed: keychain or passphrase');
  const forgetKeychain = context.flag('forget-keychain');
  if (to === 'keychain' && (forgetKeychain || context.text('new-passphrase-file') !== undefined))
    throw new UsageError('--forget-keychain and --new-passphrase-file are for --to passphrase');
  const passphrases = await (to === 'keychain' ? presentPassphrase(context) : passphrasesFor(context));
  await moveVault({ folder: context.folder, ...passphrases, to, forgetKeychain });
  const { keyLiesIn } = await context.ports.vault.status();
  context.report.result({ ok: true, to, keyLiesIn }, () => [
    `The vault opens by ${to} now, and in no other way.`,
    `its data key lies in: ${keyLiesIn}`,
  ]);
  return exit.done;
}

const presentPassphrase = async (context: Context) => ({
  passphrase: await context.passphrase('Passphrase of the vault'),
});

/** A new one is asked for where there is somebody to ask, and where the keychain is not all that is to change. */
async function passphrasesFor(context: Context): Promise<Pick<MoveWish, 'passphrase' | 'newPassphrase'>> {
  const [option, words] = ['new-passphrase-file', 'New passphrase for the vault'] as const;
  const isNewNamed = context.text(option) !== undefined;
  if ((await modeOf(context)) === 'keychain')
    return { passphrase: await newPassphrase(context, words, isNewNamed ? option : 'passphrase-file') };
  const present = await presentPassphrase(context);
  const isNewWanted = isNewNamed || (process.stdin.isTTY && !context.flag('forget-keychain'));
  return isNewWanted ? { ...present, newPassphrase: await newPassphrase(context, words, option) } : present;
}

/** How it opens. Throws `vault/not-made`. */
async function modeOf(context: Context): Promise<VaultStatus['mode']> {
  const { is, mode } = await context.ports.vault.status();
  if (is === 'not-made') throw new Fault('vault/not-made', {});
  return mode;
}

async function recovery(context: Context): Promise<number> {
  const out = context.needed('out');
  // A vault under a passphrase is wrapped by that same one.
  const { passphrase } =
    (await modeOf(context)) === 'passphrase'
      ? await presentPassphrase(context)
      : { passphrase: await newPassphrase(context, 'Passphrase for the recovery file', 'passphrase-file') };
  const bytes = await writeRecovery({ folder: context.folder, passphrase });
  await writePrivately(out, bytes);
  await changeVaultFile(context.folder, { recoveryAt: context.ports.clock.now().toISOString() });
  context.report.result({ ok: true, written: out }, () => [`${out} written; it opens with that passphrase`]);
  return exit.done;
}

/** Another machine, or a keychain that was emptied: the store is here, its data key is not. */
async function restore(context: Context): Promise<number> {
  const into = placeIn(context, 'into') ?? 'keychain';
  const bytes = await context.readBytes(context.needed('from'));
  const passphrase = await context.passphrase('Passphrase of the recovery file');
  await restoreFromRecovery({ folder: context.folder, passphrase }, { bytes, into });
  context.report.result({ ok: true, into }, () => [`The vault opens again by ${into}.`]);
  return exit.done;
}

function placeIn(context: Context, option: 'to' | 'into'): 'keychain' | 'passphrase' | undefined {
  const given = context.text(option);
  if (given === undefined || given === 'keychain' || given === 'passphrase') return given;
  throw new UsageError(`--${option} is keychain or passphrase`);
}
