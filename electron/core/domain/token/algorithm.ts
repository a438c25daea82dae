import type { KeyRecord } from '../keys/key-record.ts';
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import { proposalFor, propose } from '../payer/proposals.ts';

/**
 * What an assertion is signed with by that key of the payer, and so what is published with it: for the one that signs as the
 * payer says, for another as it would be once that one signs.
 */
export function algorithmFor(payer: Payer, key: KeyRecord): string {
  const alone = { ...payer, keys: [key] };
  const chosen = valueOf(payer.keys[0]?.id === key.id ? payer : propose(alone), 'assertionAlgorithm');
  return key.algorithms.includes(chosen) ? chosen : proposalFor(alone, 'assertionAlgorithm');
}
