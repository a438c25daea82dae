/** @file A further signature on a bundle. What was signed before stays as it is, byte for byte. */
import { inByteOrder } from '../domain/bundle/file.ts';
import type { Role } from '../domain/bundle/roles.ts';
import type { BundleSource } from '../domain/bundle/source.ts';
import { openBundle } from '../domain/bundle/verify/opened.ts';
import { writeZip } from '../domain/bundle/zip/write-zip.ts';
import { Fault } from '../domain/fault.ts';
import type { Ports } from '../ports.ts';
import { signStatement } from './sign-statement.ts';
import { verifyBundle } from './verify-bundle.ts';

export interface SignBundleWish {
  readonly source: BundleSource;
  readonly role: Role;
  readonly signer: string;
  readonly time: string;
  readonly comment: string;
}

/**
 * Adds a statement and signature by the person’s own key. A bundle that is not sound is not signed, and a key signs once:
 * its second statement would take the place of its first. Throws `bundle/not-sound`, `bundle/signed-already`.
 */
export async function signBundle(
  ports: Pick<Ports, 'store' | 'vault' | 'digests'>,
  { source, ...wish }: SignBundleWish,
): Promise<{ bytes: Uint8Array; keyId: string }> {
  const { verdict, says, sha256sums, statedTime } = verifyBundle(ports, { source, trust: [], require: [] });
  const read = openBundle(source);
  // Nobody is trusted here: a sound bundle is one of these two.
  if ('failed' in read || (verdict !== 'unsigned' && verdict !== 'signer-not-trusted'))
    throw new Fault('bundle/not-sound', { says });
  const { files } = read.opened;
  const { keyId, files: own } = await signStatement(ports, { ...wish, sha256sums });
  if (files.some(({ path }) => path.startsWith(`signatures/${keyId}.`))) throw new Fault('bundle/signed-already', {});
  return { bytes: writeZip(inByteOrder([...files, ...own]), statedTime), keyId };
}
