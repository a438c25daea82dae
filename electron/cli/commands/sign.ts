import path from 'node:path';
import type { Role } from '#core/domain/bundle/roles.ts';
import { roles } from '#core/domain/bundle/roles.ts';
import { signBundle } from '#core/use-cases/sign-bundle.ts';
import { readBundle } from '#node/bundle-files.ts';
import { writeWhole } from '#node/files.ts';
import type { Command } from '../command.ts';
import { personName } from '../person.ts';
import { exit, UsageError } from '../report.ts';

export const sign: Command = {
  usage: `Usage: payer-wizard sign FILE --role ${roles.join('|')} [--comment TEXT] [--time RFC3339]
  Adds your statement and signature to a bundle. What was signed before stays as it is.`,
  options: { role: { type: 'string' }, comment: { type: 'string' } },
  async run(context, [given]) {
    if (given === undefined) throw new UsageError('a FILE is needed');
    const role = context.needed('role') as Role;
    if (!roles.includes(role)) throw new UsageError(`--role is one of ${roles.join(', ')}`);
    const file = path.resolve(given);
    const signed = await signBundle(context.ports, {
      source: await readBundle(file),
      role,
      signer: personName(),
      time: context.statedTime(),
      comment: context.text('comment') ?? '',
    });
    await writeWhole(file, signed.bytes);
    context.report.result({ ok: true, keyId: signed.keyId, role }, () => [`signed as ${role} by ${signed.keyId}`]);
    return exit.done;
  },
};
