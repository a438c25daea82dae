/** @file A bundle in memory, as the archive and as its files: for tests that look at all of it. */
import type { BundleFile } from '#core/domain/bundle/file.ts';
import type { ExportedBundle } from '#core/use-cases/export-bundle.ts';
import { archivePieces } from '#core/use-cases/export-bundle.ts';
import type { ExportWish } from '#core/use-cases/export-payers.ts';
import { exportPayers } from '#core/use-cases/export-payers.ts';
import type { Ports } from '#core/ports.ts';

export type WholeBundle = Omit<ExportedBundle, 'files'> & {
  readonly bytes: Uint8Array;
  readonly files: readonly BundleFile[];
};

export async function wholeBundle(bundle: ExportedBundle): Promise<WholeBundle> {
  const files = await collected(bundle.contents());
  return { ...bundle, files, bytes: new Uint8Array(Buffer.concat(await collected(archivePieces(bundle)))) };
}

async function collected<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

export async function exportedWhole(ports: Ports, wish: ExportWish): Promise<WholeBundle> {
  return wholeBundle(await exportPayers(ports, wish));
}
