/** @file A bundle that a command was given, and by whose word it is believed. */
import path from 'node:path';
import type { Role } from '#core/domain/bundle/roles.ts';
import { roles } from '#core/domain/bundle/roles.ts';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import type { Verification } from '#core/domain/bundle/verdict.ts';
import type { Opened } from '#core/domain/bundle/verify/opened.ts';
import { openSoundBundle } from '#core/use-cases/open-sound-bundle.ts';
import { readBundle } from '#node/bundle-files.ts';
import { digests } from '#node/digests.ts';
import { trustFrom, trustOfStore } from '#node/trust-files.ts';
import type { Context } from './context.ts';
import { exit, UsageError } from './report.ts';
import { verificationLines } from './show/verification.ts';

export const trustOptions = { trust: { type: 'string', multiple: true }, require: { type: 'string' } } as const;

/** `--trust`, or the store’s own list. */
export async function trustIn(context: Context): Promise<TrustedSigner[]> {
  const given = context.texts('trust');
  return given.length > 0 ? trustFrom(given) : trustOfStore(context.folder);
}

/** `--require author,approver`; none where the option is not there. */
export function rolesIn(context: Context, option = 'require'): Role[] {
  const names =
    context
      .text(option)
      ?.split(',')
      .map((name) => name.trim()) ?? [];
  const wrong = names.find((name) => !roles.includes(name as Role));
  if (wrong !== undefined) throw new UsageError(`“${wrong}” is not one of ${roles.join(', ')}`);
  return names as Role[];
}

/**
 * What a bundle holds, after its verdict was told. Throws `bundle/not-as-signed`. `status` is 2 for a bundle that nobody believed
 * signed; null instead of its content where roles are asked for and have not signed.
 */
export async function soundBundle(
  context: Context,
  place: string,
): Promise<{ opened: Opened | null; verification: Verification; status: number }> {
  const require = rolesIn(context);
  const wish = { source: await readBundle(path.resolve(place)), trust: await trustIn(context), require };
  const { opened, verification } = openSoundBundle({ digests }, wish);
  for (const line of verificationLines(verification)) context.report.say(line);
  const isValid = verification.verdict === 'valid';
  return {
    opened: isValid || require.length === 0 ? opened : null,
    verification,
    status: isValid ? exit.done : exit.notAllGood,
  };
}
