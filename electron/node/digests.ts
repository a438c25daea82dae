import { createHash, createPublicKey, verify } from 'node:crypto';
import { bytesOf, splitPem, writePem } from '#core/domain/keys/pem.ts';
import type { Digests } from '#core/ports.ts';
import { isSameSecret } from './same-secret.ts';

export const digests: Digests = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),

  verifyP256({ publicPem, signature, bytes }) {
    const read = readP256(publicPem);
    if (read === null) return false;
    try {
      return verify('sha256', bytes, { key: read.pem, dsaEncoding: 'der' }, signature);
    } catch {
      return false;
    }
  },

  readP256,
  sameSecret: isSameSecret,
};

/** Takes SubjectPublicKeyInfo only: Node would also take the public half out of a private key or a certificate. */
function readP256(publicPem: string): { der: Uint8Array; pem: string } | null {
  const { blocks, unfinished } = splitPem(publicPem);
  const [block] = blocks;
  if (block === undefined || blocks.length > 1 || unfinished !== null || block.label !== 'PUBLIC KEY') return null;
  const given = bytesOf(block);
  if (given === null) return null;
  try {
    const key = createPublicKey({ key: Buffer.from(given), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return null;
    const der = new Uint8Array(key.export({ format: 'der', type: 'spki' }));
    return { der, pem: writePem('PUBLIC KEY', der) };
  } catch {
    return null;
  }
}
