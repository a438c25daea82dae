/** @file Whether the files are all there, no others, and each as SHA256SUMS says. */
import type { Digests } from '../../../ports.ts';
import { manifestPath } from '../manifest.ts';
import type { BundleSource } from '../source.ts';
import { isOfSystem } from '../of-system.ts';
import { parseStatement } from '../statement.ts';
import { sumsPath } from '../sums.ts';
import { dosTime } from '../zip/layout.ts';
import { zipPieces } from '../zip/write-zip.ts';
import type { Judged } from './judged.ts';
import { judged, listed } from './judged.ts';
import type { Opened } from './opened.ts';

const signaturePath = /^signatures\/([0-9a-f]{64})\.(json|pem|sig)$/;

/** The key ids that signatures are named by, in byte order. */
export function signatureIds({ byPath }: Opened): string[] {
  const ids = [...byPath.keys()].map((path) => signaturePath.exec(path)?.[1]).filter((id) => id !== undefined);
  return [...new Set(ids)].sort();
}

/** A statement of a newer format may have other files beside it: nothing more is known of such a bundle. */
export function judgeNewer(opened: Opened): Judged | null {
  const paths = signatureIds(opened)
    .map((id) => `signatures/${id}.json`)
    .filter((path) => parseStatement(opened.byPath.get(path) ?? new Uint8Array()) === 'newer-version');
  return paths.length === 0 ? null : judged('unsupported-version', 'verdict/newer', { details: {}, paths });
}

export function judgeMissing(opened: Opened): Judged | null {
  const { byPath, sums, manifest } = opened;
  const named = [sumsPath, ...(sums?.keys() ?? []), ...manifest.files];
  const ofSignatures = signatureIds(opened).flatMap((id) =>
    ['json', 'pem', 'sig'].map((end) => `signatures/${id}.${end}`),
  );
  const missing = [...new Set([...named, ...ofSignatures])].filter((path) => !byPath.has(path));
  if (missing.length === 0) return null;
  return judged('missing-file', 'verdict/missing-file', { details: { paths: listed(missing) }, paths: missing });
}

export function judgeExtra({ byPath, sums }: Opened): Judged | null {
  if (sums === null) return null;
  const extra = [...byPath.keys()].filter((path) => path !== sumsPath && !sums.has(path) && !signaturePath.test(path));
  if (extra.length === 0) return null;
  const code = extra.every(isOfSystem) ? 'verdict/extra-of-system' : 'verdict/extra-file';
  return judged('extra-file', code, { details: { paths: listed(extra) }, paths: extra });
}

const form = (reason: string, path?: string) =>
  judged('altered', 'verdict/altered-form', { details: { reason }, paths: path === undefined ? [] : [path] });

export function judgeAltered(opened: Opened, source: BundleSource, { sha256 }: Digests): Judged | null {
  const { byPath, sums } = opened;
  if (sums === null) return form(`${sumsPath} has lines of another form or order`, sumsPath);
  const changed = [...sums]
    .filter(([path, digest]) => sha256(byPath.get(path) ?? new Uint8Array()) !== digest)
    .map(([path]) => path);
  if (changed.length > 0)
    return judged('altered', 'verdict/altered-file', { details: { paths: listed(changed) }, paths: changed });
  return judgeManifest(opened) ?? judgeArchive(opened, source);
}

/** The manifest is signed like every file; this finds what its author did wrong, or a second hand before the signature. */
function judgeManifest({ manifest, sums }: Opened): Judged | null {
  const signed = [...(sums?.keys() ?? [])].filter((path) => path !== manifestPath);
  if (JSON.stringify(signed) !== JSON.stringify(manifest.files))
    return form(`${manifestPath} names other files than ${sumsPath}`, manifestPath);
  const wrong = manifest.payers.find(
    ({ ref, definitionSha256 }) => sums?.get(`payers/${ref}/definition/definition.json`) !== definitionSha256,
  );
  if (wrong !== undefined) return form(`${manifestPath} names another definition of ${wrong.ref}`, manifestPath);
  return dosTime(manifest.statedTime) === null
    ? form(`the stated time of ${manifestPath} is none`, manifestPath)
    : null;
}

/** See [Note: One shape]: bytes that no entry accounts for would be under no signature. */
function judgeArchive({ files, manifest }: Opened, source: BundleSource): Judged | null {
  if (source.is === 'folder') return null;
  const at = differingByte(source.bytes, zipPieces(files, manifest.statedTime));
  return at === null ? null : judged('altered', 'verdict/altered-archive', { details: { at: String(at) } });
}

/** The first byte that is not as it would be written. Piece by piece: the archive is not made a second time. */
function differingByte(bytes: Uint8Array, pieces: Iterable<Uint8Array>): number | null {
  let at = 0;
  for (const piece of pieces) {
    // The contents are the archive’s own bytes: only what stands between them can differ.
    const isItself = piece.buffer === bytes.buffer && piece.byteOffset === bytes.byteOffset + at;
    for (let within = isItself ? piece.length : 0; within < piece.length; within += 1)
      if (bytes[at + within] !== piece[within]) return at + within;
    at += piece.length;
  }
  return at === bytes.length ? null : at;
}
