/** @file What is checked of a granted token and of the answer that brought it. Each check is told, the good ones too. */
import type { OpenedToken, TokenAnswer } from '../../ports.ts';
import { answerChecks } from './answer-checks.ts';
import type { Assertion } from './assertion.ts';
import { clockCheck } from './clock.ts';
import { jwtChecks } from './jwt-checks.ts';
import type { Check } from './report.ts';
import { refusalChecks } from './refusal-checks.ts';
import { scopeChecks } from './scope-checks.ts';
import { timeChecks } from './time-checks.ts';
import type { Method } from './way.ts';

/** What came of checking a signature against the payer's key set. `no-keys`: there was no set to be had, and why. */
export type Signature =
  { readonly is: 'good' | 'bad' | 'no-key' } | { readonly is: 'no-keys'; readonly reason: string };

/** All that is known of a granted token. */
export interface Granted {
  readonly answer: TokenAnswer;
  readonly method: Method;
  /** The scopes that were asked for. */
  readonly asked: readonly string[];
  /** null: none was sent. */
  readonly assertion: Assertion | null;
  /** null: it is no JWT. */
  readonly token: OpenedToken | null;
  /** null: it was not tried, for it is no JWT, or a JWT without a signature. */
  readonly signature: Signature | null;
  readonly issuer: string;
  readonly fhirBase: string;
  /** By our clock, just when the answer had come. */
  readonly now: Date;
  /** Our clock minus theirs. */
  readonly clockDifferenceSeconds: number | null;
}

export function checksOf(granted: Granted): Check[] {
  return [
    ...answerChecks(granted),
    ...scopeChecks(granted),
    ...jwtChecks(granted),
    ...timeChecks(granted),
    clockCheck(granted.clockDifferenceSeconds, { assertion: granted.assertion, isGranted: true }),
  ];
}

/** What can be checked where an answer came, and no token. */
export function checksWithoutToken(
  answer: TokenAnswer,
  { assertion, clockDifferenceSeconds }: Pick<Granted, 'assertion' | 'clockDifferenceSeconds'>,
): Check[] {
  if (answer.answer === null) return [];
  return [...refusalChecks(answer), clockCheck(clockDifferenceSeconds, { assertion, isGranted: false })];
}
