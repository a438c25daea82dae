import { check, short } from './check.ts';
import type { Granted } from './checks.ts';
import type { Check } from './report.ts';
import { compareScopes } from './compare-scopes.ts';
import { scopesIn } from './scopes.ts';

export function scopeChecks({ answer, asked }: Pick<Granted, 'answer' | 'asked'>): Check[] {
  // RFC 6749 §5.1: it may be left out where it is what was asked for.
  if (answer.scope === null) return [check('warning', 'token/no-scope', {})];
  const granted = scopesIn(answer.scope);
  const list = (scopes: readonly string[]) => (scopes.length === 0 ? 'nothing' : short(scopes.join(' ')));
  if (asked.length === 0) return [check('good', 'token/scopes-unasked', { scopes: list(granted) })];

  const { missing, more, otherwise } = compareScopes(asked, granted);
  return [
    ...(missing.length > 0 ? [check('warning', 'token/scopes-missing', { scopes: list(missing) })] : []),
    ...(more.length > 0 ? [check('warning', 'token/scopes-more', { scopes: list(more) })] : []),
    ...(otherwise.length > 0
      ? [check('good', 'token/scopes-spelling', { asked: list(otherwise), granted: list(granted) })]
      : []),
    ...(missing.length + more.length + otherwise.length === 0
      ? [check('good', 'token/scopes-as-asked', { scopes: list(asked) })]
      : []),
  ];
}
