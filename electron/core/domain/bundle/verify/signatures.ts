/** @file The signatures: whether each is sound, and what the reader’s list says of its key. What that comes to: `approvals.ts`. */
import { sameBytes, textBytes } from '../file.ts';
import type { Digests } from '../../../ports.ts';
import type { Statement } from '../statement.ts';
import { parseStatement } from '../statement.ts';
import { sumsPath } from '../sums.ts';
import type { TrustedSigner } from '../trust.ts';
import type { SignatureSeen } from '../verdict.ts';
import { signatureIds } from './files.ts';
import type { Judged } from './judged.ts';
import { judged } from './judged.ts';
import type { Opened } from './opened.ts';

export interface Signatures {
  readonly seen: SignatureSeen[];
  /** The first thing wrong with any of them. */
  readonly fault: Judged | null;
}

/** (1) A signature that does not verify is never counted, shown as trusted, or passed over. */
export function readSignatures(opened: Opened, digests: Digests, trust: readonly TrustedSigner[]): Signatures {
  const seen: SignatureSeen[] = [];
  for (const keyId of signatureIds(opened)) {
    const read = readSignature(opened, digests, keyId);
    if ('verdict' in read) return { seen, fault: read };
    seen.push(seenBy(read, trust));
  }
  return { seen, fault: null };
}

function readSignature({ byPath }: Opened, digests: Digests, keyId: string): Statement | Judged {
  const path = (end: string) => `signatures/${keyId}.${end}`;
  const bytes = (end: string) => byPath.get(path(end)) ?? new Uint8Array();
  const fault = (reason: string, end: string) =>
    judged('altered', 'verdict/altered-form', { details: { reason }, paths: [path(end)] });

  const statement = parseStatement(bytes('json'));
  if (statement === 'newer-version')
    return judged('unsupported-version', 'verdict/newer', { details: {}, paths: [path('json')] });
  if (statement === 'wrong-form') return fault(`the statement of ${keyId} is not in its canonical form`, 'json');
  if (statement.keyId !== keyId) return fault(`the statement of ${keyId} names another key`, 'json');
  if (statement.sha256sums !== digests.sha256(byPath.get(sumsPath) ?? new Uint8Array()))
    return fault(`the statement of ${keyId} is about another SHA256SUMS`, 'json');

  const publicPem = new TextDecoder().decode(bytes('pem'));
  const key = digests.readP256(publicPem);
  // Decoding drops a byte order mark: what has to be the same are the bytes.
  if (key === null || !sameBytes(textBytes(key.pem), bytes('pem')) || digests.sha256(key.der) !== keyId)
    return fault(`the public key of ${keyId} is not the one of that name`, 'pem');
  if (!digests.verifyP256({ publicPem, signature: bytes('sig'), bytes: bytes('json') }))
    return fault(`the signature of ${keyId} does not verify`, 'sig');
  return statement;
}

/** What the reader’s list says of a statement that was found sound. */
export function seenBy(
  { keyId, signer, role, time, comment }: Statement,
  trust: readonly TrustedSigner[],
): SignatureSeen {
  const known = trust.find((each) => each.keyId === keyId);
  // Whatever time a statement names, it was the holder of the key who wrote it, and that may be the thief.
  const standing = known === undefined ? 'unknown' : known.revokedAt === null ? 'trusted' : 'revoked';
  const countsAs = standing === 'trusted' ? [...(known?.roles ?? [])] : [];
  return {
    ...{ keyId, signer, role, time, comment, standing, countsAs },
    trustedAs: known?.name ?? '',
    revokedAt: known?.revokedAt ?? null,
  };
}
