/** @file The log of tries: what each run had otherwise than the one before. */
import type { FieldName } from '#core/domain/payer/fields.ts';
import { fields } from '#core/domain/payer/fields.ts';
import type { Try } from '#core/domain/token/report.ts';

/** Settings of a test that are no fields. */
const others: Readonly<Record<string, string>> = {
  signingKey: 'Signing key',
  secretSince: 'Client secret',
  clientKey: 'Client certificate',
};

function labelOf(name: string): string {
  return name in fields ? fields[name as FieldName].label : (others[name] ?? name);
}

/** “Assertion Audience: token-endpoint → issuer”, a sentence for each setting that differs. */
export function changesSince(before: Try | undefined, now: Try): string[] {
  if (before === undefined) return [];
  const names = new Set([...Object.keys(before.settings), ...Object.keys(now.settings)]);
  return [...names]
    .map((name) => ({ name, from: before.settings[name] ?? '', to: now.settings[name] ?? '' }))
    .filter(({ from, to }) => from !== to)
    .map(({ name, from, to }) =>
      name === 'secretSince' ? `${labelOf(name)}: given anew` : `${labelOf(name)}: ${from || 'none'} → ${to || 'none'}`,
    );
}

/** “run 3 of today”; '' where the log does not know the run. */
export function runOfDay(tries: readonly Try[], at: string, now = new Date()): string {
  const dayOf = (iso: string) => new Date(iso).toDateString();
  const place = tries.filter((each) => dayOf(each.at) === dayOf(at) && each.at <= at).length;
  if (place === 0) return '';
  return `run ${String(place)} of ${dayOf(at) === now.toDateString() ? 'today' : 'that day'}`;
}
