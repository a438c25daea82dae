/** @file A calendar file (iCalendar, RFC 5545) with the days on which somebody has to do something about a certificate. */
import { dayOf, renewalDueAt } from './expiry.ts';
import type { CertificateRecord } from './key-record.ts';

type Dated = Pick<CertificateRecord, 'notBefore' | 'notAfter' | 'sha256' | 'subject'>;

export interface CalendarWish {
  /** Whose certificate it is, for a person: “Northlake Mutual (northlake@test)”. */
  readonly whose: string;
  readonly kid: string;
  readonly certificate: Dated;
  /** What stands above it: with the first of them that ends, it ends too. */
  readonly chain: readonly Pick<Dated, 'notAfter' | 'subject'>[];
  readonly now: Date;
}

/** Two events: the day on which the next certificate is due, and the last day of this one. CRLF, folded: RFC 5545 §3.1. */
export function certificateCalendar(wish: CalendarWish): string {
  const { certificate, chain } = wish;
  const first = endingFirst(certificate, chain);
  const until = { notBefore: certificate.notBefore, notAfter: first.notAfter };
  const above =
    first === certificate ? [] : [`Ends with the certificate above it: ${first.subject}, ${first.notAfter}`];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Payer Wizard//Certificates//EN',
    ...event(wish, {
      id: 'renewal',
      at: renewalDueAt(until),
      above,
      summary: `Renew the certificate of ${wish.whose}`,
      todo: `Ask for the next one now: it has to be known everywhere before ${dayOf(lastSecond(until))}.`,
      // Nine o’clock of that day.
      alarms: ['PT9H'],
    }),
    ...event(wish, {
      id: 'end',
      at: lastSecond(until),
      above,
      summary: `Last day of the certificate of ${wish.whose}`,
      todo: 'Servers that look at certificates refuse it from tomorrow on.',
      // Nine o’clock, seven days and one day before.
      alarms: ['-P6DT15H', '-PT15H'],
    }),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function endingFirst(certificate: Dated, chain: CalendarWish['chain']): Pick<Dated, 'notAfter' | 'subject'> {
  const [first = certificate] = [certificate, ...chain].toSorted(
    (one, other) => Date.parse(one.notAfter) - Date.parse(other.notAfter),
  );
  return first;
}

/** One that ends at midnight is good for nothing on the day that begins then. */
function lastSecond({ notAfter }: Pick<Dated, 'notAfter'>): string {
  return new Date(Date.parse(notAfter) - 1000).toISOString();
}

interface Event {
  readonly id: string;
  readonly at: string;
  readonly summary: string;
  readonly todo: string;
  /** What of the chain ends it; none: it ends by itself. */
  readonly above: readonly string[];
  readonly alarms: readonly string[];
}

/** All day: RFC 5545 §3.6.1. The UID is the certificate’s: a file that is opened again replaces its events. */
function event({ kid, certificate, now }: CalendarWish, { id, at, summary, todo, above, alarms }: Event): string[] {
  const details = [
    todo,
    ...above,
    `Subject: ${certificate.subject}`,
    `kid: ${kid}`,
    `Valid until: ${certificate.notAfter}`,
    `SHA-256: ${certificate.sha256}`,
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${certificate.sha256}-${id}`,
    `DTSTAMP:${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`,
    `DTSTART;VALUE=DATE:${dateOf(at)}`,
    `DTEND;VALUE=DATE:${dateOf(nextDay(at))}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(details.join('\n'))}`,
    'TRANSP:TRANSPARENT',
    ...alarms.flatMap((trigger) => alarm(trigger, summary)),
    'END:VEVENT',
  ];
}

function alarm(trigger: string, summary: string): string[] {
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escaped(summary)}`, `TRIGGER:${trigger}`, 'END:VALARM'];
}

function dateOf(time: string): string {
  return time.slice(0, 10).replaceAll('-', '');
}

function nextDay(time: string): string {
  return new Date(Date.parse(time) + 86_400_000).toISOString();
}

/** TEXT: RFC 5545 §3.3.11. Control characters are not allowed in it. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r?\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, ' ');
}

const mostOctets = 75;

/** No line over 75 octets, no character cut: RFC 5545 §3.1. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let octets = 0;
  let folded = '';
  for (const character of line) {
    const { length } = encoder.encode(character);
    if (octets + length > mostOctets) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += length;
  }
  return folded;
}
