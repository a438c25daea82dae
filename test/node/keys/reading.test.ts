/** @file Both tables under Node. `test/e2e/keys-in-electron.test.ts` runs them in Electron. */
import { expect, test } from 'vitest';
import { derOf, keys, requestPem } from '../../keys/make.ts';
import { outcomeOf } from '../../keys/outcome.ts';
import { damagedCases, goodCases } from '../../keys/tables.ts';

test.each(goodCases)('is taken: $name', async ({ input, expected }) => {
  expect(await outcomeOf(input())).toEqual(expected());
});

test.each(damagedCases)('is named: $name', async ({ input, expected }) => {
  expect(await outcomeOf(input())).toEqual(expected());
});

test.each([
  ['a certificate request', () => requestPem(keys.rsa())],
  ['a certificate request in DER', () => derOf(requestPem(keys.p384()))],
  ['a request with its old label', () => requestPem(keys.rsa()).replaceAll('CERTIFICATE', 'NEW CERTIFICATE')],
])('%s alone is taken: its key may be here', async (name, make) => {
  const input = { name, base64: Buffer.from(make()).toString('base64'), passphrase: null };
  expect(await outcomeOf(input)).toEqual({ thumbprints: [], certificates: 0, requests: 1 });
});

test('the tables are as long as promised, and no row has the name of another', () => {
  expect(damagedCases.length).toBeGreaterThanOrEqual(80);
  const names = [...goodCases, ...damagedCases].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
