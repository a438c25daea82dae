import path from 'node:path';
import { roles } from '#core/domain/bundle/roles.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { readBundle } from '#node/bundle-files.ts';
import { digests } from '#node/digests.ts';
import { rolesIn, trustIn, trustOptions } from '../chosen-bundle.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../report.ts';
import { verificationLines } from '../show/verification.ts';

export const verify: Command = {
  usage: `Usage: payer-wizard verify FILE|DIR [--trust FILE|DIR]... [--require ${roles.join(',')}]
  Touches neither network nor keychain, and writes nothing. Without --trust the store's own list of signers counts.`,
  options: trustOptions,
  async run(context, [given]) {
    if (given === undefined) throw new UsageError('a FILE or DIR is needed');
    const require = rolesIn(context);
    const trust = await trustIn(context);
    const verification = verifyBundle({ digests }, { source: await readBundle(path.resolve(given)), trust, require });
    context.report.result({ ok: verification.verdict === 'valid', ...verification }, () =>
      verificationLines(verification),
    );
    return verification.verdict === 'valid' ? exit.done : exit.notAllGood;
  },
};
