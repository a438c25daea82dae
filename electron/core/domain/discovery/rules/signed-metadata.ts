/** @file The rules of UDAP’s signed metadata, and what follows from them. */
import type { ReadDocument } from '../read-document.ts';
import { apply } from './rule.ts';
import { signedChainRules } from './signed-chain.ts';
import { signedClaimsRules } from './signed-claims.ts';
import { signedEndpointRules } from './signed-endpoints.ts';
import { signedFormRules } from './signed-form.ts';

export const signedMetadataRules = [
  ...signedFormRules,
  ...signedChainRules,
  ...signedClaimsRules,
  ...signedEndpointRules,
];

/** Whether nothing of a UDAP document may be used: its signed metadata is not good, or was taken away. */
export function isRejected(document: ReadDocument): boolean {
  if (document.kind !== 'udap') return false;
  const rejected =
    known.get(document) ?? apply(signedMetadataRules, document).some(({ severity }) => severity === 'error');
  known.set(document, rejected);
  return rejected;
}

/** Every field asks. */
const known = new WeakMap<ReadDocument, boolean>();
