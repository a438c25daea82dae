import type { KeyObject } from 'node:crypto';
import { createPublicKey, webcrypto } from 'node:crypto';
import type { KeyShape } from '#core/domain/keys/algorithms.ts';
import { kindOf } from '#core/domain/keys/algorithms.ts';
import type * as Peculiar from '@peculiar/x509';
import { shapeOf } from './key-shape.ts';

/** The library's type of WebCrypto is the browser's; Node's does the same. */
export type WebCrypto = Parameters<typeof Peculiar.cryptoProvider.set>[0];

/** As strong as the key: RFC 5758 §3, FIPS 186-5; Ed25519 brings its own (RFC 8410 §3). */
function algorithmOf(shape: KeyShape) {
  if (shape.type === 'RSA') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  if (shape.type === 'OKP') return { name: 'Ed25519' };
  const hash = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' }[shape.curve];
  return { name: 'ECDSA', namedCurve: shape.curve, hash };
}

/** The same key for WebCrypto, not extractable. (`toCryptoKey` is not there in Node 20.) Throws `key/…`. */
export async function webKeys(key: KeyObject) {
  const shape = shapeOf(key);
  const signingAlgorithm = algorithmOf(shape);
  const der = key.export({ format: 'der', type: 'pkcs8' });
  try {
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
    const privateKey = await webcrypto.subtle.importKey('pkcs8', der, signingAlgorithm, false, ['sign']);
    const publicKey = await webcrypto.subtle.importKey('spki', spki, signingAlgorithm, true, ['verify']);
    return {
      keys: { privateKey, publicKey },
      kind: kindOf(shape),
      signingAlgorithm,
      webCrypto: webcrypto as unknown as WebCrypto,
    };
  } finally {
    der.fill(0);
  }
}
