import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { idleLock } from '../../electron/main/idle-lock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Of a vault that locks itself after a minute. */
function watched() {
  const asked: number[] = [];
  let locks = 0;
  const vault = {
    lock: async () => Promise.resolve(void (locks += 1)),
    lockIfIdle: async (idleSeconds: number) => Promise.resolve(asked.push(idleSeconds) > 0),
  };
  const idle = idleLock(vault);
  const power = new EventEmitter();
  idle.lockOn(power);
  return { idle, power, asked, locks: () => locks };
}

test('tells the vault again and again how long nobody was there', async () => {
  const { asked } = watched();
  await vi.advanceTimersByTimeAsync(61_000);
  expect(asked).toEqual([15, 30, 45, 60]);
});

test('a use or an input starts the count anew', async () => {
  const { idle, asked } = watched();
  await vi.advanceTimersByTimeAsync(40_000);
  idle.touch();
  await vi.advanceTimersByTimeAsync(21_000);
  expect(asked).toEqual([15, 30, 5, 20]);
});

test.each(['suspend', 'lock-screen'])('%s locks at once', (event) => {
  const { power, locks } = watched();
  power.emit(event);
  expect(locks()).toBe(1);
});

test('time that passed asleep counts', async () => {
  const { asked } = watched();
  vi.setSystemTime(Date.now() + 3_600_000);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(asked).toEqual([3615]);
});
