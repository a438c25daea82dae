import type { FieldName } from '../payer/fields.ts';
import type { Finding, FoundFieldName } from './finding.ts';
import type { Ground } from './rules/ground.ts';
import { groundRules } from './rules/ground.ts';
import { apply } from './rules/rule.ts';

type Valued = Readonly<Partial<Record<FieldName | FoundFieldName, { readonly value: string | readonly string[] }>>>;

/** Whose ground the endpoints are on, by the values that would be used: see [Note: Audience injection]. */
export function judgeGround(fields: Valued): Finding[] {
  const texts = Object.entries(fields).map(([name, { value }]) => [name, typeof value === 'string' ? value : '']);
  return apply(groundRules, Object.fromEntries(texts) as Ground);
}

/** The codes of these findings: they are made anew whenever a value changes. */
export const groundCodes: ReadonlySet<string> = new Set(groundRules.map(({ code }) => code));
