/** @file What is no bundle of ours, by the shape of its archive or the names in it: refused, with a reason of its own. */
import { deflateRawSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import { textBytes } from '#core/domain/bundle/file.ts';
import { clashIn, flawOfPath } from '#core/domain/bundle/path-flaw.ts';
import { readZip } from '#core/domain/bundle/zip/read-zip.ts';
import { writeZip } from '#core/domain/bundle/zip/write-zip.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { digests } from '#node/digests.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';
import type { WholeBundle } from '../support/whole-bundle.ts';
import { exportedWhole } from '../support/whole-bundle.ts';
import type { Loose, LooseEntry } from './loose-zip.ts';
import { looseEntry, writeLoose } from './loose-zip.ts';

const statedTime = '2027-01-01T12:00:00.000Z';
let bundle: WholeBundle;
let entries: LooseEntry[];

beforeAll(async () => {
  const ports = memoryPorts();
  const { ref } = await samplePayer(ports);
  bundle = await exportedWhole(ports, { refs: [ref], statedTime, signer: 'ana', comment: '' });
  entries = bundle.files.map(({ path, bytes }) => looseEntry(path, bytes));
});

const verdictOf = (bytes: Uint8Array) =>
  verifyBundle({ digests }, { source: { is: 'archive', bytes }, trust: [], require: [] });
const loose = (change: Partial<Loose> = {}) => writeLoose({ entries, end: {}, behind: new Uint8Array(), ...change });
const first = (change: (entry: LooseEntry) => LooseEntry): LooseEntry[] =>
  entries.map((entry, at) => (at === 0 ? change(entry) : entry));
const both = (entry: LooseEntry, change: Partial<LooseEntry['local']>): LooseEntry => ({
  ...entry,
  local: { ...entry.local, ...change },
  central: { ...entry.central, ...change },
});

test('the writer of these tests writes what the product writes', () => {
  expect(loose()).toEqual(bundle.bytes);
  expect(verdictOf(loose()).verdict).toBe('signer-not-trusted');
});

/** Each has words that no other has: a reviewer has to know what happened on the way. */
test.each<[string, () => Uint8Array, string, RegExp]>([
  ['nothing', () => new Uint8Array(), 'unreadable', /no zip/],
  ['a text', () => textBytes('not an archive, and long enough to be one'), 'unreadable', /no zip/],
  ['a gzip', () => gzipSync('x'.repeat(100)), 'unreadable', /no zip/],
  ['an archive that is cut', () => bundle.bytes.slice(0, 4000), 'unreadable', /cut short/],
  ['bytes behind', () => loose({ behind: textBytes('more') }), 'unreadable', /behind its end/],
  ['a comment', () => loose({ end: { commentLength: 4 }, behind: textBytes('more') }), 'unreadable', /behind its end/],
  [
    'bytes before',
    () => new Uint8Array([0x50, 0x4b, 0, 0, ...bundle.bytes]),
    'unreadable',
    /before, between or behind/,
  ],
  [
    'bytes between',
    () => loose({ entries: entries.map((entry, at) => (at === 1 ? { ...entry, before: textBytes('more') } : entry)) }),
    'unreadable',
    /overlap, or bytes/,
  ],
  ['a part of several', () => loose({ end: { disk: 1 } }), 'unreadable', /one part of several/],
  ['a count that differs', () => loose({ end: { here: 1 } }), 'unreadable', /one part of several/],
  ['Zip64', () => loose({ end: { count: 0xffff, here: 0xffff } }), 'unreadable', /Zip64/],
  ['too many files', () => loose({ end: { count: 65_001, here: 65_001 } }), 'unreadable', /more files/],
  ['fewer files than there are', () => loose({ end: { count: 3, here: 3 } }), 'unreadable', /list/],
  ['encryption', () => loose({ entries: first((entry) => both(entry, { flags: 1 })) }), 'unreadable', /encrypted/],
  [
    'a size behind the file',
    () => loose({ entries: first((entry) => both(entry, { flags: 8 })) }),
    'unreadable',
    /behind the file/,
  ],
  [
    'compression',
    () =>
      loose({ entries: first((entry) => both(looseEntry(entry.name, deflateRawSync(entry.content)), { method: 8 })) }),
    'unreadable',
    /compression/,
  ],
  [
    'an extra field',
    () =>
      loose({
        entries: first((entry) => ({
          ...entry,
          extra: textBytes('abcd'),
          central: { ...entry.central, extraLength: 4 },
        })),
      }),
    'unreadable',
    /another program/,
  ],
  [
    'a folder',
    () => loose({ entries: [looseEntry('payers/', new Uint8Array()), ...entries] }),
    'unreadable',
    /folders/,
  ],
  [
    'a link',
    () =>
      loose({
        entries: first((entry) => ({ ...entry, central: { ...entry.central, external: (0o120777 << 16) >>> 0 } })),
      }),
    'unreadable',
    /a link/,
  ],
  [
    'a device',
    () =>
      loose({
        entries: first((entry) => ({ ...entry, central: { ...entry.central, external: (0o020666 << 16) >>> 0 } })),
      }),
    'altered',
    /bytes, an order or times/,
  ],
  [
    'another mode',
    () =>
      loose({
        entries: first((entry) => ({ ...entry, central: { ...entry.central, external: (0o100755 << 16) >>> 0 } })),
      }),
    'altered',
    /bytes, an order or times/,
  ],
  [
    'another time',
    () => loose({ entries: first((entry) => both(entry, { time: 1 })) }),
    'altered',
    /bytes, an order or times/,
  ],
  ['another order', () => loose({ entries: [...entries].reverse() }), 'altered', /bytes, an order or times/],
  [
    'a name told in two ways',
    () => loose({ entries: first((entry) => ({ ...entry, local: { ...entry.local, nameLength: 3 } })) }),
    'unreadable',
    /two ways/,
  ],
  [
    'a CRC told in two ways',
    () => loose({ entries: first((entry) => ({ ...entry, local: { ...entry.local, crc: 7 } })) }),
    'unreadable',
    /two ways/,
  ],
  [
    'a size told in two ways',
    () => loose({ entries: first((entry) => ({ ...entry, central: { ...entry.central, packed: 7 } })) }),
    'unreadable',
    /two ways/,
  ],
  [
    'a size beyond the end',
    () => loose({ entries: first((entry) => both(entry, { size: 0x7fffffff, packed: 0x7fffffff })) }),
    'unreadable',
    /beyond its place/,
  ],
  [
    'files that overlap',
    () => loose({ entries: entries.map((entry) => ({ ...entry, central: { ...entry.central, offset: 0 } })) }),
    'unreadable',
    /overlap|two ways/,
  ],
])('%s: refused, and why', (_name, make, verdict, reason) => {
  const found = verdictOf(make());
  expect([found.verdict, found.says]).toEqual([verdict, expect.stringMatching(reason)]);
  // Nothing that it claims is shown.
  expect([found.payers, found.signatures, found.statedTime, found.sha256sums]).toEqual([[], [], '', '']);
});

test('a name that no encoding makes readable is refused', () => {
  const name = Uint8Array.of(0x61, 0xff, 0xfe);
  expect(verdictOf(loose({ entries: [...entries, looseEntry(name, new Uint8Array())] })).verdict).toBe('unreadable');
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
    ['a//b', /empty part/],
    ['a/./b', /empty part/],
    ['.git/config', /Git/],
    ['payers/.DS_Store', /hidden/],
    ['a.', /dot or a space/],
    ['a ', /dot or a space/],
    ['a./b', /dot or a space/],
    ['CON', /device/],
    ['payers/nul.txt', /device/],
    ['payers/Com1.json/x', /device/],
    ['é.txt', /characters/],
    ['a\u202Eb', /characters/],
    ['a b', /characters/],
    ['x'.repeat(201), /longer/],
  ])('%s is refused', (path, reason) => {
    expect(flawOfPath(path)).toMatch(reason);
    expect(verdictOf(writeZip([...bundle.files, { path, bytes: textBytes('') }], statedTime)).verdict).toBe(
      'unreadable',
    );
  });

  test.each(['payers/con@test/x.json', 'console.txt', 'com10.txt', 'a.b.c', '_x', '@x'])('%s passes', (path) => {
    expect(flawOfPath(path)).toBeNull();
  });
});

