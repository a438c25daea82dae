/** @file What is no bundle of ours, by the shape of its archive: refused, with a reason of its own. */
import { deflateRawSync, gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { textBytes } from '#core/domain/bundle/file.ts';
import { mostArchiveBytes, mostBytes } from '#core/domain/bundle/zip/layout.ts';
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
const last = (change: (entry: LooseEntry) => LooseEntry): LooseEntry[] =>
  entries.map((entry, at) => (at === entries.length - 1 ? change(entry) : entry));
const withMode = (mode: number) =>
  loose({
    entries: first((entry) => ({ ...entry, central: { ...entry.central, external: (mode << 16) >>> 0 } })),
  });
const both = (entry: LooseEntry, change: Partial<LooseEntry['local']>): LooseEntry => ({
  ...entry,
  local: { ...entry.local, ...change },
  central: { ...entry.central, ...change },
});

/** The first two entries of the list, each with the place of the other. */
function listedOtherwise(): Uint8Array {
  const [one, other, ...rest] = entries as [LooseEntry, LooseEntry, ...LooseEntry[]];
  const size = ({ name, content }: LooseEntry) => 30 + name.length + content.length;
  const at = (entry: LooseEntry, offset: number) => ({ ...entry, central: { ...entry.central, offset } });
  // Both are written once more, so that the local headers lie the other way round.
  const swapped = loose({ entries: [at(other, size(one)), at(one, 0), ...rest] });
  const straight = loose();
  const files = size(one) + size(other);
  return new Uint8Array([...straight.slice(0, files), ...swapped.slice(files)]);
}

/** The locator of a Zip64 end, where one stands. */
function withLocator(zip: Uint8Array): Uint8Array {
  const locator = new Uint8Array(20);
  new DataView(locator.buffer).setUint32(0, 0x07064b50, true);
  return new Uint8Array([...zip.slice(0, -22), ...locator, ...zip.slice(-22)]);
}

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
  ['a comment', () => loose({ end: { commentLength: 4 }, behind: textBytes('more') }), 'unreadable', /has a comment/],
  ['a comment that is cut', () => loose({ end: { commentLength: 4 } }), 'unreadable', /cut short: a comment/],
  ['an end alone', () => bundle.bytes.slice(-22), 'unreadable', /cut short: the list .* not where/],
  ['bytes before', () => new Uint8Array([0x50, 0x4b, 0, 0, ...bundle.bytes]), 'unreadable', /before its files/],
  ['a program before', () => new Uint8Array([0x4d, 0x5a, ...bundle.bytes]), 'unreadable', /before its files/],
  [
    'bytes between',
    () => loose({ entries: entries.map((entry, at) => (at === 1 ? { ...entry, before: textBytes('more') } : entry)) }),
    'unreadable',
    /between its files, before “SHA256SUMS”/,
  ],
  [
    'bytes before the list',
    () => loose({ entries: last((entry) => both(entry, { size: 7, packed: 7 })) }),
    'unreadable',
    /between its files and the list/,
  ],
  ['bytes behind the list', () => loose({ end: { bytes: 100 } }), 'unreadable', /behind the list/],
  ['more than any bundle', () => new Uint8Array(mostArchiveBytes + 1), 'unreadable', /larger than any bundle/],
  ['files of more bytes', () => loose({ end: { offset: mostBytes + 1 } }), 'unreadable', /larger than any bundle/],
  ['a part of several', () => loose({ end: { disk: 1 } }), 'unreadable', /one part of several/],
  ['a count that differs', () => loose({ end: { here: 1 } }), 'unreadable', /one part of several/],
  ['Zip64', () => loose({ end: { count: 0xffff, here: 0xffff } }), 'unreadable', /Zip64/],
  ['Zip64 by its offset', () => loose({ end: { offset: 0xffffffff } }), 'unreadable', /Zip64/],
  ['Zip64 by its locator', () => withLocator(bundle.bytes), 'unreadable', /Zip64/],
  ['too many files', () => loose({ end: { count: 65_001, here: 65_001 } }), 'unreadable', /more files/],
  ['fewer files than there are', () => loose({ end: { count: 3, here: 3 } }), 'unreadable', /list .* longer/],
  ['more files than there are', () => loose({ end: { count: 99, here: 99 } }), 'unreadable', /list .* damaged/],
  [
    'a name that is too long',
    () => loose({ entries: [looseEntry('x'.repeat(201), textBytes('')), ...entries] }),
    'unreadable',
    /path is longer/,
  ],
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
  ['a link', () => withMode(0o120777), 'unreadable', /a link, “README.md”/],
  ['a device of characters', () => withMode(0o020666), 'unreadable', /a device, “README.md”/],
  ['a device of blocks', () => withMode(0o060666), 'unreadable', /a device/],
  ['a pipe', () => withMode(0o010666), 'unreadable', /a named pipe/],
  ['a socket', () => withMode(0o140666), 'unreadable', /a socket/],
  ['a folder by its mode', () => withMode(0o040755), 'unreadable', /folders/],
  [
    'a folder of DOS',
    () => loose({ entries: first((entry) => ({ ...entry, central: { ...entry.central, external: 0x10 } })) }),
    'unreadable',
    /folders/,
  ],
  ['another mode', () => withMode(0o100755), 'altered', /differs from byte/],
  [
    'another time',
    () => loose({ entries: first((entry) => both(entry, { time: 1 })) }),
    'altered',
    /differs from byte 10 /,
  ],
  ['another order', () => loose({ entries: [...entries].reverse() }), 'altered', /differs from byte/],
  ['another order of the list', () => listedOtherwise(), 'unreadable', /another order than the list/],
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
    /overlap/,
  ],
])('%s: refused, and why', (_name, make, verdict, reason) => {
  const found = verdictOf(make());
  expect([found.verdict, found.says]).toEqual([verdict, expect.stringMatching(reason)]);
  // Nothing that it claims is shown.
  expect([found.payers, found.signatures, found.statedTime, found.sha256sums]).toEqual([[], [], '', '']);
});

test('contents are not copied, and no size is believed that the bytes do not bear out', () => {
  const large = writeZip([{ path: 'a', bytes: new Uint8Array(40 * 2 ** 20) }], statedTime);
  const read = readZip(large);
  expect(read.is === 'read' && read.files[0]?.bytes.buffer === large.buffer).toBe(true);
});
