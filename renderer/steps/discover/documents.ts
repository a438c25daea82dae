/** @file The rows of the Documents table: what was asked and what came of it, and what came from files. */
import type { Asked, DocumentRecord } from '#core/domain/discovery/finding.ts';

export interface Row {
  readonly key: string;
  readonly kind: Asked['kind'];
  readonly path: string;
  readonly outcome: string;
  readonly status: number | null;
  readonly milliseconds: number | null;
  readonly bytes: number | null;
}

export interface Origin {
  readonly origin: string;
  readonly rows: readonly Row[];
}

/** Grouped by the server that was asked, in the order of asking. */
export function originsOf({
  asked,
  documents,
}: {
  asked: readonly Asked[];
  documents: readonly DocumentRecord[];
}): Origin[] {
  const addresses = new Set(asked.map(({ address }) => address));
  const rows = [
    ...asked.map((row) => ({ ...placeOf(row.address), row: { ...row, key: `${row.kind} ${row.address}` } })),
    ...documents
      .filter(({ retrievedFrom }) => !addresses.has(retrievedFrom))
      .map((one) => ({ ...placeOf(one.retrievedFrom), row: ofFile(one) })),
  ];
  const origins = [...new Set(rows.map(({ origin }) => origin))];
  return origins.map((origin) => ({
    origin,
    rows: rows.filter((row) => row.origin === origin).map(({ path, row }) => ({ ...row, path })),
  }));
}

function ofFile({ kind, sha256, bytes }: DocumentRecord): Omit<Row, 'path'> {
  return { key: sha256, kind, outcome: 'from-file', status: null, milliseconds: null, bytes };
}

function placeOf(address: string): { origin: string; path: string } {
  if (!URL.canParse(address)) return { origin: 'From a file or pasted', path: address || 'address not given' };
  const { origin } = new URL(address);
  return { origin, path: address.slice(origin.length) || '/' };
}
