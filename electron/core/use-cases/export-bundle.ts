/** @file Makes a bundle and signs it. The same payers and stated time give the same bytes, but for the signatures. */
import type { BundledPayer } from '../domain/bundle/contents.ts';
import { payerFiles } from '../domain/bundle/contents.ts';
import type { BundleFile } from '../domain/bundle/file.ts';
import { inByteOrder, textBytes } from '../domain/bundle/file.ts';
import type { Manifest } from '../domain/bundle/manifest.ts';
import { definitionBytes, manifestPath, writeManifest } from '../domain/bundle/manifest.ts';
import { bundleReadme } from '../domain/bundle/readme.ts';
import type { Role } from '../domain/bundle/roles.ts';
import { findSecret } from '../domain/bundle/secret-scan.ts';
import { sumsPath, writeSums } from '../domain/bundle/sums.ts';
import { dosTime } from '../domain/bundle/zip/layout.ts';
import { writeZip } from '../domain/bundle/zip/write-zip.ts';
import { Fault } from '../domain/fault.ts';
import type { Ports } from '../ports.ts';
import { signStatement } from './sign-statement.ts';

export interface ExportedBundle {
  /** The archive. */
  readonly bytes: Uint8Array;
  readonly files: readonly BundleFile[];
  /** Hex SHA-256 of SHA256SUMS: what the statement says. */
  readonly sha256sums: string;
  readonly keyId: string;
}

export interface BundleWish {
  readonly payers: readonly BundledPayer[];
  /** RFC 3339, UTC, from 1980 to 2107. */
  readonly statedTime: string;
  readonly toolVersion: string;
  readonly signer: string;
  readonly role: Role;
  readonly comment: string;
}

/** Throws `bundle/wrong-time`, `bundle/no-payer`, `bundle/holds-secret` before anything is signed, and the vault’s faults. */
export async function exportBundle(
  ports: Pick<Ports, 'digests' | 'store' | 'vault'>,
  { payers, statedTime, toolVersion, signer, role, comment }: BundleWish,
): Promise<ExportedBundle> {
  if (payers.length === 0) throw new Fault('bundle/no-payer', {});
  if (dosTime(statedTime) === null) throw new Fault('bundle/wrong-time', { given: statedTime });
  const signed = signedFiles(ports, { payers, statedTime, toolVersion });
  const secret = findSecret(signed);
  if (secret !== null) throw new Fault('bundle/holds-secret', { path: secret });

  const sums = writeSums(signed, ports.digests);
  const sha256sums = ports.digests.sha256(sums);
  const signature = await signStatement(ports, { sha256sums, signer, role, time: statedTime, comment });
  const files = inByteOrder([...signed, { path: sumsPath, bytes: sums }, ...signature.files]);
  return { bytes: writeZip(files, statedTime), files, sha256sums, keyId: signature.keyId };
}

function signedFiles(
  { digests }: Pick<Ports, 'digests'>,
  { payers, statedTime, toolVersion }: Pick<BundleWish, 'payers' | 'statedTime' | 'toolVersion'>,
): BundleFile[] {
  const ordered = payers.toSorted((one, other) => (one.payer.ref < other.payer.ref ? -1 : 1));
  const files = inByteOrder([
    { path: 'README.md', bytes: textBytes(bundleReadme(ordered, statedTime)) },
    ...ordered.flatMap(payerFiles),
  ]);
  const manifest: Manifest = {
    type: 'payer-wizard/bundle',
    version: 1,
    toolVersion,
    statedTime,
    payers: ordered.map(({ payer, definition }) => ({
      ref: payer.ref,
      name: payer.name,
      definitionSha256: digests.sha256(definitionBytes(definition)),
    })),
    files: files.map(({ path }) => path),
  };
  return [...files, { path: manifestPath, bytes: writeManifest(manifest) }];
}
