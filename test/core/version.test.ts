import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { version } from '#core/version.ts';

test('the program and its package name one version', () => {
  const { version: packaged } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(version).toBe(packaged);
});
