/** @file What is checked of a granted token and of the answer that brought it. */
import type { Introspection, OpenedToken, TokenAnswer } from '../../ports.ts';
import type { Code, Details } from '../catalogue.ts';
import { explain } from '../catalogue.ts';
import type { Check } from './report.ts';

/** All that is known of a granted token. */
export interface Granted {
  readonly answer: TokenAnswer;
  /** The scopes that were asked for. */
  readonly asked: readonly string[];
  /** null: it is no JWT. */
  readonly token: OpenedToken | null;
  /** Against the payer's key set; null: it was not tried, for it is no JWT or there is no key set. */
  readonly signature: 'good' | 'bad' | 'no-key' | 'no-keys' | null;
  /** null: not offered, or not needed. */
  readonly introspection: Introspection | null;
  readonly issuer: string;
  readonly fhirBase: string;
  readonly now: Date;
  /** Our clock minus theirs. */
  readonly clockDifferenceSeconds: number | null;
}

export function checksOf({ answer, asked }: Granted): Check[] {
  const granted = answer.scope?.split(' ') ?? [...asked];
  const missing = asked.filter((scope) => !granted.includes(scope));
  const checks: Check[] = [];
  if (missing.length > 0) checks.push(check('warning', 'token/scopes-missing', { scopes: missing.join(' ') }));
  if (answer.scope === null) checks.push(check('warning', 'token/no-scope', {}));
  if (typeof answer.expiresIn !== 'number') checks.push(check('warning', 'token/no-expiry', {}));
  if (answer.tokenType.toLowerCase() !== 'bearer')
    checks.push(check('warning', 'token/not-bearer', { tokenType: answer.tokenType }));
  if (answer.answer?.status !== 200)
    checks.push(check('warning', 'token/status-created', { status: String(answer.answer?.status) }));
  return checks;
}

function check<C extends Code>(is: Check['is'], code: C, details: Details<C>): Check {
  return { code, is, ...explain(code, details) };
}
