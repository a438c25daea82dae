/** @file Real documents, where they are at hand: none crashes, and each gives what is known of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '#core/domain/catalogue.ts';
import { discoverTexts } from '#core/use-cases/discover.ts';
import { memoryPorts } from '../../memory-ports.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/corpus/discovery');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'README.md') : [];
const index = files.length > 0 ? readFileSync(path.join(folder, 'README.md'), 'utf8') : '';

function servedAt(name: string): string {
  const row = index.split('\n').find((line) => line.startsWith(`| ${name} |`));
  const address = row?.split('|')[4]?.trim() ?? '';
  return URL.canParse(address) ? address : '';
}

function read(name: string, retrievedFrom = servedAt(name)) {
  const text = { bytes: new Uint8Array(readFileSync(path.join(folder, name))), name, retrievedFrom };
  return discoverTexts(memoryPorts(), { texts: [text] }).discovery;
}

test('every document is handled, and every finding has its words and its rule', () => {
  for (const name of files) {
    for (const { code, says, hint, rule } of read(name).findings) {
      expect(catalogue, `${name}: ${code}`).toHaveProperty([code]);
      expect(`${says}${hint}`, `${name}: ${code}`).not.toMatch(/\{\w+\}/);
      expect(rule, `${name}: ${code}`).not.toBe('');
    }
  }
});

const errorsOf = (name: string) =>
  read(name)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);
const known: [string, string[]][] = [
  ['aidbox-sandbox.openid-configuration.json', []],
  ['aidbox-sandbox.smart-configuration.json', []],
  ['auth0.openid-configuration.json', []],
  ['epic-sandbox.openid-configuration.json', []],
  ['epic-sandbox.smart-configuration.json', []],
  ['devoted-health.openid-configuration.json', []],
  ['entra-tenant-v2.openid-configuration.json', []],
  ['pingfederate.openid-configuration.json', []],
  ['zxid-broken.openid-configuration.json', ['discovery/not-json']],
  ['google-old.openid-configuration.json', ['issuer/not-a-url']],
  ['jefferson-health-plans-plannet.smart-configuration.empty.json', ['token-endpoint/missing']],
];

test.each(known.filter(([name]) => files.includes(name)).map(([name, codes]) => ({ name, codes })))(
  '$name gives errors $codes',
  ({ name, codes }) => {
    expect(errorsOf(name)).toEqual(codes);
  },
);
