import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, expiryOf, renewalDueAt } from '#core/domain/keys/expiry.ts';

const lifetime = { notBefore: '2027-01-01T00:00:00.000Z', notAfter: '2027-04-11T00:00:00.000Z' };

test.each([
  ['2026-12-29T12:00:00.000Z', 'not-yet-valid', 'starts in 2 days'],
  ['2026-12-31T23:59:30.000Z', 'not-yet-valid', 'starts in less than a minute'],
  ['2027-01-01T00:00:00.000Z', 'valid', '100 days left'],
  ['2027-01-21T01:00:00.000Z', 'valid', '79 days left'],
  ['2027-03-21T23:59:59.000Z', 'valid', '20 days left'],
  ['2027-03-22T00:00:00.000Z', 'renewal-due', '20 days left'],
  ['2027-04-09T12:00:00.000Z', 'renewal-due', '1 day left'],
  ['2027-04-10T18:30:00.000Z', 'renewal-due', '5 hours left'],
  ['2027-04-10T23:58:00.000Z', 'renewal-due', '2 minutes left'],
  ['2027-04-11T00:00:00.000Z', 'renewal-due', 'less than a minute left'],
  ['2027-04-11T00:00:01.000Z', 'ended', 'ended less than a minute ago'],
  ['2027-04-14T12:00:00.000Z', 'ended', 'ended 3 days ago'],
])('at %s it is %s: %s', (now, is, says) => {
  expect(expiryOf(lifetime, new Date(now))).toEqual({ is, says });
});

test('law: the renewal is due within the life, and from then on until the end', () => {
  const times = fc.tuple(
    fc.integer({ min: 0, max: 4e12 }),
    fc.integer({ min: 1000, max: 1e12 }),
    fc.integer({ min: 0, max: 5e12 }),
  );
  fc.assert(
    fc.property(times, ([from, life, at]) => {
      const own = { notBefore: new Date(from).toISOString(), notAfter: new Date(from + life).toISOString() };
      const due = Date.parse(renewalDueAt(own));
      expect(due >= from && due <= from + life).toBe(true);
      const wanted = at < from ? 'not-yet-valid' : at > from + life ? 'ended' : at >= due ? 'renewal-due' : 'valid';
      expect(expiryOf(own, new Date(at)).is).toBe(wanted);
    }),
  );
});

test('a day is that of the certificate, whatever the time zone here', () => {
  expect(dayOf('2027-02-10T23:59:59.000Z')).toBe('10 Feb 2027');
});
