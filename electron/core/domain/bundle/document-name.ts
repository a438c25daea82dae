import type { DocumentKind } from '../discovery/finding.ts';

/** Two documents of a kind are told apart by their digest. */
export function documentName(kind: DocumentKind, sha256: string): string {
  return `evidence/discovery/${kind}-${sha256.slice(0, 8)}.json`;
}
