import type { KeyObject, SignKeyObjectInput } from 'node:crypto';
import { constants, sign } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import { algorithmsOf, kindOf } from '#core/domain/keys/algorithms.ts';
import { shapeOf } from './key-shape.ts';

export interface SigningTask {
  /** As JOSE names it: RFC 7518 §3.1. */
  readonly algorithm: string;
  readonly form: 'jose' | 'der';
  readonly bytes: Uint8Array;
}

/** Throws `key/wrong-algorithm` for one that does not fit the key. */
export async function signWith(key: KeyObject, { algorithm, form, bytes }: SigningTask): Promise<Uint8Array> {
  const shape = shapeOf(key);
  const possible = algorithmsOf(shape);
  if (!possible.includes(algorithm))
    throw new Fault('key/wrong-algorithm', { algorithm, kind: kindOf(shape), algorithms: possible.join(', ') });

  const input: SignKeyObjectInput = { key, dsaEncoding: form === 'jose' ? 'ieee-p1363' : 'der' };
  if (algorithm.startsWith('PS')) {
    input.padding = constants.RSA_PKCS1_PSS_PADDING;
    // As long as the digest: RFC 7518 §3.5.
    input.saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
  }
  return new Promise((resolve, reject) => {
    // EdDSA hashes by itself: RFC 8032 §5.1.
    sign(algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`, bytes, input, (error, signature) => {
      if (error === null) resolve(new Uint8Array(signature));
      else reject(error);
    });
  });
}
