import type { Secret } from '#core/domain/secret.ts';

/** For what reads bytes. Whoever asked overwrites them when it is done. */
export function bytesOfSecret(secret: Secret): Uint8Array {
  return Buffer.from(secret.reveal(), 'utf8');
}
