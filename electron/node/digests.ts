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

/** SubjectPublicKeyInfo of a P-256 key (RFC 5480 §2.1.1): the curve by name, then 65 bytes, the first of which says “not compressed”. */
const spkiHead = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');
const spkiLength = 91;

/**
 * Takes SubjectPublicKeyInfo only, in the one form that OpenSSL and Node write: Node would also take the public half out of a
 * private key or a certificate; and with a compressed point, a hybrid one or the curve’s numbers written out, one key would have
 * several key ids, and could be in a list several times.
 */
function readP256(publicPem: string): { der: Uint8Array; pem: string } | null {
  const { blocks, unfinished } = splitPem(publicPem);
  const [block] = blocks;
  if (block === undefined || blocks.length > 1 || unfinished !== null || block.label !== 'PUBLIC KEY') return null;
  const given = bytesOf(block);
  if (given?.length !== spkiLength || !spkiHead.equals(given.subarray(0, spkiHead.length))) return null;
  try {
    const key = createPublicKey({ key: Buffer.from(given), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return null;
    const der = new Uint8Array(key.export({ format: 'der', type: 'spki' }));
    return { der, pem: writePem('PUBLIC KEY', der) };
  } catch {
    return null;
  }
}
