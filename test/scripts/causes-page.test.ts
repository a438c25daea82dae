import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { causesPage } from '../../scripts/docs/causes-page.ts';

test('the page of causes is what their table makes (npm run docs)', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/causes.md'), 'utf8');
  expect(page).toBe(causesPage());
});
