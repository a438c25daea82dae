import path from 'node:path';
import { registrationFiles } from '#core/domain/registration/registration.ts';
import { checkedRef } from '#core/use-cases/payers.ts';
import { writeFiles } from '#node/files.ts';
import type { Command } from '../command.ts';
import { exit } from '../report.ts';

export const registration: Command = {
  usage: `Usage: payer-wizard registration PAYER --out DIR
  Writes what the Source Payer needs before it can give a client id: a sheet, the public JWKS, the certificate.`,
  options: { out: { type: 'string' } },
  async run(context, [given = '']) {
    const ref = checkedRef(given);
    const folder = path.resolve(context.needed('out'));
    const files = registrationFiles(await context.ports.store.payer(ref));
    await writeFiles(folder, files);
    context.report.result({ ok: true, folder, files: files.map((file) => file.path) }, () =>
      files.map((file) => path.join(folder, file.path)),
    );
    return exit.done;
  },
};
