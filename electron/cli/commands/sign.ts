import path from 'node:path';
import type { Role } from '#core/domain/bundle/roles.ts';
import { roles } from '#core/domain/bundle/roles.ts';
import { say } from '#core/domain/texts.ts';
import type { SignBundleWish, SignedBundle, Taken } from '#core/use-cases/sign-bundle.ts';
import { signBundle } from '#core/use-cases/sign-bundle.ts';
import { readBundle } from '#node/bundle-files.ts';
import { trustOfStore } from '#node/trust-files.ts';
import { writeSigned } from '#node/write-signed.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { explainingOwnKey } from '../own-key.ts';
import { personName } from '../person.ts';
import { exit, UsageError } from '../report.ts';
import { bundleLines, signatureLine } from '../show/verification.ts';

export const sign: Command = {
  usage: `Usage: payer-wizard sign FILE|DIR --role ${roles.join('|')} [--comment TEXT] [--take COPY]... [--time RFC3339]
       payer-wizard sign FILE|DIR --take COPY...
  Adds your statement and signature to a bundle that is whole. What was signed before stays as it is.
  --take brings in what others signed in copies of the same bundle; without --role nothing is signed.`,
  options: {
    role: { type: 'string' },
    comment: { type: 'string' },
    take: { type: 'string', multiple: true },
  },
  async run(context, [given, ...more]) {
    if (given === undefined || more.length > 0) throw new UsageError('one FILE or DIR is needed');
    const place = path.resolve(given);
    const statement = statementIn(context);
    const source = await readBundle(place);
    const wish: SignBundleWish = {
      source,
      copies: await copiesIn(context),
      trust: await trustOfStore(context.folder),
      statement,
      onSound: (verification, taken) => {
        const words = statement === null ? 'taking over what others signed of' : `signing as ${statement.role}`;
        context.report.say(`${words}:`);
        for (const line of [...bundleLines(verification), ...taken.map(takenLine)]) context.report.say(`  ${line}`);
      },
    };
    const signed = await explainingOwnKey(context, async () => signBundle(context.ports, wish));
    await writeSigned(place, { source, signed });
    tell(context, { given, role: statement?.role ?? null, signed });
    return exit.done;
  },
};

function statementIn(context: Context): SignBundleWish['statement'] {
  const role = context.text('role');
  const comment = context.text('comment');
  if (role === undefined) {
    if (context.texts('take').length === 0) throw new UsageError('--role or --take is needed');
    if (comment !== undefined) throw new UsageError('--comment belongs to a signature: --role is needed');
    return null;
  }
  if (!roles.includes(role as Role)) throw new UsageError(`--role is one of ${roles.join(', ')}`);
  return { role: role as Role, signer: personName(), time: context.statedTime(), comment: comment ?? '' };
}

async function copiesIn(context: Context) {
  return Promise.all(
    context.texts('take').map(async (name) => ({ name, source: await readBundle(path.resolve(name)) })),
  );
}

function takenLine(taken: Taken): string {
  return `taken over ${signatureLine(taken)}\tfrom ${taken.from}`;
}

function tell(
  { report }: Context,
  { given, role, signed }: { given: string; role: Role | null; signed: SignedBundle },
): void {
  const { keyId, verification, taken, changed } = signed;
  const { sha256sums, payers, statedTime, signatures } = verification;
  const written = changed.length === 0 ? null : given;
  report.result({ ok: true, written, keyId, role, sha256sums, payers, statedTime, signatures, taken }, () => [
    ...taken.map(takenLine),
    ...(keyId === null || role === null ? [] : [`signed as ${role} by ${keyId}`]),
    ...(written === null ? ['nothing to take over: nothing was written'] : []),
  ]);
  if (taken.length > 0) report.say(say('note/taken-over'));
}
