import type { BundleSource } from '#core/domain/bundle/source.ts';
import { Fault } from '#core/domain/fault.ts';
import type { SignedBundle } from '#core/use-cases/sign-bundle.ts';
import path from 'node:path';
import { readBundle } from './bundle-files.ts';
import { writeFiles, writeWhole } from './files.ts';

/** Where nothing changes nothing is written. Throws `bundle/signed-meanwhile`. */
export async function writeSigned(
  place: string,
  { source, signed }: { source: BundleSource; signed: SignedBundle },
): Promise<void> {
  const { changed, bytes } = signed;
  if (source.is === 'folder') return writeFiles(place, changed);
  if (bytes === null) return;
  // A passphrase takes its time: somebody else may have signed the same file meanwhile.
  const now = await readBundle(place);
  if (now.is !== 'archive' || Buffer.compare(now.bytes, source.bytes) !== 0)
    throw new Fault('bundle/signed-meanwhile', { file: path.basename(place) });
  await writeWhole(place, bytes);
}
