import type { Introspection } from '../../ports.ts';
import { check } from './check.ts';
import type { Check } from './report.ts';

/** `reason`: why no answer came, in words; '' where one came. */
export function introspectionCheck({ active, answer }: Introspection, reason: string): Check {
  if (reason !== '') return check('unknown', 'token/introspection-unclear', { reason });
  if (active === true) return check('good', 'token/active', {});
  if (active === false) return check('error', 'token/inactive', {});
  const status = answer === null ? 'no answer came.' : `the answer has status ${String(answer.status)}.`;
  return check('unknown', 'token/introspection-unclear', { reason: status });
}
