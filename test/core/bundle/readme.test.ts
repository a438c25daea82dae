/** @file The README of a bundle: what its reader has to learn from it, whatever the names in it are. */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { bundleReadme, readmePart } from '#core/domain/bundle/readme/readme.ts';
import { codeMarkdown, plainMarkdown } from '#core/domain/markdown.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { TokenReport } from '#core/domain/token/report.ts';
import { completeDefinition } from '#core/use-cases/complete-definition.ts';
import { grant, refusal } from '../../renderer/sample-reports.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';

const statedTime = '2027-01-01T12:00:00.000Z';
const keyed = await samplePayer(memoryPorts());
const secret = await samplePayer(memoryPorts(), { mode: 'CLIENT_SECRET_BASIC' });

function readmeOf(payer: Payer, difference: readonly string[] = []): string {
  const bundled = {
    payer,
    definition: completeDefinition(payer),
    dialects: { 'admin-api': '', 'seed-file': '', tutorial: '' },
    evidence: [],
  };
  return bundleReadme([readmePart(bundled, statedTime)], { statedTime, difference });
}

const withTest = (test: TokenReport): Payer => ({ ...keyed, test });

describe('tells what was tested', () => {
  test.each<[string, Payer, string, boolean]>([
    ['nothing', keyed, 'never run', false],
    ['a token granted', withTest(grant(keyed)), 'a token was granted', false],
    ['a token refused', withTest(refusal(keyed)), 'the token was refused', false],
    [
      'a token granted with other settings',
      withTest({ ...grant(keyed), settings: { ...grant(keyed).settings, clientId: 'another' } }),
      'a token was granted',
      true,
    ],
    [
      'a token granted with a secret of another store’s time',
      { ...secret, test: { ...grant(secret), settings: { ...grant(secret).settings, secretSince: 'then' } } },
      'a token was granted',
      false,
    ],
  ])('%s', (_name, payer, words, hasChanged) => {
    const text = readmeOf(payer);
    expect([text.includes(words), /changed (since|after)/.test(text)]).toEqual([true, hasChanged]);
  });
});

test('says by which other way the secret comes, or the private key', () => {
  expect(readmeOf(secret)).toContain('P2P_NORTHLAKE_TEST_CLIENT_SECRET');
  expect(readmeOf(keyed)).toContain(`private key with kid \`${keyed.keys[0]?.kid ?? ''}\``);
});

test('a finding that was let stand is told with who, when and why', () => {
  const finding = {
    code: 'issuer/slash',
    severity: 'warning' as const,
    member: 'issuer',
    says: 'The issuer ends in a slash.',
    hint: '',
    rule: '',
    gate: 'open' as const,
  };
  const accepted = { code: finding.code, member: 'issuer', reason: 'CHG-1042', by: 'ana', at: statedTime };
  const payer = { ...keyed, findings: [finding], accepted: [{ ...accepted, says: finding.says }] };
  const text = readmeOf(payer);
  expect(text).toMatch(/Let stand by ana on 1 Jan 2027.*Reason given: CHG-1042/);
  expect(readmeOf({ ...payer, accepted: [] })).toMatch(/Open warning `issuer\/slash`/);
});

test('the difference stands in the place of how to find one', () => {
  const [without, given] = [readmeOf(keyed), readmeOf(keyed, ['Compared with the bundle of 1 December.'])];
  expect([without.includes('No earlier state'), given.includes('No earlier state')]).toEqual([true, false]);
  expect(given).toContain('\n## What changes\n\nCompared with the bundle of 1 December.\n');
});

/** As Markdown reads a row: by its bars that no backslash escapes. */
const cellsOf = (row: string) => row.split(/(?<!\\)\|/).length;

test('law: no name ends a row, begins a line or makes a tag', () => {
  const plain = readmeOf(keyed);
  const rows = (text: string) => text.split('\n').filter((line) => line.startsWith('| '));
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
      const text = readmeOf({ ...keyed, name: `x${name}|\n# y<script>` });
      expect(rows(text).map(cellsOf)).toEqual(rows(plain).map(cellsOf));
      expect([text.split('\n').length, text.includes('<script>')]).toEqual([plain.split('\n').length, false]);
    }),
    { numRuns: 100 },
  );
});

test('law: code is shown whole, whatever backticks it holds', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~]{1,30}$/), (text) => {
      const shown = codeMarkdown(text);
      const [fence = ''] = /^`+/.exec(shown) ?? [''];
      const inner = shown.slice(fence.length, -fence.length);
      expect(inner.replaceAll('\\|', '|').includes(text)).toBe(true);
      expect([...inner.matchAll(/`+/g)].some(([run]) => run.length === fence.length)).toBe(false);
    }),
  );
  expect([codeMarkdown(''), plainMarkdown('a\u202Eb\n[c](d)')]).toEqual(['', 'a b \\[c\\](d)']);
});
