/** @file What a push is made of: definitions, each with where its secret comes from and the keys that it signs with. */
import type { BundledDefinition } from '../../domain/bundle/definitions.ts';
import type { Opened } from '../../domain/bundle/verify/opened.ts';
import type { ServerDefinition } from '../../domain/definition/server-definition.ts';
import { refuseDifferingPairs } from '../../domain/keys/refuse-pair.ts';
import type { Payer, PayerRef } from '../../domain/payer/payer.ts';
import type { KeystoreKey } from '../../domain/push/keystore.ts';
import { algorithmFor } from '../../domain/token/algorithm.ts';
import type { Ports } from '../../ports.ts';
import { completeDefinition } from '../complete-definition.ts';
import { publishedInBundle } from '../keys-in-bundle.ts';

/** A payer's, or one out of a bundle. */
export interface Pushable {
  readonly payer: PayerRef;
  readonly definition: ServerDefinition;
  /** The one that signs first; none with a client secret. */
  readonly keys: readonly KeystoreKey[];
}

/** Throws `certificate/other-key`, `payer/incomplete`. */
export function pushableOf(payer: Payer): Pushable {
  refuseDifferingPairs(payer.keys);
  const keys = payer.keys.map((key) => ({
    kid: key.kid,
    thumbprint: key.thumbprint,
    algorithm: algorithmFor(payer, key),
  }));
  const definition = completeDefinition(payer);
  return { payer: payer.ref, definition, keys: usesKey(definition) ? keys : [] };
}

/** Of a sound bundle, as it was signed. */
export function pushableInBundle(
  ports: Pick<Ports, 'digests'>,
  opened: Opened,
  { payer, definition }: BundledDefinition,
): Pushable {
  const keys = usesKey(definition) ? (publishedInBundle(ports, opened, payer) ?? []) : [];
  return { payer, definition, keys };
}

export function usesKey({ clientAuthenticationMode }: ServerDefinition): boolean {
  return clientAuthenticationMode === 'PRIVATE_KEY_JWT';
}
