/**
 * @file Makes a bundle and signs it, with one payer at a time in memory. [Note: Twice round] What is signed names every file
 * and stands before them, so each file is made twice: to be summed, and to be written. One that came out otherwise the second
 * time is refused. (1) The same payers and stated time give the same bytes, but for `signatures/`.
 */
import type { BundledPayer } from '../domain/bundle/contents.ts';
import { payerFiles } from '../domain/bundle/contents.ts';
import type { BundleFile } from '../domain/bundle/file.ts';
import { inByteOrder, textBytes } from '../domain/bundle/file.ts';
import { definitionBytes, manifestPath, writeManifest } from '../domain/bundle/manifest.ts';
import type { ReadmePart } from '../domain/bundle/readme/readme.ts';
import { bundleReadme, readmePart } from '../domain/bundle/readme/readme.ts';
import type { Role } from '../domain/bundle/roles.ts';
import { findSecret } from '../domain/bundle/secret-scan.ts';
import { sumsOf, sumsPath } from '../domain/bundle/sums.ts';
import { crc32 } from '../domain/bundle/zip/crc32.ts';
import { dosTime, mostBytes, mostEntries, sizes } from '../domain/bundle/zip/layout.ts';
import type { ZipEntry } from '../domain/bundle/zip/zip-writer.ts';
import { ZipWriter } from '../domain/bundle/zip/zip-writer.ts';
import { Fault } from '../domain/fault.ts';
import type { PayerRef } from '../domain/payer/payer.ts';
import type { Digests, Ports } from '../ports.ts';
import { signStatement } from './sign-statement.ts';

export interface BundleWish {
  readonly refs: readonly PayerRef[];
  /** Asked for twice, each time for one payer. */
  readonly bundled: (ref: PayerRef) => Promise<BundledPayer>;
  /** RFC 3339, UTC, from 1980 to 2107. */
  readonly statedTime: string;
  readonly toolVersion: string;
  readonly signer: string;
  readonly role: Role;
  readonly comment: string;
  /** What the README says of the difference to a state before, in Markdown; empty where none was given. */
  readonly difference: readonly string[];
}

export interface ExportedBundle {
  readonly statedTime: string;
  /** Every file, in byte order. */
  readonly files: readonly SummedFile[];
  /** Hex SHA-256 of SHA256SUMS: what the statement says. */
  readonly sha256sums: string;
  readonly keyId: string;
  /** The files themselves, in byte order. Throws `bundle/changed-meanwhile`. */
  readonly contents: () => AsyncGenerator<BundleFile>;
}

export interface SummedFile extends ZipEntry {
  /** Hex. */
  readonly sha256: string;
}

type Needs = Pick<Ports, 'digests' | 'store' | 'vault'>;

/**
 * Throws `bundle/wrong-time`, `bundle/no-payer`, `bundle/holds-secret`, `bundle/too-much` before anything is signed, what
 * `bundled` throws, and the vault’s faults.
 */
export async function exportBundle(ports: Needs, wish: BundleWish): Promise<ExportedBundle> {
  const { statedTime, signer, role, comment } = wish;
  if (wish.refs.length === 0) throw new Fault('bundle/no-payer', {});
  if (dosTime(statedTime) === null) throw new Fault('bundle/wrong-time', { given: statedTime });
  const round = await firstRound(ports.digests, wish);
  const sums = { path: sumsPath, bytes: sumsOf([...round.front.map(summing(ports.digests)), ...round.files]) };
  const sha256sums = ports.digests.sha256(sums.bytes);
  const { keyId, files: signature } = await signStatement(ports, {
    sha256sums,
    signer,
    role,
    time: statedTime,
    comment,
  });

  const before = inByteOrder([...round.front, sums]);
  const files = [...before.map(summing(ports.digests)), ...round.files, ...signature.map(summing(ports.digests))];
  return {
    statedTime,
    files,
    sha256sums,
    keyId,
    contents: async function* () {
      yield* before;
      yield* secondRound(ports.digests, wish, round.files);
      yield* signature;
    },
  };
}

/** The archive, piece by piece. Throws what `contents` throws. */
export async function* archivePieces({ statedTime, files, contents }: ExportedBundle): AsyncGenerator<Uint8Array> {
  const writer = new ZipWriter(statedTime);
  const known = new Map(files.map((file) => [file.path, file]));
  for await (const { path, bytes } of contents()) {
    const entry = known.get(path);
    if (entry === undefined) throw new TypeError('A file that was not summed');
    yield writer.head(entry);
    yield bytes;
  }
  yield writer.end();
}

const summing =
  ({ sha256 }: Digests) =>
  ({ path, bytes }: BundleFile): SummedFile => ({
    path,
    size: bytes.length,
    crc: crc32(bytes),
    sha256: sha256(bytes),
  });

/** In the order of their files’ paths: `a@test-2/` comes before `a@test/`. */
function inOrderOfPaths(refs: readonly PayerRef[]): PayerRef[] {
  return inByteOrder([...new Set(refs)].map((ref) => ({ path: `${ref}/`, ref }))).map(({ ref }) => ref);
}

/** Room for what stands before and behind the payers’ files. */
const spare = { entries: 1000, bytes: 64 * 1024 * 1024 };

async function firstRound(
  digests: Digests,
  { refs, bundled, statedTime, toolVersion, difference }: BundleWish,
): Promise<{ front: BundleFile[]; files: SummedFile[] }> {
  const files: SummedFile[] = [];
  const parts: (ReadmePart & { definitionSha256: string })[] = [];
  let bytes = 0;
  for (const ref of inOrderOfPaths(refs)) {
    const one = await bundled(ref);
    const own = inByteOrder(payerFiles(one));
    refuseSecrets(own);
    const summed = own.map(summing(digests));
    files.push(...summed);
    bytes += summed.reduce((sum, { path, size }) => sum + size + 2 * path.length + sizes.local + sizes.central, 0);
    if (files.length > mostEntries - spare.entries || bytes > mostBytes - spare.bytes)
      throw new Fault('bundle/too-much', {});
    parts.push({ ...readmePart(one, statedTime), definitionSha256: digests.sha256(definitionBytes(one.definition)) });
  }
  parts.sort((one, other) => (one.ref < other.ref ? -1 : 1));
  const readme = { path: 'README.md', bytes: textBytes(bundleReadme(parts, { statedTime, difference })) };
  refuseSecrets([readme]);
  const manifest = writeManifest({
    type: 'payer-wizard/bundle',
    version: 1,
    toolVersion,
    statedTime,
    payers: parts.map(({ ref, name, definitionSha256 }) => ({ ref, name, definitionSha256 })),
    files: [readme.path, ...files.map(({ path }) => path)],
  });
  return { front: [readme, { path: manifestPath, bytes: manifest }], files };
}

function refuseSecrets(files: readonly BundleFile[]): void {
  const path = findSecret(files);
  if (path !== null) throw new Fault('bundle/holds-secret', { path });
}

async function* secondRound(
  digests: Digests,
  { refs, bundled }: BundleWish,
  summed: readonly SummedFile[],
): AsyncGenerator<BundleFile> {
  let at = 0;
  for (const ref of inOrderOfPaths(refs))
    for (const file of inByteOrder(payerFiles(await bundled(ref)))) {
      const known = summed[at];
      if (known?.path !== file.path || digests.sha256(file.bytes) !== known.sha256)
        throw new Fault('bundle/changed-meanwhile', { path: file.path });
      at += 1;
      yield file;
    }
  if (at !== summed.length) throw new Fault('bundle/changed-meanwhile', { path: summed[at]?.path ?? '' });
}
