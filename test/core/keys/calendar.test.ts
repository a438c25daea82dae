import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CalendarWish } from '#core/domain/keys/calendar.ts';
import { certificateCalendar } from '#core/domain/keys/calendar.ts';

const wish: CalendarWish = {
  whose: 'Northlake Mutual (northlake@test)',
  kid: 'k-1',
  certificate: {
    notBefore: '2027-01-01T00:00:00.000Z',
    notAfter: '2028-01-01T00:00:00.000Z',
    sha256: 'ab'.repeat(32),
    subject: 'CN=Northlake, O=Northlake; Sons, C=US',
  },
  chain: [{ notAfter: '2030-01-01T00:00:00.000Z', subject: 'CN=Issuing' }],
  now: new Date('2027-01-02T03:04:05.678Z'),
};

/** RFC 5545 §3.1: unfolded, without line ends. */
function linesOf(calendar: string): string[] {
  return calendar.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
}

function valuesOf(calendar: string, name: string): string[] {
  return linesOf(calendar)
    .filter((line) => line.startsWith(name))
    .map((line) => line.slice(line.indexOf(':') + 1));
}

test('says what to do on which day, and rings before', () => {
  expect(linesOf(certificateCalendar(wish))).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Payer Wizard//Certificates//EN',
    'BEGIN:VEVENT',
    `UID:${'ab'.repeat(32)}-renewal`,
    'DTSTAMP:20270102T030405Z',
    'DTSTART;VALUE=DATE:20271020',
    'DTEND;VALUE=DATE:20271021',
    'SUMMARY:Renew the certificate of Northlake Mutual (northlake@test)',
    String.raw`DESCRIPTION:Ask for the next one now: it has to be known everywhere before 31 Dec 2027.\nSubject: CN=Northlake\, O=Northlake\; Sons\, C=US\nkid: k-1\nValid until: 2028-01-01T00:00:00.000Z\nSHA-256: ` +
      'ab'.repeat(32),
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:Renew the certificate of Northlake Mutual (northlake@test)',
    'TRIGGER:PT9H',
    'END:VALARM',
    'END:VEVENT',
    'BEGIN:VEVENT',
    `UID:${'ab'.repeat(32)}-end`,
    'DTSTAMP:20270102T030405Z',
    'DTSTART;VALUE=DATE:20271231',
    'DTEND;VALUE=DATE:20280101',
    'SUMMARY:Last day of the certificate of Northlake Mutual (northlake@test)',
    String.raw`DESCRIPTION:Servers that look at certificates refuse it from tomorrow on.\nSubject: CN=Northlake\, O=Northlake\; Sons\, C=US\nkid: k-1\nValid until: 2028-01-01T00:00:00.000Z\nSHA-256: ` +
      'ab'.repeat(32),
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:Last day of the certificate of Northlake Mutual (northlake@test)',
    'TRIGGER:-P6DT15H',
    'END:VALARM',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:Last day of the certificate of Northlake Mutual (northlake@test)',
    'TRIGGER:-PT15H',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]);
});

// The day on which it is good for a moment only is not its last one.
test.each([
  ['2027-12-31T23:59:59.000Z', '20271231', '20280101'],
  ['2028-01-01T00:00:00.000Z', '20271231', '20280101'],
  ['2028-02-29T12:00:00.000Z', '20280229', '20280301'],
])('one that is valid until %s has its last day on %s', (notAfter, start, end) => {
  const calendar = certificateCalendar({ ...wish, certificate: { ...wish.certificate, notAfter } });
  expect([valuesOf(calendar, 'DTSTART')[1], valuesOf(calendar, 'DTEND')[1]]).toEqual([start, end]);
});

test('with the first above it that ends it ends too', () => {
  const chain = [
    { notAfter: '2027-07-01T00:00:00.000Z', subject: 'CN=Issuing' },
    { notAfter: '2030-01-01T00:00:00.000Z', subject: 'CN=Root' },
  ];
  const calendar = certificateCalendar({ ...wish, chain });
  expect(valuesOf(calendar, 'DTSTART')).toEqual(['20270525', '20270630']);
  expect(valuesOf(calendar, 'DESCRIPTION')[0]).toContain('CN=Issuing');
});

describe('laws', () => {
  const anyWish = fc.record({
    whose: fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 200 })),
    kid: fc.string({ maxLength: 200 }),
    certificate: fc.record({
      notBefore: fc.constant('2027-01-01T00:00:00.000Z'),
      notAfter: fc
        .date({ min: new Date('2027-01-01T00:01:00Z'), max: new Date('2049-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString()),
      sha256: fc.constant('cd'.repeat(32)),
      subject: fc.string({ unit: 'grapheme', maxLength: 200 }),
    }),
    chain: fc.constant([]),
    now: fc.constant(wish.now),
  });

  test('every line ends with CRLF and has 75 octets at most, and no character is cut', () => {
    fc.assert(
      fc.property(anyWish, (given) => {
        const calendar = certificateCalendar(given);
        const physical = calendar.split('\r\n');
        expect([
          physical.at(-1),
          physical.some((line) => /[\r\n]/.test(line)),
          Math.max(...physical.map((line) => Buffer.from(line).length)) <= 75,
          physical.every((line) => Buffer.from(line).toString('utf8') === line.toWellFormed()),
        ]).toEqual(['', false, true, true]);
      }),
    );
  });

  test('no text of a certificate or a payer adds a property: the shape is the same for all', () => {
    const shape = (calendar: string) => linesOf(calendar).map((line) => /^[A-Z-]+/.exec(line)?.[0]);
    fc.assert(
      fc.property(anyWish, (given) => {
        expect(shape(certificateCalendar(given))).toEqual(shape(certificateCalendar(wish)));
      }),
    );
  });

  test('a text reads back as it was', () => {
    const unescaped = (text: string) => text.replaceAll(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }).filter((text) => !/\p{Cc}/u.test(text)),
        (whose) => {
          const [summary = ''] = valuesOf(certificateCalendar({ ...wish, whose }), 'SUMMARY');
          expect(unescaped(summary)).toBe(`Renew the certificate of ${whose}`);
        },
      ),
    );
  });

  test('the renewal is never after the last day, and the last day never after the end', () => {
    fc.assert(
      fc.property(anyWish, (given) => {
        const [renewal = '', end = ''] = valuesOf(certificateCalendar(given), 'DTSTART');
        expect([renewal <= end, end <= given.certificate.notAfter.slice(0, 10).replaceAll('-', '')]).toEqual([
          true,
          true,
        ]);
      }),
    );
  });
});
