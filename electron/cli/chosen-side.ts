/** @file What a command compares with: a payer, a bundle, a definition file or a target, told apart by how it is written. */
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { BundleSource } from '#core/domain/bundle/source.ts';
import type { Side } from '#core/domain/diff/side.ts';
import { Fault, toFailure } from '#core/domain/fault.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { isPayerRef } from '#core/domain/payer/payer.ts';
import { completeDefinition } from '#core/use-cases/complete-definition.ts';
import { sideOfBundle, sideOfFile, sideOfPayers, sideOfTarget } from '#core/use-cases/diff/sides.ts';
import { openSoundBundle, openUnsoundBundle } from '#core/use-cases/open-sound-bundle.ts';
import { openTarget } from '#core/use-cases/push/open-target.ts';
import { checkedRef } from '#core/use-cases/payers.ts';
import { digests } from '#node/digests.ts';
import { readPlace } from '#node/given-place.ts';
import { trustIn } from './chosen-bundle.ts';
import type { Context } from './context.ts';
import { UsageError } from './report.ts';
import { verificationLines } from './show/verification.ts';

const kinds = ['payer', 'file', 'target'] as const;
type Kind = (typeof kinds)[number];

/**
 * What `diff` and `export --before` take: with `payer:`, `file:` or `target:` before it, or without where only one of them can be meant.
 * Throws `payer/…`, `bundle/…`, `definition/file-…`, `target/…`, and a `UsageError` for what may be several.
 */
export async function sideOf(context: Context, given: string): Promise<Side> {
  const [, said, rest = given] = /^(payer|file|target):(.*)$/s.exec(given) ?? [];
  switch (said ?? (await kindOf(context, given))) {
    case 'payer':
      return ofPayer(context, await context.ports.store.payer(checkedRef(rest)));
    case 'target':
      return ofTarget(context, rest);
    default:
      return ofPlace(context, rest);
  }
}

async function kindOf({ ports }: Context, given: string): Promise<Kind> {
  const can: Record<Kind, boolean> = {
    payer: isPayerRef(given),
    file: await isThere(given),
    target: (await ports.store.targets()).some(({ name }) => name === given),
  };
  const [kind = 'file', other] = kinds.filter((each) => can[each]);
  if (other === undefined) return kind;
  throw new UsageError(`“${given}” may be a ${kind} and a ${other}: write ${kind}:${given} or ${other}:${given}`);
}

/** One that is not finished is compared as it stands; that it is not is told. */
function ofPayer({ report }: Context, payer: Payer): Side {
  try {
    completeDefinition(payer);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    report.remark(toFailure(error));
  }
  return sideOfPayers([payer]);
}

async function ofTarget({ ports }: Context, name: string): Promise<Side> {
  const { session, target } = await openTarget(ports, name);
  return sideOfTarget(target, await session.servers(), await ports.store.pushes());
}

async function ofPlace(context: Context, place: string): Promise<Side> {
  const label = path.basename(path.resolve(place));
  const read = await readPlace(path.resolve(place));
  return read.is === 'bundle' ? ofBundle(context, { label, source: read.source }) : sideOfFile(label, read.bytes);
}

async function ofBundle(context: Context, { label, source }: { label: string; source: BundleSource }): Promise<Side> {
  const wish = { source, trust: await trustIn(context), require: [] };
  const { opened, verification } = context.flag('unsound')
    ? openUnsoundBundle({ digests }, wish)
    : openSoundBundle({ digests }, wish);
  context.report.say(`${label}:`);
  for (const line of verificationLines(verification)) context.report.say(line);
  return sideOfBundle(context.ports, { label, opened, verification });
}

async function isThere(place: string): Promise<boolean> {
  return lstat(place).then(
    () => true,
    () => false,
  );
}
