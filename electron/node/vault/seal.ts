/**
 * @file One sealed item: AES-256-GCM under a key of the vault, a fresh 96-bit nonce for each write. (1) Its header is bound
 * into the seal: an item moved to another owner, kind, id or vault, or put together from two writes, does not open.
 * (2) An older file of the same item, put back whole, does open: restoring a backup of a store is allowed.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { VaultItem } from '#core/ports.ts';
import { canonicalBytes } from './canonical.ts';
import type { VaultKeys } from './vault-keys.ts';

export const SealedItem = z.object({
  version: z.literal(1),
  vaultId: z.uuid(),
  owner: z.string(),
  kind: z.enum([
    'private-key',
    'client-secret',
    'target-password',
    'proxy-password',
    'before-image',
    'last-sent',
    'sent-before',
  ]),
  id: z.string(),
  /** Counts the writes of this item. */
  generation: z.number().int().positive(),
  nonce: z.base64(),
  /** The content, and behind it the tag of 16 bytes. */
  sealed: z.base64(),
});
export type SealedItem = z.infer<typeof SealedItem>;

const tagBytes = 16;

export function seal(keys: VaultKeys, item: VaultItem, given: { generation: number; content: Uint8Array }): SealedItem {
  const { owner, kind, id } = item;
  const header = { version: 1 as const, vaultId: keys.vaultId, owner, kind, id, generation: given.generation };
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keys.seal, nonce).setAAD(associated(header));
  const sealed = Buffer.concat([cipher.update(given.content), cipher.final(), cipher.getAuthTag()]);
  return { ...header, nonce: nonce.toString('base64'), sealed: sealed.toString('base64') };
}

/** null: the seal does not hold, or it is the seal of something else. */
export function unseal(keys: VaultKeys, item: VaultItem, sealedItem: SealedItem): Buffer | null {
  const { nonce, sealed, ...header } = sealedItem;
  const isAsked = header.owner === item.owner && header.kind === item.kind && header.id === item.id;
  const bytes = Buffer.from(sealed, 'base64');
  const nonceBytes = Buffer.from(nonce, 'base64');
  if (!isAsked || header.vaultId !== keys.vaultId || nonceBytes.length !== 12 || bytes.length < tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', keys.seal, nonceBytes, { authTagLength: tagBytes });
  decipher.setAAD(associated(header)).setAuthTag(bytes.subarray(-tagBytes));
  // All of it: GCM adds nothing at the end.
  const content = decipher.update(bytes.subarray(0, -tagBytes));
  try {
    decipher.final();
    return content;
  } catch {
    content.fill(0);
    return null;
  }
}

function associated(header: Omit<SealedItem, 'nonce' | 'sealed'>): Buffer {
  return canonicalBytes({ format: 'payer-wizard/sealed', ...header });
}

/** Ids and owners may hold what a file name must not. */
export function fileNameOf({ owner, kind, id }: VaultItem): string {
  return `${createHash('sha256')
    .update(canonicalBytes([owner, kind, id]))
    .digest('hex')
    .slice(0, 32)}.sealed`;
}
