/** @file The bundle taken apart: its files by path, its manifest, its sums, its signatures. Whether they agree is judged elsewhere. */
import type { BundleFile } from '../file.ts';
import { isSafePath } from '../file.ts';
import type { Manifest } from '../manifest.ts';
import { manifestPath, parseManifest } from '../manifest.ts';
import type { BundleSource } from '../source.ts';
import { parseSums, sumsPath } from '../sums.ts';
import { readZip } from '../zip/read-zip.ts';
import type { Judged } from './judged.ts';
import { judged } from './judged.ts';

export interface Opened {
  readonly files: readonly BundleFile[];
  readonly byPath: ReadonlyMap<string, Uint8Array>;
  readonly manifest: Manifest;
  /** null: SHA256SUMS is not there, or not in its form. */
  readonly sums: ReadonlyMap<string, string> | null;
}

const notABundle = (reason: string) => judged('unreadable', 'verdict/not-a-bundle', { details: { reason } });

export function openBundle(source: BundleSource): { opened: Opened } | { failed: Judged } {
  const files = source.is === 'archive' ? readZip(source.bytes) : source.files;
  if (files === null)
    return { failed: notABundle('not an archive of stored files with nothing before, between or behind them') };
  const strange = files.find(({ path }) => !isSafePath(path));
  if (strange !== undefined) return { failed: notABundle('it holds a file whose path no bundle has') };
  const byPath = new Map(files.map(({ path, bytes }) => [path, bytes]));
  if (byPath.size < files.length) return { failed: notABundle('two of its files have one path') };

  const manifestBytes = byPath.get(manifestPath);
  if (manifestBytes === undefined) return { failed: notABundle(`it has no ${manifestPath}`) };
  const manifest = parseManifest(manifestBytes);
  if (manifest === 'newer-version') return { failed: judged('unsupported-version', 'verdict/newer', { details: {} }) };
  if (manifest === 'wrong-form') return { failed: notABundle(`its ${manifestPath} does not read as one`) };
  const sumsBytes = byPath.get(sumsPath);
  return { opened: { files, byPath, manifest, sums: sumsBytes === undefined ? null : parseSums(sumsBytes) } };
}
