/** @file The times that a token says, against our clock and theirs. Theirs counts: it made them, and its FHIR server reads them. */
import { check } from './check.ts';
import type { Granted } from './checks.ts';
import type { Check } from './report.ts';

/** A second of rounding on either side, and the way of the answer. */
const SLACK = 2;
/** Between the end of a token and `expires_in`: servers round both, and make the one before the other. */
const AGREES_WITHIN = 5;

type Times = Pick<Granted, 'token' | 'answer' | 'now' | 'clockDifferenceSeconds'>;

export function timeChecks(times: Times): Check[] {
  if (times.token === null) return [];
  const { expiresAt } = times.token;
  const first = firstWrong(times);
  return [
    ...(first === null ? [] : [first]),
    ...(expiresAt === null ? [check('warning', 'token/no-end', {})] : []),
    ...(first === null && expiresAt !== null ? [check('good', 'token/times-good', { until: timeOf(expiresAt) })] : []),
    ...agreement(times),
  ];
}

interface Reading {
  readonly is: 'error' | 'warning';
  readonly now: number;
  readonly whose: string;
}

/** What is wrong by their clock is an error; by ours alone it is a matter of the clocks. */
function readings({ now, clockDifferenceSeconds }: Times): Reading[] {
  const ours = Math.floor(now.getTime() / 1000);
  const our: Reading = { is: clockDifferenceSeconds === null ? 'error' : 'warning', now: ours, whose: 'our' };
  if (clockDifferenceSeconds === null) return [our];
  return [{ is: 'error', now: ours - clockDifferenceSeconds, whose: 'their' }, our];
}

function firstWrong(times: Times): Check | null {
  for (const reading of readings(times)) {
    const wrong = wrongBy(times.token, reading);
    if (wrong !== null) return wrong;
  }
  return null;
}

function wrongBy(token: Granted['token'], { is, now, whose }: Reading): Check | null {
  if (token === null) return null;
  const { expiresAt, notBefore, issuedAt } = token;
  if (expiresAt !== null && expiresAt <= now)
    return check(is, 'token/expired', { until: timeOf(expiresAt), seconds: String(now - expiresAt), whose });
  if (notBefore !== null && notBefore > now + SLACK)
    return check(is, 'token/not-yet', { from: timeOf(notBefore), seconds: String(notBefore - now), whose });
  if (issuedAt !== null && issuedAt > now + SLACK)
    return check('warning', 'token/issued-ahead', { at: timeOf(issuedAt), seconds: String(issuedAt - now), whose });
  return null;
}

function agreement({ token, answer: { expiresIn } }: Times): Check[] {
  if (token === null || typeof expiresIn !== 'number') return [];
  const { issuedAt, expiresAt } = token;
  if (issuedAt === null || expiresAt === null) return [];
  const inToken = expiresAt - issuedAt;
  return Math.abs(inToken - expiresIn) > AGREES_WITHIN
    ? [check('warning', 'token/expiry-differs', { inToken: String(inToken), inAnswer: String(expiresIn) })]
    : [check('good', 'token/expiry-agrees', {})];
}

/** Numbers of a stranger may lie beyond all calendars. */
function timeOf(seconds: number): string {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString().replace('.000Z', 'Z');
}
