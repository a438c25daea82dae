/** @file What sealing and opening items of the vault costs, beside plain AES-256-GCM over the same bytes. */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import type { VaultItem } from '#core/ports.ts';
import type { SealedItem } from '#node/vault/seal.ts';
import { seal, unseal } from '#node/vault/seal.ts';
import { deriveKeys } from '#node/vault/vault-keys.ts';
import type { Measured } from './measure.ts';
import { compare } from './measure.ts';

const BLOBS = 10_000;
/** An RSA 3072 key as PKCS#8. */
const BYTES = 1794;
const TURNS = 7;
/** A header in canonical JSON is bound into each, and the content is written in Base64: that is the price. It is paid once a key. */
const bars = { sealing: 4, opening: 3 };

export async function measureSeals(): Promise<Measured[]> {
  const contents = Array.from({ length: BLOBS }, () => randomBytes(BYTES));
  const items: readonly VaultItem[] = contents.map((_, at) => ({
    owner: `payer-${String(at)}@test`,
    kind: 'private-key',
    id: randomUUID(),
  }));
  const keys = deriveKeys(randomBytes(32), randomUUID());
  const plainKey = createSecretKey(randomBytes(32));

  const sealAll = () => contents.map((content, at) => seal(keys, itemAt(items, at), { generation: 1, content }));
  const plainAll = () => contents.map((content) => plainSeal(plainKey, content));
  const sealed = sealAll();
  const plain = plainAll();
  const unsealAll = () => sealed.map((each, at) => opened(unseal(keys, itemAt(items, at), each)));
  const openAll = () => plain.map((each) => plainOpen(plainKey, each));

  return [
    await compare({
      name: `sealing ${String(BLOBS)} keys of ${String(BYTES)} bytes, to AES-256-GCM alone`,
      bar: bars.sealing,
      turns: TURNS,
      base: () => timed(plainAll),
      subject: () => timed(sealAll),
    }),
    await compare({
      name: `opening ${String(BLOBS)} of them (${megabytesOf(sealed)} MB), to AES-256-GCM alone`,
      bar: bars.opening,
      turns: TURNS,
      base: () => timed(openAll),
      subject: () => timed(unsealAll),
    }),
  ];
}

function itemAt(items: readonly VaultItem[], at: number): VaultItem {
  const item = items[at];
  if (item === undefined) throw new RangeError('An item for each content');
  return item;
}

function opened(content: Buffer | null): Buffer {
  if (content === null) throw new Error('What was sealed just now does not open');
  return content;
}

interface Plain {
  readonly nonce: Buffer;
  readonly encrypted: Buffer;
  readonly tag: Buffer;
}

function plainSeal(key: ReturnType<typeof createSecretKey>, content: Buffer): Plain {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return { nonce, encrypted: Buffer.concat([cipher.update(content), cipher.final()]), tag: cipher.getAuthTag() };
}

function plainOpen(key: ReturnType<typeof createSecretKey>, { nonce, encrypted, tag }: Plain): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAuthTag(tag);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

function timed(work: () => unknown[]): number {
  const startedAt = performance.now();
  const made = work();
  const took = performance.now() - startedAt;
  if (made.length !== BLOBS) throw new Error('One for each');
  return took;
}

function megabytesOf(sealed: readonly SealedItem[]): string {
  return (sealed.reduce((sum, each) => sum + JSON.stringify(each).length, 0) / 1e6).toFixed(0);
}
