/** @file What a command compares with: a payer, a bundle, a definition file or a target, told apart by how it is written. */
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { definitionsIn } from '#core/domain/bundle/definitions.ts';
import type { Side } from '#core/domain/diff/side.ts';
import { isPayerRef } from '#core/domain/payer/payer.ts';
import { sideOfBundle, sideOfFile, sideOfPayers, sideOfTarget } from '#core/use-cases/diff/sides.ts';
import { openTarget } from '#core/use-cases/open-target.ts';
import { looksLikeBundle } from '#node/bundle-files.ts';
import { soundBundle } from './chosen-bundle.ts';
import type { Context } from './context.ts';
import { UsageError } from './report.ts';

/** What `diff` and `export --before` take. Throws `payer/…`, `bundle/…`, `definition/file-…`, `target/…`. */
export async function sideOf(context: Context, given: string): Promise<Side> {
  const [, kind, rest = given] = /^(payer|file|target):(.*)$/s.exec(given) ?? [];
  if (kind === 'target') return ofTarget(context, rest);
  if (kind === 'payer' || (kind === undefined && isPayerRef(rest) && !(await isThere(rest))))
    return sideOfPayers([await context.ports.store.payer(rest)]);
  if (kind === undefined && isPayerRef(rest))
    throw new UsageError(`“${rest}” is a file and may be a payer: write file: or payer: before it`);
  return ofPlace(context, rest);
}

async function ofTarget({ ports }: Context, name: string): Promise<Side> {
  const { session } = await openTarget(ports, name);
  return sideOfTarget(name, await session.servers());
}

async function ofPlace(context: Context, place: string): Promise<Side> {
  const label = path.basename(path.resolve(place));
  if (await looksLikeBundle(place)) {
    const { opened } = await soundBundle(context, place);
    return sideOfBundle(label, opened === null ? [] : definitionsIn(opened));
  }
  return sideOfFile(label, await context.readBytes(place));
}

async function isThere(place: string): Promise<boolean> {
  return lstat(place).then(
    () => true,
    () => false,
  );
}
