import path from 'node:path';
import type { Role } from '#core/domain/bundle/roles.ts';
import { roles } from '#core/domain/bundle/roles.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { readBundle } from '#node/bundle-files.ts';
import { digests } from '#node/digests.ts';
import { trustFrom, trustOfStore } from '#node/trust-files.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../report.ts';
import { verificationLines } from '../show/verification.ts';

export const verify: Command = {
  usage: `Usage: payer-wizard verify FILE|DIR [--trust FILE|DIR]... [--require ${roles.join(',')}]
  Touches neither network nor keychain, and writes nothing. Without --trust the store's own list of signers counts.`,
  options: { trust: { type: 'string', multiple: true }, require: { type: 'string' } },
  async run(context, [given]) {
    if (given === undefined) throw new UsageError('a FILE or DIR is needed');
    const trust = context.texts('trust');
    const signers = trust.length > 0 ? await trustFrom(trust) : await trustOfStore(context.folder);
    const source = await readBundle(path.resolve(given));
    const verification = verifyBundle(
      { digests },
      { source, trust: signers, require: rolesIn(context.text('require')) },
    );
    context.report.result({ ok: verification.verdict === 'valid', ...verification }, () =>
      verificationLines(verification),
    );
    return verification.verdict === 'valid' ? exit.done : exit.notAllGood;
  },
};

function rolesIn(given: string | undefined): Role[] {
  const names = given?.split(',').map((name) => name.trim()) ?? [];
  const wrong = names.find((name) => !roles.includes(name as Role));
  if (wrong !== undefined) throw new UsageError(`“${wrong}” is not one of ${roles.join(', ')}`);
  return names as Role[];
}
