/** @file Our clock against theirs, from a Date that names whole seconds and an answer that took its time. */
import { expect, test } from 'vitest';
import type { Assertion } from '#core/domain/token/assertion.ts';
import { clockCheck, clockDifference } from '#core/domain/token/clock.ts';
import type { WireStep } from '#core/ports.ts';

const askedAt = new Date('2027-01-01T00:00:00.000Z');
const step = (name: WireStep['name'], milliseconds: number): WireStep => ({
  name,
  state: 'done',
  milliseconds,
  noted: '',
});

function difference(date: string | undefined, steps: readonly WireStep[] = []) {
  const headers: Record<string, string> = date === undefined ? {} : { date };
  return clockDifference(
    { steps, answer: { status: 200, contentType: '', members: [], headers, body: '', bytes: 0 } },
    askedAt,
  );
}

test.each<[name: string, date: string | undefined, steps: WireStep[], difference: number | null]>([
  ['no Date', undefined, [], null],
  ['no time', 'yesterday', [], null],
  ['the same second', 'Fri, 01 Jan 2027 00:00:00 GMT', [], 0],
  ['theirs a minute before', 'Thu, 31 Dec 2026 23:59:00 GMT', [], 60],
  ['theirs a minute later', 'Fri, 01 Jan 2027 00:01:00 GMT', [], -60],
  ['a connection of 4 s, told at the end of it', 'Fri, 01 Jan 2027 00:00:04 GMT', [step('tls', 4500)], 0],
  [
    'an answer of 8 s, told in its middle',
    'Fri, 01 Jan 2027 00:00:04 GMT',
    [step('request', 1), step('answer', 8999)],
    0,
  ],
])('%s', (_, date, steps, expected) => {
  expect(difference(date, steps)).toBe(expected);
});

const assertion = { header: { alg: 'RS384', kid: 'k' }, claims: { iat: 0, exp: 60 } } as unknown as Assertion;

test.each<[difference: number | null, refused: [string, string], granted: [string, string]]>([
  [null, ['unknown', 'token/clock-unknown'], ['unknown', 'token/clock-unknown']],
  [0, ['good', 'token/clock'], ['good', 'token/clock']],
  [-5, ['good', 'token/clock'], ['good', 'token/clock']],
  [5, ['warning', 'token/clock-ahead'], ['warning', 'token/clock-ahead']],
  [95, ['error', 'token/clock-ahead'], ['warning', 'token/clock-ahead']],
  [-65, ['warning', 'token/clock-behind'], ['warning', 'token/clock-behind']],
  [-120, ['error', 'token/clock-behind'], ['warning', 'token/clock-behind']],
])('%s s apart', (seconds, refused, granted) => {
  const told = (isGranted: boolean) => {
    const { is, code } = clockCheck(seconds, { assertion, isGranted });
    return [is, code];
  };
  expect([told(false), told(true)]).toEqual([refused, granted]);
});

test('says what servers that forgive 0, 10 and 60 s make of the assertion', () => {
  const says = (seconds: number) => clockCheck(seconds, { assertion, isGranted: false }).says;
  expect([says(95), says(30), says(-65), says(-30)].map((text) => text.slice(text.indexOf('The assertion')))).toEqual([
    'The assertion was from the future by 95 s there: servers that forgive 0 s or 10 s or 60 s refuse it.',
    'The assertion was from the future by 30 s there: servers that forgive 0 s or 10 s refuse it, those that forgive 60 s take it.',
    'The assertion had ended 5 s before it came there: servers that forgive 0 s refuse it, those that forgive 10 s or 60 s take it.',
    'The assertion had 30 s of its 60 s left there: every server takes that.',
  ]);
});

test('a difference says nothing of a request without an assertion', () => {
  const { is, code } = clockCheck(9, { assertion: null, isGranted: false });
  expect([is, code]).toEqual(['good', 'token/clock']);
});
