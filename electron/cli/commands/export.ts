import path from 'node:path';
import { exportPayers, rememberExport } from '#core/use-cases/export-payers.ts';
import { writeFolder, writeWhole } from '#node/files.ts';
import type { Command } from '../command.ts';
import { chosenPayers } from '../chosen-payers.ts';
import { personName } from '../person.ts';
import { statusOf, tellKeyConcerns } from '../open-errors.ts';
import { exit, UsageError } from '../report.ts';

export const exportCommand: Command = {
  usage: `Usage: payer-wizard export PAYER... | --all --out FILE | --dir DIR [--time RFC3339] [--comment TEXT]
  Writes a bundle that is signed with your change-control key. --dir writes the same files as a new folder.
  Status 2 when an error finding is open, or a certificate in use has ended: the bundle is written and holds it.`,
  options: {
    out: { type: 'string' },
    dir: { type: 'string' },
    all: { type: 'boolean' },
    comment: { type: 'string' },
  },
  async run(context, given) {
    const out = context.text('out');
    const dir = context.text('dir');
    if ((out === undefined) === (dir === undefined)) throw new UsageError('either --out FILE or --dir DIR is needed');
    const { ports, report } = context;
    const payers = await chosenPayers(context, given);
    const keys = tellKeyConcerns(payers, { report, now: ports.clock.now() });
    const comment = context.text('comment') ?? '';
    const bundle = await exportPayers(ports, {
      payers,
      statedTime: context.statedTime(),
      signer: personName(),
      comment,
    });
    if (out !== undefined) await writeWhole(path.resolve(out), bundle.bytes);
    if (dir !== undefined) await writeFolder(path.resolve(dir), bundle.files);
    await rememberExport(
      ports,
      payers.map(({ ref }) => ref),
      bundle,
    );
    const { sha256sums, keyId } = bundle;
    const status = Math.max(keys, statusOf(payers, report));
    report.result(
      {
        ok: status === exit.done,
        written: out ?? dir,
        sha256sums,
        keyId,
        files: bundle.files.map((file) => file.path),
      },
      () => [`written    ${out ?? dir ?? ''}`, `SHA256SUMS ${sha256sums}`, `signed by  ${keyId}`],
    );
    return status;
  },
};
