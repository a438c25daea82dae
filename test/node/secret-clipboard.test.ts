import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { SystemClipboard } from '#node/secret-clipboard.ts';
import { secretClipboard } from '#node/secret-clipboard.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Answers at once, as Electron did until version 44, or later, as it does since. */
function system(answers: 'at once' | 'later', text = '') {
  const held = { text };
  const soon = <T>(value: T) => (answers === 'at once' ? value : Promise.resolve(value));
  const clipboard: SystemClipboard = {
    readText: () => soon(held.text),
    writeText: (given) => soon(void (held.text = given)),
    clear: () => {
      held.text = '';
    },
  };
  return { held, clipboard: secretClipboard(clipboard) };
}

const secret = new Secret('of nothing');

test.each(['at once', 'later'] as const)(
  'what was copied is gone after 30 seconds (it answers %s)',
  async (answers) => {
    const { held, clipboard } = system(answers);
    await clipboard.copyForThirtySeconds(secret);
    await vi.advanceTimersByTimeAsync(29_900);
    const before = [held.text, clipboard.isWaiting()];
    await vi.advanceTimersByTimeAsync(200);
    expect([...before, held.text, clipboard.isWaiting()]).toEqual(['of nothing', true, '', false]);
  },
);

test('what was copied since then stays', async () => {
  const { held, clipboard } = system('later');
  await clipboard.copyForThirtySeconds(secret);
  held.text = 'a shopping list';
  await vi.advanceTimersByTimeAsync(60_000);
  expect(held.text).toBe('a shopping list');
});

test('the second of two secrets has its own 30 seconds', async () => {
  const { held, clipboard } = system('later');
  await clipboard.copyForThirtySeconds(secret);
  await vi.advanceTimersByTimeAsync(20_000);
  await clipboard.copyForThirtySeconds(new Secret('another'));
  await vi.advanceTimersByTimeAsync(15_000);
  const between = held.text;
  await vi.advanceTimersByTimeAsync(15_000);
  expect([between, held.text]).toEqual(['another', '']);
});

test.each([
  ['the same', 'of nothing', ''],
  ['with the line end that a field leaves out', 'of nothing\r\n', ''],
  ['with another text around it', 'of nothing else', 'of nothing else'],
  ['something else', 'a shopping list', 'a shopping list'],
])('a pasted secret, while the clipboard holds %s', async (_, held, left) => {
  const { held: now, clipboard } = system('later', held);
  await clipboard.clearIfStill(secret);
  await vi.advanceTimersByTimeAsync(29_000);
  const before = now.text;
  await vi.advanceTimersByTimeAsync(2_000);
  expect([before, now.text]).toEqual([held, left]);
});

test('when the program ends, what is still there is cleared at once, and only that', async () => {
  const one = system('later');
  await one.clipboard.copyForThirtySeconds(secret);
  await one.clipboard.clearAtOnce();
  const other = system('later');
  await other.clipboard.copyForThirtySeconds(secret);
  other.held.text = 'a shopping list';
  await other.clipboard.clearAtOnce();
  expect([one.held.text, one.clipboard.isWaiting(), other.held.text]).toEqual(['', false, 'a shopping list']);
});
