import path from 'node:path';
import type { Taken } from '#core/use-cases/take-hand-over.ts';
import { takeHandOver } from '#core/use-cases/take-hand-over.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../report.ts';
import { withOneKey } from '#core/domain/keys/choose-key.ts';
import { readKeyFile } from './key/read-key-file.ts';

export const take: Command = {
  usage: `Usage: payer-wizard take FILE --key KEYFILE [--secret-file F]
  Takes in a hand-over (key export PAYER... --to CERTIFICATE): keys and client secrets go into the vault. KEYFILE is the private key
  of that certificate, in any form; its passphrase comes from a prompt or --secret-file. Payers have to be here: payer import BUNDLE.
  Compare the SHA-256 that is told with the one that its maker saw: a hand-over does not show whether it was altered.`,
  options: { key: { type: 'string' } },
  async run(context, [file]) {
    if (file === undefined) throw new UsageError('a FILE is needed');
    const { ports, report } = context;
    const [key] = withOneKey(await readKeyFile(context, context.needed('key')), { ref: '', name: undefined }).keys;
    if (key === undefined) throw new UsageError('--key names no private key');
    const handedOver = await ports.keyFiles.openHandOver({ bytes: await context.readBytes(file), key });
    const taken = await takeHandOver(ports, { handedOver, fileName: path.basename(file) });
    const { sha256, madeAt } = handedOver;
    const ok = taken.every(({ isHere }) => isHere);
    report.result({ ok, sha256, madeAt, taken }, () => [
      `SHA-256\t${sha256}`,
      `made\t${madeAt}`,
      ...taken.flatMap(linesOf),
    ]);
    if (!ok) report.say('hint: a payer comes with its bundle: payer import BUNDLE; then take this file again');
    return ok ? exit.done : exit.notAllGood;
  },
};

function linesOf({ ref, isHere, keys, keysBefore, clientSecret }: Taken): string[] {
  if (!isHere) return [`${ref}\tnot in this store: nothing of it was kept`];
  return [
    ...keys.map((kid) => `${ref}\tkey ${kid}`),
    ...keysBefore.map((kid) => `${ref}\tkey ${kid} was here already`),
    ...(clientSecret ? [`${ref}\tclient secret`] : []),
  ];
}
