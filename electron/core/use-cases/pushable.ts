/** @file What a push is made of: definitions, each with where its secret comes from. */
import type { ServerDefinition } from '../domain/definition/server-definition.ts';
import { refuseDifferingPairs } from '../domain/keys/refuse-pair.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import { completeDefinition } from './complete-definition.ts';

/** A payer's, or one out of a bundle. */
export interface Pushable {
  readonly payer: PayerRef;
  readonly definition: ServerDefinition;
}

/** Throws `certificate/other-key`, `payer/incomplete`. */
export function pushableOf({ keys, ...payer }: Payer): Pushable {
  refuseDifferingPairs(keys);
  return { payer: payer.ref, definition: completeDefinition({ ...payer, keys }) };
}
