/** @file `payer import`: a bundle, or a definition in any dialect, as drafts of this store; with what it cannot carry. */
import path from 'node:path';
import type { BundleSource } from '#core/domain/bundle/source.ts';
import type { ReadDefinition } from '#core/domain/definition/read-definitions.ts';
import { readDefinitions } from '#core/domain/definition/read-definitions.ts';
import { fields } from '#core/domain/payer/fields.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import type { Imported } from '#core/use-cases/import/import-bundle.ts';
import { importBundle } from '#core/use-cases/import/import-bundle.ts';
import type { ImportedDefinition } from '#core/use-cases/import/import-definitions.ts';
import { importDefinition } from '#core/use-cases/import/import-definitions.ts';
import { checkedRef } from '#core/use-cases/payers.ts';
import { readPlace } from '#node/given-place.ts';
import { rolesIn, trustIn } from '../../chosen-bundle.ts';
import type { Context } from '../../context.ts';
import { exit, UsageError } from '../../report.ts';

export async function importPayer(context: Context, [given]: string[]): Promise<number> {
  if (given === undefined) throw new UsageError('a FILE or DIR is needed');
  const read = await readPlace(path.resolve(given));
  return read.is === 'bundle'
    ? fromBundle(context, read.source)
    : fromFile(context, { bytes: read.bytes, file: path.basename(given) });
}

async function fromBundle(context: Context, source: BundleSource): Promise<number> {
  const only = context.text('only');
  const { imported, verification } = await importBundle(context.ports, {
    source,
    trust: await trustIn(context),
    require: rolesIn(context),
    isUnverified: context.flag('unverified'),
    only: only === undefined ? null : checkedRef(only),
    as: namedAs(context),
    replaces: context.flag('replace'),
  });
  const isValid = verification.verdict === 'valid';
  context.report.result({ ok: isValid, verdict: verification.verdict, imported }, () => imported.flatMap(bundleLines));
  if (!isValid) context.report.say(`taken although it is not validly signed: ${verification.says}`);
  return isValid ? exit.done : exit.notAllGood;
}

function namedAs(context: Context): PayerRef | null {
  const given = context.text('as');
  return given === undefined ? null : checkedRef(given);
}

function bundleLines(one: Imported): string[] {
  return [
    `${one.ref} ${one.is}`,
    ...labelled('changed', one.changed),
    ...labelled('taken from the signed definition, against the answers', one.overruled),
    ...one.keysElsewhere.map(
      (kid) => `  the private half of ${kid} is not here: “payer-wizard key load ${one.ref} FILE” joins it`,
    ),
    ...(one.needsSecret ? [`  the client secret is not in a bundle: “payer-wizard payer secret ${one.ref}”`] : []),
    ...one.notAccepted.map((code) => `  not let stand here, though it was there: ${code}`),
    ...(one.isBare ? ['  a bundle of an earlier version: keys, and where each value came from, are not carried'] : []),
  ];
}

function labelled(words: string, names: readonly FieldName[]): string[] {
  return names.length === 0 ? [] : [`  ${words}: ${names.map((name) => fields[name].label).join(', ')}`];
}

async function fromFile(context: Context, { bytes, file }: { bytes: Uint8Array; file: string }): Promise<number> {
  const { ports, report } = context;
  const found = readDefinitions(bytes, file);
  const named = namesFor(context, found);
  const there = new Set(context.flag('replace') ? [] : await ports.store.refs());
  const results: ImportedDefinition[] = [];
  // What is taken already is said before anything is made.
  const taken = named.find(({ ref }) => there.has(ref));
  for (const { ref, read } of taken === undefined ? named : [taken])
    results.push(
      await importDefinition(ports, {
        ref,
        read,
        name: context.text('name') ?? '',
        replaces: context.flag('replace'),
        takesSecret: context.flag('take-secret'),
      }),
    );
  report.result({ ok: true, imported: results }, () => results.flatMap(fileLines));
  report.say('a definition by itself has no signature: compare it with what its author told you by another way');
  return exit.done;
}

/** One gets the name that was given; several get theirs from their server names, in the environment that was given. */
function namesFor(context: Context, found: readonly ReadDefinition[]): { ref: PayerRef; read: ReadDefinition }[] {
  const as = context.text('as');
  const environment = context.text('environment');
  const [first] = found;
  if (found.length === 1 && first !== undefined && as !== undefined) return [{ ref: checkedRef(as), read: first }];
  if (environment === undefined)
    throw new UsageError(
      found.length === 1
        ? '--as SLUG@ENVIRONMENT is needed'
        : `--environment is needed: there are ${String(found.length)}`,
    );
  const named = found.map((read) => ({ ref: checkedRef(`${slugOf(read)}@${environment}`), read }));
  const twice = named.find(({ ref }, at) => named.findIndex((other) => other.ref === ref) !== at);
  if (twice !== undefined) throw new UsageError(`two of them would be ${twice.ref}: import them one by one, with --as`);
  return named;
}

function slugOf({ members }: ReadDefinition): string {
  const words = (members.name ?? '').normalize('NFKD').toLowerCase();
  return words
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}

function fileLines(one: ImportedDefinition): string[] {
  return [
    `${one.ref} ${one.is}`,
    ...labelled('changed', one.changed),
    ...(one.notTold.length === 0 ? [] : [`  not told by this form: ${one.notTold.join(', ')}`]),
    ...(one.unknown.length === 0 ? [] : [`  no field stands for: ${one.unknown.join(', ')}`]),
    ...(one.secret === 'left-out'
      ? ['  a client secret stands in the file in clear and was left out: --take-secret seals it; then remove the file']
      : []),
    ...(one.secret === 'taken' ? ['  the client secret was sealed in the vault: remove the file'] : []),
    ...(one.secretVariable === ''
      ? []
      : [`  the client secret comes from the environment variable ${one.secretVariable} there`]),
  ];
}
