/** @file What the rules of UDAP’s signed metadata have in common. */
import type { ReadDocument } from '../read-document.ts';
import type { SignedMetadata } from '../signed-metadata.ts';
import type { Found } from './rule.ts';

export const signedSection = 'UDAP Security 2.0 §Discovery, UDAP Server Metadata §3';
export const signedMember = 'signed_metadata';
export const reject =
  'A client must not go on with it, and nothing of this document is used. Tell the Source Payer, or work with its SMART or OIDC document instead.';

type ReadSigned = Extract<SignedMetadata, { is: 'read' }>;

/** null: there is nothing to tell. */
export function ofRead<D>({ kind, signed }: ReadDocument, details: (signed: ReadSigned) => D | null): Found<D>[] {
  if (kind !== 'udap' || signed?.is !== 'read') return [];
  const found = details(signed);
  return found === null ? [] : [{ member: signedMember, details: found }];
}
