import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '#core/domain/catalogue.ts';
import { faultsPage } from '../../scripts/docs/faults-page.ts';

test('the page of faults is what the catalogue makes (npm run docs)', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/faults.md'), 'utf8');
  expect(page).toBe(faultsPage());
});

test('each code stands there once', () => {
  const told = [...faultsPage().matchAll(/^- \*\*`(.*)`\*\*/gm)].map(([, code]) => code);
  expect(told.sort()).toEqual(Object.keys(catalogue).sort());
});
