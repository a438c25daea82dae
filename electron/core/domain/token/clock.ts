/** @file Our clock against theirs, and what that does to an assertion. Most servers do not say how much they forgive. */
import type { TokenAnswer, WireStep } from '../../ports.ts';
import type { Assertion } from './assertion.ts';
import { check } from './check.ts';
import type { Check } from './report.ts';

/** What comes before the request itself. */
const connecting: ReadonlySet<WireStep['name']> = new Set(['dns', 'proxy', 'tcp', 'tls']);
/** A Date names whole seconds (RFC 9110 §5.6.7): on the average half of one has passed. */
const HALF_A_SECOND = 500;

/**
 * Our clock minus theirs, in seconds; null where the answer has no Date. Compared at the middle of the exchange: how long the way
 * to and fro took is known, and when within it the server wrote its Date is not.
 */
export function clockDifference({ steps, answer }: Pick<TokenAnswer, 'steps' | 'answer'>, askedAt: Date) {
  const theirs = Date.parse(answer?.headers['date'] ?? '');
  if (Number.isNaN(theirs)) return null;
  const sum = (some: readonly WireStep[]) => some.reduce((all, { milliseconds }) => all + milliseconds, 0);
  const before = sum(steps.filter(({ name }) => connecting.has(name)));
  const during = sum(steps.filter(({ name }) => !connecting.has(name)));
  const middle = askedAt.getTime() + before + during / 2;
  // Adding 0 turns -0 into 0.
  return Math.round((middle - theirs - HALF_A_SECOND) / 1000) + 0;
}

/** What servers are known to forgive: nothing, the 10 s of FAPI 2.0, the minute of most libraries. */
const forgiven = [0, 10, 60];
/** SMART App Launch 2.2, client-confidential-asymmetric. */
const MOST_LIFE = 300;

export function clockCheck(
  difference: number | null,
  { assertion, isGranted }: { assertion: Assertion | null; isGranted: boolean },
): Check {
  if (difference === null) return check('unknown', 'token/clock-unknown', {});
  const { effect, refusing } = effectOn(assertion, difference);
  const apart = Math.abs(difference);
  const seconds = String(apart);
  if (refusing === 0 && apart <= 10) {
    const words = difference === 0 ? 'less than a second apart' : `${seconds} s ${difference > 0 ? 'ahead' : 'behind'}`;
    return check('good', 'token/clock', { difference: words, effect });
  }
  // The one that matters took it.
  const is = refusing === forgiven.length && !isGranted ? 'error' : 'warning';
  return check(is, difference > 0 ? 'token/clock-ahead' : 'token/clock-behind', { seconds, effect });
}

function effectOn(assertion: Assertion | null, difference: number): { effect: string; refusing: number } {
  if (assertion === null) return { effect: 'Nothing that was sent depends on it.', refusing: 0 };
  const life = assertion.claims.exp - assertion.claims.iat;
  return difference > 0 ? effectAhead(life, difference) : effectBehind(life, -difference);
}

/** `iat`, and `nbf` where one was added, lie in their future. */
function effectAhead(life: number, ahead: number) {
  const refusing = forgiven.filter((seconds) => seconds < ahead);
  const beyond =
    life + ahead > MOST_LIFE ? ` By their clock it lived ${String(life + ahead)} s, beyond the 300 s of SMART.` : '';
  const effect = `The assertion was from the future by ${String(ahead)} s there: ${takenBy(refusing)}.${beyond}`;
  return { effect, refusing: refusing.length };
}

function effectBehind(life: number, behind: number) {
  const refusing = forgiven.filter((seconds) => behind >= life + seconds);
  const left = life - behind;
  const state =
    left > 0
      ? `The assertion had ${String(left)} s of its ${String(life)} s left there`
      : `The assertion had ended ${String(-left)} s before it came there`;
  return { effect: `${state}: ${takenBy(refusing)}.`, refusing: refusing.length };
}

function takenBy(refusing: readonly number[]): string {
  if (refusing.length === 0) return 'every server takes that';
  const taking = forgiven.filter((seconds) => !refusing.includes(seconds));
  const refused = `servers that forgive ${inWords(refusing)} refuse it`;
  return taking.length === 0 ? refused : `${refused}, those that forgive ${inWords(taking)} take it`;
}

function inWords(seconds: readonly number[]): string {
  return seconds.map((each) => `${String(each)} s`).join(' or ');
}
