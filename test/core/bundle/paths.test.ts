/** @file What a file of a bundle may be called, alone and beside others, and that none is an archive itself. */
import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import { textBytes } from '#core/domain/bundle/file.ts';
import { clashIn, flawOfPath } from '#core/domain/bundle/path-flaw.ts';
import type { Verification } from '#core/domain/bundle/verdict.ts';
import { writeZip } from '#core/domain/bundle/zip/write-zip.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { digests } from '#node/digests.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';
import type { WholeBundle } from '../support/whole-bundle.ts';
import { exportedWhole } from '../support/whole-bundle.ts';
import { looseEntry, writeLoose } from './loose-zip.ts';

const statedTime = '2027-01-01T12:00:00.000Z';
let bundle: WholeBundle;

beforeAll(async () => {
  const ports = memoryPorts();
  const { ref } = await samplePayer(ports);
  bundle = await exportedWhole(ports, { refs: [ref], statedTime, signer: 'ana', comment: '' });
});

const more = (path: string, bytes: Uint8Array = textBytes('')): BundleFile[] => [...bundle.files, { path, bytes }];

/** As a folder, and as an archive. */
function verdictsOf(files: readonly BundleFile[]): Verification[] {
  const sources = [{ is: 'folder', files } as const, { is: 'archive', bytes: writeZip(files, statedTime) } as const];
  return sources.map((source) => verifyBundle({ digests }, { source, trust: [], require: [] }));
}

const refusedFor = (verdict: Verification['verdict'], says: RegExp) => {
  const one = { verdict, says: expect.stringMatching(says) as string, payers: [], signatures: [] };
  return [one, one].map((each) => expect.objectContaining(each) as Verification);
};

test('a name that no encoding makes readable is refused', () => {
  const name = Uint8Array.of(0x61, 0xff, 0xfe);
  const entries = [...bundle.files.map(({ path, bytes }) => looseEntry(path, bytes)), looseEntry(name, textBytes(''))];
  const bytes = writeLoose({ entries, end: {}, behind: new Uint8Array() });
  expect(verifyBundle({ digests }, { source: { is: 'archive', bytes }, trust: [], require: [] })).toMatchObject({
    verdict: 'unreadable',
    says: expect.stringMatching(/beyond ASCII/) as string,
  });
});

describe('a path', () => {
  test.each<[string, RegExp]>([
    ['/etc/passwd', /absolute/],
    ['../evil', /leads out/],
    ['a/../../evil', /leads out/],
    ['a\\b', /backslash/],
    ['\\\\server\\share', /backslash/],
    ['C:/x', /drive/],
    ['ab:stream', /colon/],
    ['a\u0000b', /zero byte/],
    ['', /empty part/],
    ['a//b', /empty part/],
    ['a/./b', /empty part/],
    ['.git', /Git/],
    ['.git/config', /Git/],
    ['payers/.hidden', /hidden/],
    ['payers/.DS_Store/x', /hidden/],
    ['../.DS_Store', /leads out/],
    ['a.', /dot or a space/],
    ['a ', /dot or a space/],
    ['a./b', /dot or a space/],
    ['CON', /device/],
    ['payers/nul.txt', /device/],
    ['payers/Com1.json/x', /device/],
    ['é.txt', /beyond ASCII/],
    ['a\u202Eb', /beyond ASCII/],
    ['a\nb', /beyond ASCII, or none that can be seen/],
    ['a b', /characters/],
    ['x'.repeat(201), /longer/],
  ])('%s is refused', (path, reason) => {
    expect(flawOfPath(path)).toMatch(reason);
    expect(verdictsOf(more(path)).map(({ verdict }) => verdict)).toEqual(['unreadable', 'unreadable']);
  });

  test.each(['payers/con@test/x.json', 'console.txt', 'com10.txt', 'a.b.c', '_x', '@x', 'x'.repeat(200)])(
    '%s passes',
    (path) => {
      expect(flawOfPath(path)).toBeNull();
      expect(verdictsOf(more(path)).map(({ verdict }) => verdict)).toEqual(['extra-file', 'extra-file']);
    },
  );

  test('the one at fault is named, and cannot end its quotation', () => {
    const [folder] = verdictsOf(more('a” is fine. “\u001b[2J:'));
    expect(folder?.says).toContain('“a\\u{201d} is fine. \\u{201c}\\u{1b}[2J:”');
  });
});

