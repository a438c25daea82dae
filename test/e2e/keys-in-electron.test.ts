/**
 * @file Electron’s BoringSSL is another library than Node’s OpenSSL: both tables of keys run in it, in the same words, and what it
 * makes and signs is verified here.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InElectron } from '../keys/in-electron.ts';
import { signedText } from '../keys/in-electron.ts';
import { damagedCases, goodCases } from '../keys/tables.ts';
import { isSignedBy } from '../keys/verify-signature.ts';
import { runInElectron } from './support/run-in-electron.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-electron-'));
const cases = [...goodCases, ...damagedCases];
let there: InElectron;

beforeAll(async () => {
  const [inputs, outcomes] = [path.join(folder, 'inputs.json'), path.join(folder, 'outcomes.json')];
  writeFileSync(inputs, JSON.stringify(cases.map(({ input }) => input())));
  await runInElectron('test/keys/in-electron.ts', { folder, args: [inputs, outcomes] });
  there = JSON.parse(readFileSync(outcomes, 'utf8')) as InElectron;
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('it was Electron', () => {
  expect(there.versions['electron']).toMatch(/^\d+\./);
});

test('every row of both tables comes to the same as under Node', () => {
  const told = cases.map(({ name }, at) => ({ name, outcome: there.outcomes[at] }));
  expect(told).toEqual(cases.map(({ name, expected }) => ({ name, outcome: expected() })));
});

test('a key of each kind is made there, and what it signs with each algorithm is verified here', () => {
  const bytes = Buffer.from(signedText);
  const wrong = there.signed.filter(
    ({ publicPem, algorithm, form, signature }) =>
      !isSignedBy(publicPem, { algorithm, form, bytes, signature: Buffer.from(signature, 'base64') }),
  );
  expect(wrong).toEqual([]);
  // Three RSA sizes with six algorithms, four others with one, each in two forms.
  expect(there.signed.length).toBe(44);
});
