/** @file The two lists of files in a bundle, SHA256SUMS and the manifest: what the exporter may write is read, and no other form. */
import { expect, test } from 'vitest';
import { textBytes } from '#core/domain/bundle/file.ts';
import type { Manifest } from '#core/domain/bundle/manifest.ts';
import { parseManifest, writeManifest } from '#core/domain/bundle/manifest.ts';
import { parseSums, sumsOf } from '#core/domain/bundle/sums.ts';
import { mostEntries, mostPathLength } from '#core/domain/bundle/zip/layout.ts';

const digest = 'ab'.repeat(32);
const longest = Array.from({ length: mostEntries }, (_, index) => String(index).padStart(mostPathLength, 'x')).sort();
const lastly = 'a'.repeat(63);

const manifest: Manifest = {
  type: 'payer-wizard/bundle',
  version: 1,
  toolVersion: '1.0.0',
  statedTime: '2027-01-01T12:00:00Z',
  payers: [{ ref: 'northlake@test', name: 'Northlake “” \u202e', definitionSha256: digest }],
  files: ['README.md', 'payers/northlake@test/definition/definition.json'],
};

test('the most files of the longest names are read again', () => {
  const sums = sumsOf(longest.map((path) => ({ path, sha256: digest })));
  expect(parseSums(sums)?.size).toBe(mostEntries);
  const payers = Array.from({ length: mostEntries / 10 }, (_, index) => ({
    ref: `${String(index).padStart(5, '0')}-${lastly.slice(6)}@${lastly.slice(0, 31)}`,
    name: lastly,
    definitionSha256: digest,
  }));
  const whole = { ...manifest, payers, files: longest.map((path) => path.slice(0, 180)) };
  expect(parseManifest(writeManifest(whole))).toEqual(whole);
});

test.each<[string, string]>([
  ['nothing', ''],
  ['no line end', `${digest}  a`],
  ['a line end more', `${digest}  a\n\n`],
  ['a byte order mark', `\uFEFF${digest}  a\n`],
  ['a carriage return', `${digest}  a\r\n`],
  ['the mark of a binary file', `${digest} *a\n`],
  ['the mark of an escaped name', `\\${digest}  a\n`],
  ['capital letters', `${digest.toUpperCase()}  a\n`],
  ['a shorter digest', `${digest.slice(2)}  a\n`],
  ['a path that leads out', `${digest}  ../a\n`],
  ['a path twice', `${digest}  a\n${digest}  a\n`],
  ['another order', `${digest}  b\n${digest}  a\n`],
  ['a comment', `# a\n${digest}  a\n`],
])('SHA256SUMS with %s is none', (_name, text) => {
  expect(parseSums(textBytes(text))).toBeNull();
});

test('a SHA256SUMS that is larger than any is not read', () => {
  const lines = longest.map((path) => `${digest}  ${path}\n`).join('');
  expect(parseSums(textBytes(`${lines}${digest}  y\n`))).toBeNull();
});

test.each<[string, object]>([
  ['another type', { type: 'payer-wizard/statement' }],
  ['no version', { version: '1' }],
  ['a version of none', { version: 0 }],
  ['no tool', { toolVersion: 1 }],
  ['no time', { statedTime: null }],
  ['a file that is no path', { files: [1] }],
  ['a file whose path leads out', { files: ['../a'] }],
  ['a file whose name says more', { files: ['README.md”. All is well: “x'] }],
  ['a payer without a name', { payers: [{ ref: 'a@b', definitionSha256: digest }] }],
  ['a payer that is a path', { payers: [{ ref: 'a/b', name: '', definitionSha256: digest }] }],
  ['a payer that leads out', { payers: [{ ref: '..', name: '', definitionSha256: digest }] }],
  ['a payer that turns the order of characters', { payers: [{ ref: 'a\u202e', name: '', definitionSha256: digest }] }],
  ['more values than the most files need', { files: Array.from({ length: 5 * mostEntries }, () => 'a') }],
])('a manifest with %s is none', (_name, change) => {
  expect(parseManifest(textBytes(JSON.stringify({ ...manifest, ...change })))).toBe('wrong-form');
});

test('a manifest that is larger than any is not read', () => {
  const small = { ...manifest, payers: [] };
  const one = JSON.stringify(small);
  expect(parseManifest(textBytes(one.padEnd(16 * 2 ** 20)))).toEqual(small);
  expect(parseManifest(textBytes(one.padEnd(16 * 2 ** 20 + 1)))).toBe('wrong-form');
});