test.each([
  '.DS_Store',
  'payers/.DS_Store',
  'Thumbs.db',
  'payers/desktop.ini',
  'payers/._northlake@test',
  '__MACOSX/payers/._x',
  '__MACOSX/README.md',
])('what a system put there is a file too many, and said to be of the system: %s', (path) => {
  const [one, other] = verdictsOf(more(path));
  expect([one?.verdict, one?.paths, other?.verdict]).toEqual(['extra-file', [path], 'extra-file']);
  expect(one?.hint).toMatch(/system/);
  // Beside a file that somebody put there it is none of the system’s any more.
  const [both] = verdictsOf([...more(path), { path: 'more.txt', bytes: textBytes('') }]);
  expect([both?.paths.length, both?.hint.includes('system')]).toEqual([2, false]);
});

test.each<[string, string[], RegExp | null]>([
  ['the same twice', ['a', 'a'], /one path/],
  ['files by case', ['a.txt', 'A.txt'], /files differ by case.*“a.txt” and “A.txt”/],
  ['folders by case', ['x/a', 'X/b'], /folders differ by case/],
  ['a file and a folder', ['a/b', 'a'], /path of a folder/],
  ['a file and a folder by case', ['A/b', 'a'], /path of a folder/],
  ['nothing', ['a/b', 'a/c', 'b', 'ab'], null],
])('two paths clash: %s', (_name, paths, reason) => {
  if (reason === null) expect(clashIn(paths)).toBeNull();
  else expect(clashIn(paths)).toMatch(reason);
  const verdicts = verdictsOf([...bundle.files, ...paths.map((path) => ({ path, bytes: textBytes('') }))]);
  const verdict = reason === null ? 'extra-file' : 'unreadable';
  expect(verdicts.map((each) => each.verdict)).toEqual([verdict, verdict]);
});

/** By the program of that name. */
const packedBy = (program: string, ...args: string[]) => {
  const { status, stdout } = spawnSync(program, args, { input: 'a text', cwd: import.meta.dirname });
  expect(status).toBe(0);
  return new Uint8Array(stdout);
};

const inside = 'payers/northlake@test/evidence/more.json';

test.each<[string, () => Uint8Array]>([
  ['zip', () => writeZip([{ path: 'a', bytes: textBytes('a') }], statedTime)],
  ['empty zip', () => writeZip([], statedTime)],
  ['gzip', () => gzipSync('a')],
  ['7z', () => Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4)],
  ['bzip2', () => textBytes('BZh91AY&SY')],
  ['tar of GNU', () => packedBy('tar', '--format=gnu', '-cf', '-', 'paths.test.ts')],
  ['tar of POSIX', () => packedBy('tar', '--format=pax', '-cf', '-', 'paths.test.ts')],
])('an archive inside is refused by name: %s', (_name, make) => {
  expect(verdictsOf(more(inside, make()))).toEqual(refusedFor('unreadable', /archive inside.*more\.json/));
});

test.each<[string, string]>([
  ['the magic word of tar, in “Mustard”', `${'x'.repeat(256)}Mustard${'x'.repeat(600)}`],
  ['the first letters of bzip2 and cabinet', 'BZhandler();'],
  ['cabinet', 'MSCFiles();'],
])('a text is no archive for a word in it: %s', (_name, text) => {
  expect(verdictsOf(more(inside, textBytes(text)))).toEqual(refusedFor('extra-file', /more\.json/));
});

test('signatures of more than a thousand are not looked at', () => {
  const signatures = Array.from({ length: 3001 }, (_, index) => ({
    path: `signatures/${index.toString(16).padStart(64, '0')}.sig`,
    bytes: textBytes(''),
  }));
  const enough = [...bundle.files.filter(({ path }) => !path.startsWith('signatures/')), ...signatures];
  expect(verdictsOf(enough)).toEqual(refusedFor('unreadable', /more signatures/));
  expect(verdictsOf(enough.slice(0, -1))).toEqual(refusedFor('missing-file', /\.json/));
});

test('a signature that is larger than any is not looked at', () => {
  const path = `signatures/${'0'.repeat(64)}.pem`;
  expect(verdictsOf(more(path, new Uint8Array(2 ** 20 + 1)))).toEqual(refusedFor('unreadable', /larger than any/));
});