test.each<[string, string[], RegExp | null]>([
  ['the same twice', ['a', 'a'], /one path/],
  ['files by case', ['a.txt', 'A.txt'], /differ by case/],
  ['folders by case', ['x/a', 'X/b'], /folders differ by case/],
  ['a file and a folder', ['a/b', 'a'], /path of a folder/],
  ['a file and a folder by case', ['A/b', 'a'], /path of a folder/],
  ['nothing', ['a/b', 'a/c', 'b', 'ab'], null],
])('two paths clash: %s', (_name, paths, reason) => {
  if (reason === null) expect(clashIn(paths)).toBeNull();
  else expect(clashIn(paths)).toMatch(reason);
});

test.each<[string, Uint8Array]>([
  ['zip', writeZip([{ path: 'a', bytes: textBytes('a') }], statedTime)],
  ['empty zip', writeZip([], statedTime)],
  ['gzip', gzipSync('a')],
  ['7z', Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4)],
  ['tar', textBytes(`${'\u0000'.repeat(257)}ustar`)],
])('an archive inside is refused: %s', (_name, bytes) => {
  const files: BundleFile[] = [...bundle.files, { path: 'payers/northlake@test/evidence/more.json', bytes }];
  for (const source of [
    { is: 'folder', files } as const,
    { is: 'archive', bytes: writeZip(files, statedTime) } as const,
  ])
    expect(verifyBundle({ digests }, { source, trust: [], require: [] })).toMatchObject({
      verdict: 'unreadable',
      says: expect.stringMatching(/archive inside/) as string,
    });
});

test('contents are not copied, and no size is believed that the bytes do not bear out', () => {
  const large = writeZip([{ path: 'a', bytes: new Uint8Array(40 * 2 ** 20) }], statedTime);
  const read = readZip(large);
  expect(read.is === 'read' && read.files[0]?.bytes.buffer === large.buffer).toBe(true);
});
