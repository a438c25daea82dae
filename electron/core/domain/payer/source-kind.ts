/** @file What kind of source a payer is, as far as its documents tell: scopes and audience are proposed by it (interop-specs §2.9, §3.3). */
import type { DocumentKind, FoundFieldName } from '../discovery/finding.ts';
import type { Payer } from './payer.ts';

type Told = Pick<Payer, 'documents' | 'found'>;

/** A list as the documents give it; empty: they do not. */
export function listedBy({ found }: Pick<Payer, 'found'>, name: FoundFieldName): readonly string[] {
  const value = found[name]?.value;
  return Array.isArray(value) ? value : [];
}

const smartKinds: readonly DocumentKind[] = ['smart-configuration', 'udap', 'capability-statement'];

/** Whether any document is one of a FHIR server’s. */
export function isSmart({ documents }: Told): boolean {
  return documents.some(({ kind }) => smartKinds.includes(kind));
}

/** The key sets beside it tell nothing of the way in. */
export function isUdapAlone({ documents }: Told): boolean {
  const kinds = documents.map(({ kind }) => kind).filter((kind) => kind !== 'jwks');
  return kinds.length > 0 && kinds.every((kind) => kind === 'udap');
}

/**
 * A Smile CDR lists scopes of its own. Where nothing is listed and no FHIR server’s document was read, one is assumed: the
 * vendor’s own value for payer-to-payer is for it.
 */
export function isSmileCdr(payer: Told): boolean {
  const listed = listedBy(payer, 'scopesSupported');
  if (listed.length > 0) return listed.some((scope) => scope.startsWith('cdr_'));
  return !isSmart(payer);
}
