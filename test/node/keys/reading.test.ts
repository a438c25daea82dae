/** @file Both tables under Node. `test/e2e/keys-in-electron.test.ts` runs them in Electron. */
import { expect, test } from 'vitest';
import { outcomeOf } from '../../keys/outcome.ts';
import { damagedCases, goodCases } from '../../keys/tables.ts';

test.each(goodCases)('is taken: $name', async ({ input, expected }) => {
  expect(await outcomeOf(input())).toEqual(expected());
});

test.each(damagedCases)('is named: $name', async ({ input, expected }) => {
  expect(await outcomeOf(input())).toEqual(expected());
});

test('the tables are as long as promised, and no row has the name of another', () => {
  expect(damagedCases.length).toBeGreaterThanOrEqual(80);
  const names = [...goodCases, ...damagedCases].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
