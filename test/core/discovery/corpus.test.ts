/** @file Real documents, where they are at hand: each gives what a person who read it found in it, and nothing else. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { discoverTexts } from '#core/use-cases/discover.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { verdicts } from './corpus-verdicts.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/corpus/discovery');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'README.md') : [];
const index = files.length > 0 ? readFileSync(path.join(folder, 'README.md'), 'utf8') : '';

function servedAt(name: string): string {
  const row = index.split('\n').find((line) => line.startsWith(`| ${name} |`));
  const address = row?.split('|')[4]?.trim() ?? '';
  return URL.canParse(address) ? address : '';
}

async function read(name: string) {
  const bytes = new Uint8Array(readFileSync(path.join(folder, name)));
  const texts = [{ bytes, name, retrievedFrom: servedAt(name) }];
  return (await discoverTexts(memoryPorts(), { texts })).discovery;
}

const letters = { error: 'E', warning: 'W', info: 'I' } as const;

test.each(files.map((name) => ({ name })))('$name', async ({ name }) => {
  const { documents, findings } = await read(name);
  const told = findings.map(({ severity, code }) => `${letters[severity]} ${code}`);
  const counted = [...new Set(told)].map((one) => {
    const times = told.filter((other) => other === one).length;
    return times === 1 ? one : `${one} ×${String(times)}`;
  });
  expect([documents[0]?.kind ?? 'none', ...counted]).toEqual(verdicts[name.replace(/\.json$/, '')]);
  for (const { says, hint, rule } of findings) {
    expect(`${says}${hint}`).not.toMatch(/\{(?:host|address|detail|kind|member)\}/);
    expect(rule).not.toBe('');
  }
});

test.runIf(files.length > 0)('every verdict has its file', () => {
  expect(Object.keys(verdicts).filter((name) => !files.includes(`${name}.json`))).toEqual([]);
});
