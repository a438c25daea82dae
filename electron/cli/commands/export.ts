import path from 'node:path';
import type { Payer, PayerRef } from '#core/domain/payer/payer.ts';
import { differenceForExport } from '#core/use-cases/diff/difference-for-export.ts';
import { archivePieces } from '#core/use-cases/export-bundle.ts';
import { exportPayers, rememberExport } from '#core/use-cases/export-payers.ts';
import { writeBundleFolder } from '#node/bundle-folder.ts';
import { writeWhole } from '#node/files.ts';
import { sideOf } from '../chosen-side.ts';
import { chosenRefs } from '../chosen-payers.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { statusOf, tellKeyConcerns } from '../open-errors.ts';
import { explainingOwnKey } from '../own-key.ts';
import { personName } from '../person.ts';
import { exit, UsageError } from '../report.ts';

export const exportCommand: Command = {
  usage: `Usage: payer-wizard export PAYER... | --all --out FILE | --dir DIR [--time RFC3339] [--comment TEXT] [--before WHAT]
  Writes a bundle that is signed with your change-control key. --dir writes the same files as a folder for a repository: one that
  holds an earlier bundle is made the new one, so that the commit shows what changed.
  --before names the state before: an earlier bundle or folder, a definition file, or target:NAME. The README then tells what changes.
  Status 2 when an error finding is open, or a certificate in use has ended: the bundle is written and holds it.`,
  options: {
    out: { type: 'string' },
    dir: { type: 'string' },
    all: { type: 'boolean' },
    comment: { type: 'string' },
    before: { type: 'string' },
  },
  async run(context, given) {
    const out = context.text('out');
    const dir = context.text('dir');
    if ((out === undefined) === (dir === undefined)) throw new UsageError('either --out FILE or --dir DIR is needed');
    const { ports, report } = context;
    const refs = await chosenRefs(context, given);
    const telling = tellingOf(context, refs.length);
    const bundle = await explainingOwnKey(context, async () =>
      exportPayers(ports, {
        refs,
        statedTime: context.statedTime(),
        signer: personName(),
        comment: context.text('comment') ?? '',
        onPayer: telling.tell,
        difference: await differenceIn(context, refs),
      }),
    );
    if (out !== undefined) await writeWhole(path.resolve(out), archivePieces(bundle));
    if (dir !== undefined) await writeBundleFolder(path.resolve(dir), bundle);
    await rememberExport(ports, refs, bundle);
    const { sha256sums, keyId, files } = bundle;
    const status = telling.status();
    report.result(
      {
        ok: status === exit.done,
        written: out ?? dir,
        sha256sums,
        keyId,
        files: files.map((file) => file.path),
      },
      () => [`written    ${out ?? dir ?? ''}`, `SHA256SUMS ${sha256sums}`, `signed by  ${keyId}`],
    );
    return status;
  },
};

/** What changes against the state before, for the README; empty where none was named. */
async function differenceIn(context: Context, refs: readonly PayerRef[]): Promise<string[]> {
  const given = context.text('before');
  if (given === undefined) return [];
  return differenceForExport(context.ports, await sideOf(context, given), refs);
}

/** What is wrong with a payer is told as it comes: a thousand of them are never in memory together. */
function tellingOf({ report, ports }: Context, of: number): { tell: (payer: Payer) => void; status: () => number } {
  const now = ports.clock.now();
  let status: number = exit.done;
  return {
    tell: (payer) => {
      status = Math.max(status, tellKeyConcerns([payer], { report, now, of }), statusOf([payer], report));
    },
    status: () => status,
  };
}
