import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findingsPage } from '../../scripts/docs/findings-page.ts';

test('the page of findings is what the tables make (npm run docs)', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/findings.md'), 'utf8');
  expect(page).toBe(findingsPage());
});
