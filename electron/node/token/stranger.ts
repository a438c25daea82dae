import { Fault } from '#core/domain/fault.ts';
import type { KeyKind } from '#core/domain/keys/key-record.ts';
import { makeKey } from '../keys/generate-key.ts';
import { signWith } from '../keys/sign.ts';

const kinds: Readonly<Record<string, KeyKind>> = {
  RS256: 'RSA-2048',
  RS384: 'RSA-2048',
  RS512: 'RSA-2048',
  PS256: 'RSA-2048',
  PS384: 'RSA-2048',
  PS512: 'RSA-2048',
  ES256: 'EC-P-256',
  ES384: 'EC-P-384',
  ES512: 'EC-P-521',
  EdDSA: 'Ed25519',
};

/** Signs with a key that nobody knows, and that is gone afterwards. Throws `token/wrong-algorithm`. */
export async function signAsStranger({
  algorithm,
  bytes,
}: {
  algorithm: string;
  bytes: Uint8Array;
}): Promise<Uint8Array> {
  const kind = Object.hasOwn(kinds, algorithm) ? kinds[algorithm] : undefined;
  if (kind === undefined)
    throw new Fault('token/wrong-algorithm', {
      kind: 'of a stranger',
      algorithm,
      possible: Object.keys(kinds).join(', '),
    });
  return signWith(await makeKey(kind), { algorithm, form: 'jose', bytes });
}
