import type { BundleFile } from '../domain/bundle/file.ts';
import { textBytes } from '../domain/bundle/file.ts';
import type { Role } from '../domain/bundle/roles.ts';
import type { Statement } from '../domain/bundle/statement.ts';
import { canonicalBytes } from '../domain/bundle/statement.ts';
import { Fault } from '../domain/fault.ts';
import type { Ports } from '../ports.ts';
import { identity, identityItem, identityOwner } from './identity.ts';

export interface SignWish {
  readonly sha256sums: string;
  /** The name that is claimed. */
  readonly signer: string;
  readonly role: Role;
  readonly time: string;
  readonly comment: string;
}

/**
 * The three files of one signature, by the person’s own key, in byte order. Throws what `identity` throws, `identity/key-gone`,
 * and `identity/other-key` where the signature that was made is not by the key it names.
 */
export async function signStatement(
  ports: Pick<Ports, 'store' | 'vault' | 'digests'>,
  { sha256sums, signer, role, time, comment }: SignWish,
): Promise<{ keyId: string; files: BundleFile[] }> {
  const own = await identity(ports, { name: signer });
  const { keyId, key } = own;
  if (!(await ports.vault.holds(identityItem(key.id)))) throw new Fault('identity/key-gone', { keyId });
  const statement: Statement = {
    type: 'payer-wizard/statement',
    version: 1,
    sha256sums,
    keyId,
    // Half of a pair of characters, as an argument may hold, has no canonical form.
    signer: signer.toWellFormed(),
    role,
    time,
    comment: comment.toWellFormed(),
  };
  const bytes = canonicalBytes(statement);
  const signature = await ports.vault.sign({
    owner: identityOwner,
    keyId: key.id,
    algorithm: 'ES256',
    form: 'der',
    bytes,
  });
  const { publicPem } = key;
  const read = ports.digests.readP256(publicPem);
  const isOwn = read !== null && ports.digests.sha256(read.der) === keyId;
  if (!isOwn || !ports.digests.verifyP256({ publicPem, signature, bytes }))
    throw new Fault('identity/other-key', { keyId });
  return {
    keyId,
    files: [
      { path: `signatures/${keyId}.json`, bytes },
      { path: `signatures/${keyId}.pem`, bytes: textBytes(publicPem) },
      { path: `signatures/${keyId}.sig`, bytes: signature },
    ],
  };
}
