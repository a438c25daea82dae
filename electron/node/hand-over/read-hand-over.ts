/** @file What an opened hand-over says: see docs/formats.md. Strict: half of one that is understood would be half of the secrets. */
import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '#core/domain/fault.ts';
import type { KeyInHand } from '#core/domain/keys/key-file.ts';
import { PayerRef } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import type { HandedOver } from '#core/ports.ts';
import { digests } from '../digests.ts';
import { inHand, keyOfHand } from '../keys/in-hand.ts';
import { openEnvelope } from './open-envelope.ts';

const HandOver = z.strictObject({
  type: z.literal('payer-wizard/hand-over'),
  version: z.literal(1),
  madeAt: z.string(),
  payers: z.array(
    z.strictObject({
      ref: PayerRef,
      clientId: z.string(),
      keys: z.array(z.strictObject({ kid: z.string().min(1), alg: z.string(), privateKeyPem: z.string() })),
      /** The same keys once more, as a keystore takes them. */
      jwks: z.unknown(),
      clientSecret: z.string().min(1).optional(),
    }),
  ),
});
const Newer = z.looseObject({ type: z.literal('payer-wizard/hand-over'), version: z.number().gt(1) });

/** Throws `hand-over/…`, and what is wrong with a key in it. */
export function readHandOver({ bytes, key }: { bytes: Uint8Array; key: KeyInHand }): HandedOver {
  const content = openEnvelope(bytes, keyOfHand(key));
  try {
    const value = parsed(content.toString('utf8'));
    if (Newer.safeParse(value).success) throw new Fault('hand-over/newer', {});
    const read = HandOver.safeParse(value);
    if (!read.success) throw new Fault('hand-over/altered', {});
    return {
      sha256: digests.sha256(bytes),
      madeAt: read.data.madeAt,
      payers: read.data.payers.map(({ ref, clientId, keys, clientSecret }) => ({
        ref,
        clientId,
        keys: keys.map(({ kid, alg, privateKeyPem }) => keyIn(privateKeyPem, { kid, algorithm: alg, owner: ref })),
        clientSecret: clientSecret === undefined ? null : new Secret(clientSecret),
      })),
    };
  } finally {
    content.fill(0);
  }
}

/** Of a text that is no JSON nothing is told: it may be a part of a key. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function keyIn(pem: string, said: { kid: string; algorithm: string; owner: string }): KeyInHand {
  try {
    return inHand(createPrivateKey(pem), said);
  } catch (error) {
    throw error instanceof Fault ? error : new Fault('hand-over/altered', {});
  }
}
