import path from 'node:path';
import { registrationFiles } from '#core/domain/registration/registration.ts';
import { checkedRef } from '#core/use-cases/payers.ts';
import { writeRegistration } from '#node/registration-folder.ts';
import type { Command } from '../command.ts';
import { tellKeyConcerns } from '../open-errors.ts';

export const registration: Command = {
  usage: `Usage: payer-wizard registration PAYER --out DIR
  Writes what the Source Payer needs before it can give a client id: a sheet, the public JWKS, the certificate of the
  key that signs, and that of the TLS client where it is another one. Status 2 when a certificate in use has ended.`,
  options: { out: { type: 'string' } },
  async run(context, [given = '']) {
    const ref = checkedRef(given);
    const folder = path.resolve(context.needed('out'));
    const { ports, report } = context;
    const payer = await ports.store.payer(ref);
    const files = registrationFiles(payer);
    const status = tellKeyConcerns([payer], { report, now: ports.clock.now() });
    await writeRegistration(folder, files);
    report.result({ ok: true, folder, files: files.map((file) => file.path) }, () =>
      files.map((file) => path.join(folder, file.path)),
    );
    return status;
  },
};
