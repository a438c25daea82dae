import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from '#node/store/lock.ts';
import { freshFolder } from './support/folders.ts';

test('a dead lock that cannot be taken away is told after five seconds, and nothing is done', async () => {
  const folder = freshFolder();
  mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, 'store.lock');
  // Nobody has this number: Linux stops at 2^22.
  writeFileSync(lock, JSON.stringify({ pid: 2 ** 30, host: hostname(), start: '1' }));
  mkdirSync(`${lock}.takeover`);
  let worked = false;
  const work = async () => Promise.resolve(void (worked = true));
  await expect(withLock(lock, work)).rejects.toMatchObject({ code: 'store/locked' });
  expect([worked, existsSync(lock)]).toEqual([false, true]);
});
