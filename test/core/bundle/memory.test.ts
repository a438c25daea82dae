/** @file What verifying takes of the memory at most, whatever the archive is: each is verified in a process of its own. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import { textBytes } from '#core/domain/bundle/file.ts';
import { writeManifest } from '#core/domain/bundle/manifest.ts';
import { writeSums } from '#core/domain/bundle/sums.ts';
import { mostEntries, mostPathLength } from '#core/domain/bundle/zip/layout.ts';
import { zipPieces } from '#core/domain/bundle/zip/write-zip.ts';
import { digests } from '#node/digests.ts';
import { freshFolder } from '../../node/support/folders.ts';
import { looseEntry, writeLoose } from './loose-zip.ts';

const MEBI = 2 ** 20;
/** MiB beside the archive itself, the program included: what docs/security.md promises. */
const PROMISED = 450;
const isProof = process.env['PAYER_WIZARD_PROOF'] !== undefined;
const statedTime = '2027-01-01T12:00:00.000Z';
const folder = freshFolder();

beforeAll(() => {
  mkdirSync(folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Whole, and signed by nobody. */
function* unsigned(files: readonly BundleFile[]): Generator<Uint8Array> {
  const manifest = writeManifest({
    type: 'payer-wizard/bundle',
    version: 1,
    toolVersion: '1.0.0',
    statedTime,
    payers: [],
    files: files.map((file) => file.path),
  });
  const signed = [...files, { path: 'manifest.json', bytes: manifest }];
  yield* zipPieces([...signed, { path: 'SHA256SUMS', bytes: writeSums(signed, digests) }], statedTime);
}

const small = [{ path: 'a', bytes: textBytes('a') }];
const oneOf = (mebi: number) => [{ path: 'a', bytes: new Uint8Array(mebi * MEBI) }];
const many = (count: number, size: number): BundleFile[] =>
  Array.from({ length: count }, (_, index) => ({
    path: String(index).padStart(5, '0').padStart(mostPathLength, 'x'),
    bytes: new Uint8Array(size),
  }));
const withManifest = (text: string) =>
  zipPieces(
    [
      { path: 'SHA256SUMS', bytes: textBytes('') },
      { path: 'manifest.json', bytes: textBytes(text) },
    ],
    statedTime,
  );

function* overlapping(count: number, mebi: number): Generator<Uint8Array> {
  const large = looseEntry('a', new Uint8Array(mebi * MEBI));
  const others = Array.from({ length: count }, (_, index) => {
    const entry = looseEntry(`b${String(index)}`, new Uint8Array());
    const told = { crc: large.local.crc, packed: large.local.packed, size: large.local.size, offset: 0 };
    return { ...entry, central: { ...entry.central, ...told } };
  });
  yield writeLoose({ entries: [large, ...others], end: {}, behind: new Uint8Array() });
}

function verified(name: string, pieces: Iterable<Uint8Array>): { verdict: string; peak: number; size: number } {
  const file = path.join(folder, `${name}.zip`);
  const handle = openSync(file, 'w');
  for (const piece of pieces) writeSync(handle, piece);
  closeSync(handle);
  const child = path.join(import.meta.dirname, 'verify-once.ts');
  const { stdout, stderr } = spawnSync(process.execPath, [child, file], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const size = statSync(file).size / MEBI;
  rmSync(file);
  return { ...(JSON.parse(stdout) as { verdict: string; peak: number }), size };
}

interface Case {
  readonly verdict: string;
  readonly pieces: () => Iterable<Uint8Array>;
}

const cases: Readonly<Record<string, Case>> = {
  'a small one': { verdict: 'unsigned', pieces: () => unsigned(small) },
  'a large file': { verdict: 'unsigned', pieces: () => unsigned(oneOf(64)) },
  'a manifest of nothing but small values': {
    verdict: 'unreadable',
    pieces: () => withManifest(`[${'{},'.repeat(5_500_000)}{}]`),
  },
  'files that overlap': { verdict: 'unreadable', pieces: () => overlapping(60_000, 16) },
};

const largest: Readonly<Record<string, Case>> = {
  'the largest file': { verdict: 'unsigned', pieces: () => unsigned(oneOf(511)) },
  'the most files': { verdict: 'unsigned', pieces: () => unsigned(many(mostEntries - 2, 0)) },
  'the most files, and large ones': { verdict: 'unsigned', pieces: () => unsigned(many(mostEntries - 2, 7500)) },
};

test.each(Object.entries({ ...cases, ...(isProof ? largest : {}) }))(
  'the memory that is promised does for %s',
  { timeout: 300_000 },
  (name, { verdict, pieces }) => {
    const found = verified(name.replaceAll(' ', '-'), pieces());
    if (isProof) console.log(`${name}: ${found.peak.toFixed(0)} MiB for an archive of ${found.size.toFixed(0)} MiB`);
    expect(found.verdict).toBe(verdict);
    expect(found.peak).toBeLessThan(found.size + PROMISED);
  },
);

test('a content is not copied', { timeout: 60_000 }, () => {
  const [little, large] = [8, 136].map((mebi) => verified(`content-${String(mebi)}`, unsigned(oneOf(mebi))));
  // Once, and not twice: 128 MiB more of it take 128 MiB more, and what a garbage collection is late.
  expect((large?.peak ?? Infinity) - (little?.peak ?? 0)).toBeLessThan(128 * 1.5);
});
