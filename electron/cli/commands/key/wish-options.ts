/** @file What a certificate or a request is to say, as options: the same for both. */
import type { RequestWish } from '#core/domain/keys/certificate-wish.ts';
import type { TemplateId } from '#core/domain/keys/key-record.ts';
import { startingWish } from '#core/domain/keys/templates.ts';
import type { UsageName } from '#core/domain/keys/usages.ts';
import { usageNames } from '#core/domain/keys/usages.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Context } from '../../context.ts';
import type { Options } from '../../options.ts';
import { UsageError } from '../../report.ts';

const subjectOptions = {
  subject: 'commonName',
  organization: 'organization',
  unit: 'organizationalUnit',
  locality: 'locality',
  state: 'state',
  country: 'country',
} as const;

const listOptions = ['dns', 'uri', 'usage'] as const;

export const wishOptions = {
  ...Object.fromEntries(Object.keys(subjectOptions).map((name) => [name, { type: 'string' }] as const)),
  dns: { type: 'string', multiple: true },
  uri: { type: 'string', multiple: true },
  usage: { type: 'string', multiple: true },
} as const satisfies Options;

export const wishUsage = `[--subject NAME] [--organization NAME] [--unit NAME] [--locality NAME] [--state NAME]
           [--country XX] [--dns NAME]... [--uri URI]... [--usage ${usageNames.join('|')}]...`;

/** Whether any of them was given. */
export function hasWish(context: Context): boolean {
  const texts = Object.keys(subjectOptions).some((name) => context.text(name) !== undefined);
  return texts || listOptions.some((name) => context.texts(name).length > 0);
}

/** The template’s wish, with what was given in the place of what it says. */
export function wishOf(
  context: Context,
  { payer, template }: { payer: Payer; template: TemplateId | null },
): RequestWish & { days: number } {
  const start = startingWish(template, payer);
  const given = Object.entries(subjectOptions).map(([name, part]) => [part, context.text(name) ?? start.subject[part]]);
  const usages = context.texts('usage');
  return {
    ...start,
    subject: Object.fromEntries(given) as RequestWish['subject'],
    dnsNames: context.texts('dns'),
    uris: context.texts('uri'),
    usages: usages.length === 0 ? start.usages : usages.map(usageOf),
  };
}

function usageOf(given: string): UsageName {
  const known = usageNames.find((name) => name === given);
  if (known === undefined) throw new UsageError(`--usage is one of ${usageNames.join(', ')}`);
  return known;
}
