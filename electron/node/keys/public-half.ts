import { createHash, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { PublicJwk } from '#core/domain/keys/key-record.ts';

export interface PublicHalf {
  readonly publicJwk: PublicJwk;
  readonly publicKeySha256: string;
}

/** What a certificate and a request tell of their key. A key that JOSE or this engine does not know has a digest only. */
export function publicHalfOf(spki: Uint8Array): PublicHalf {
  const key = publicKeyOf(spki);
  if (key === null) return { publicJwk: {}, publicKeySha256: hex('sha256', spki) };
  // Written anew: the same key has the same digest, however it was written there.
  return { publicJwk: jwkOf(key), publicKeySha256: hex('sha256', key.export({ format: 'der', type: 'spki' })) };
}

/** null: not a key that this engine knows. */
export function publicKeyOf(spki: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

function jwkOf(key: KeyObject): PublicJwk {
  try {
    return key.export({ format: 'jwk' }) as PublicJwk;
  } catch {
    // RSA-PSS, and curves without a name.
    return {};
  }
}

export function hex(algorithm: 'sha1' | 'sha256', bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}
