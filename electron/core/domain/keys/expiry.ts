/** @file How long a certificate is still good for, in words, and when the next one is due. */

interface Lifetime {
  /** RFC 3339. */
  readonly notBefore: string;
  readonly notAfter: string;
}

export interface Expiry {
  readonly is: 'not-yet-valid' | 'valid' | 'renewal-due' | 'ended';
  /** “79 days left”, “ended 3 days ago”, “starts in 2 days”. */
  readonly says: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** At four fifths of its life: a CA and a Source Payer need some of the rest. RFC 3339. */
export function renewalDueAt({ notBefore, notAfter }: Lifetime): string {
  const [from, until] = [Date.parse(notBefore), Date.parse(notAfter)];
  return new Date(from + (until - from) * 0.8).toISOString();
}

/** A certificate is good up to and including its last second: RFC 5280 §4.1.2.5. */
export function expiryOf(lifetime: Lifetime, now: Date): Expiry {
  const at = now.getTime();
  const [from, until] = [Date.parse(lifetime.notBefore), Date.parse(lifetime.notAfter)];
  if (at > until) return { is: 'ended', says: `ended ${span(at - until)} ago` };
  if (at < from) return { is: 'not-yet-valid', says: `starts in ${span(from - at)}` };
  const is = at >= Date.parse(renewalDueAt(lifetime)) ? 'renewal-due' : 'valid';
  return { is, says: `${span(until - at)} left` };
}

/** In the largest unit that is full, rounded down: nobody is promised a day that is not whole. */
function span(milliseconds: number): string {
  if (milliseconds >= DAY) return count(Math.floor(milliseconds / DAY), 'day');
  if (milliseconds >= HOUR) return count(Math.floor(milliseconds / HOUR), 'hour');
  return milliseconds >= MINUTE ? count(Math.floor(milliseconds / MINUTE), 'minute') : 'less than a minute';
}

function count(number: number, unit: string): string {
  return `${String(number)} ${unit}${number === 1 ? '' : 's'}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** “10 Feb 2027”, in UTC as the certificate says it. */
export function dayOf(time: string): string {
  const [year = '', month = '', day = ''] = new Date(time).toISOString().slice(0, 10).split('-');
  return `${String(Number(day))} ${months[Number(month) - 1] ?? month} ${year}`;
}
