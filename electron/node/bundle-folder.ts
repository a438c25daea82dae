/**
 * @file A bundle as a folder, for a repository: the same files, so that a pull request shows what changes. Exported again into
 * the same folder, it holds the new bundle and nothing of the old one; a file of anybody else stops it before it writes.
 */
import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import { sameBytes } from '#core/domain/bundle/file.ts';
import { manifestPath } from '#core/domain/bundle/manifest.ts';
import { sumsPath } from '#core/domain/bundle/sums.ts';
import { Fault } from '#core/domain/fault.ts';
import { writeFiles } from './files.ts';

/** Where a bundle has its files: what else lies in a folder is not a bundle’s. */
const ofBundles =
  /^(?:README\.md|manifest\.json|SHA256SUMS|signatures\/[0-9a-f]{64}\.(?:json|sig|pem)|payers\/[a-z0-9-]+@[a-z0-9-]+\/(?:definition|scripts|keys|registration|evidence)\/.+)$/;

/**
 * Writes what is new or different and then removes what is no part any more, so that a run that was cut leaves a folder that
 * no `verify` finds valid, and that the next run makes whole. Signatures of others stay while they are about the same SHA256SUMS.
 * Throws `input/not-empty` where a file lies that is no bundle’s, and what writing throws.
 */
export async function writeBundleFolder(
  folder: string,
  { files, contents }: { files: readonly { path: string }[]; contents: () => AsyncIterable<BundleFile> },
): Promise<void> {
  const present = await filesIn(folder);
  // A README.md alone is anybody’s.
  const isBundle = present.length === 0 || present.includes(sumsPath) || present.includes(manifestPath);
  const strange = present.find((file) => !isBundle || file.endsWith(notAFile) || !ofBundles.test(file));
  if (strange !== undefined) throw new Fault('input/not-empty', { folder, file: strange });

  let isSameSums = false;
  for await (const file of contents()) {
    const before = await readFile(path.join(folder, file.path)).catch(() => null);
    const isSame = before !== null && sameBytes(before, file.bytes);
    if (file.path === sumsPath) isSameSums = isSame;
    if (!isSame) await writeFiles(folder, [file]);
  }
  const wanted = new Set(files.map((file) => file.path));
  const stays = (file: string) => wanted.has(file) || (isSameSums && file.startsWith('signatures/'));
  for (const file of present.filter((each) => !stays(each))) await removeWithFolders(folder, file);
}

/** A link would lead what is written to another place. */
const notAFile = ' (a link or a device)';

async function filesIn(folder: string, below = ''): Promise<string[]> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Fault('input/cannot-write', { file: folder }, { cause: error });
  });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const relative = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return filesIn(folder, relative);
      return [entry.isFile() ? relative : `${relative}${notAFile}`];
    }),
  );
  return found.flat();
}

/** With the folders that it leaves empty. */
async function removeWithFolders(folder: string, file: string): Promise<void> {
  await rm(path.join(folder, file), { force: true });
  for (let at = path.dirname(file); at !== '.'; at = path.dirname(at)) {
    const isEmpty = await rmdir(path.join(folder, at)).then(
      () => true,
      () => false,
    );
    if (!isEmpty) return;
  }
}
