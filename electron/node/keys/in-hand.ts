/** @file Private keys on their way into the vault. What the core holds of them is a handle; the key itself is known here only. */
import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { algorithmsOf, kindOf } from '#core/domain/keys/algorithms.ts';
import type { KeyInHand } from '#core/domain/keys/key-file.ts';
import type { PublicJwk } from '#core/domain/keys/key-record.ts';
import { thumbprintOf } from '#core/domain/keys/thumbprint.ts';
import { digests } from '../digests.ts';
import { shapeOf } from './key-shape.ts';

const known = new WeakMap<KeyInHand, KeyObject>();

/** What stands beside the numbers of a key where it was read from. */
export type Said = Pick<KeyInHand, 'kid' | 'algorithm' | 'owner'>;

const nothingSaid: Said = { kid: '', algorithm: '', owner: '' };

/** Throws `key/…` for a key that the wizard does not take. */
export function inHand(key: KeyObject, said = nothingSaid): KeyInHand {
  const shape = shapeOf(key);
  const possible = algorithmsOf(shape);
  const publicJwk = createPublicKey(key).export({ format: 'jwk' }) as PublicJwk;
  const handle: KeyInHand = {
    kind: kindOf(shape),
    publicJwk,
    thumbprint: thumbprintOf(publicJwk, digests.sha256),
    algorithms: possible.toSorted((one, other) => Number(other === said.algorithm) - Number(one === said.algorithm)),
    ...said,
  };
  known.set(handle, key);
  return handle;
}

/** Throws TypeError for a handle that was not made here: that is a bug. */
export function keyOfHand(handle: KeyInHand): KeyObject {
  const key = known.get(handle);
  if (key === undefined) throw new TypeError('A key in hand that nobody read');
  return key;
}
