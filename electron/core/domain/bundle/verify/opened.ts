/** @file The bundle taken apart: its files by path, its manifest, its sums, its signatures. Whether they agree is judged elsewhere. */
import type { BundleFile } from '../file.ts';
import { isArchive } from '../archive-inside.ts';
import { clashIn, flawOfPath } from '../path-flaw.ts';
import type { Manifest } from '../manifest.ts';
import { manifestPath, parseManifest } from '../manifest.ts';
import { isOfSystem } from '../of-system.ts';
import { quoted } from '../quoted.ts';
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
  const read = source.is === 'archive' ? readZip(source.bytes) : { is: 'read' as const, files: source.files };
  if (read.is === 'refused') return { failed: notABundle(read.reason) };
  const { files } = read;
  const flaw = flawIn(files);
  if (flaw !== null) return { failed: notABundle(flaw) };
  const byPath = new Map(files.map(({ path, bytes }) => [path, bytes]));

  const manifestBytes = byPath.get(manifestPath);
  if (manifestBytes === undefined) return { failed: notABundle(`it has no ${manifestPath}`) };
  const manifest = parseManifest(manifestBytes);
  if (manifest === 'newer-version') return { failed: judged('unsupported-version', 'verdict/newer', { details: {} }) };
  if (manifest === 'wrong-form') return { failed: notABundle(`its ${manifestPath} does not read as one`) };
  const sumsBytes = byPath.get(sumsPath);
  return { opened: { files, byPath, manifest, sums: sumsBytes === undefined ? null : parseSums(sumsBytes) } };
}

/** A statement has a cap of its own; keys and signatures are smaller by far. */
const MOST_SIGNATURE_BYTES = 1024 * 1024;
/** Three files each. To check one takes half a millisecond. */
const MOST_SIGNERS = 1000;

/** Before anything of a file is looked at, its path is. What a system put there is no bundle’s, and is named as a file too many. */
function flawIn(files: readonly BundleFile[]): string | null {
  const paths = files.map(({ path }) => path);
  for (const path of paths) {
    const flaw = isOfSystem(path) ? null : flawOfPath(path);
    if (flaw !== null) return `it holds a file ${flaw}: ${quoted(path)}`;
  }
  const clash = clashIn(paths);
  if (clash !== null) return clash;
  const inside = files.find(({ bytes }) => isArchive(bytes));
  if (inside !== undefined) return `it holds an archive inside, and no bundle does: ${quoted(inside.path)}`;
  const signatures = files.filter(({ path }) => path.startsWith('signatures/'));
  if (signatures.length > 3 * MOST_SIGNERS) return 'it has more signatures than any bundle';
  const large = signatures.find(({ bytes }) => bytes.length > MOST_SIGNATURE_BYTES);
  return large === undefined ? null : `it holds a signature larger than any: ${quoted(large.path)}`;
}
