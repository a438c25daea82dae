/** @file A data key under a passphrase, against node:crypto alone; and that what was in clear is overwritten. */
import crypto, { createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { VaultItem } from '#core/ports.ts';
import { seal, unseal } from '#node/vault/seal.ts';
import { deriveKeys } from '#node/vault/vault-keys.ts';
import type { Wrapped } from '#node/vault/wrap.ts';
import { unwrap, wrap } from '#node/vault/wrap.ts';
import { isZeroed, replaceInCrypto, watchCrypto } from './support/watch-crypto.ts';

const vaultId = '0b0e6a4e-6a52-4a5e-9d0c-0d8a3a8f6b11';
const passphrase = new Secret('a passphrase of nothing');
const dataKey = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
let wrapped: Wrapped;
beforeAll(async () => {
  wrapped = await wrap(dataKey, { passphrase, vaultId });
});

/** By the parameters and the authenticated text of docs/security.md, and nothing of the product. */
function openedByHand({ salt, nonce, sealed }: Wrapped, text: string): Buffer {
  const cost = { N: 131_072, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
  const key = scryptSync('a passphrase of nothing', Buffer.from(salt, 'base64'), 32, cost);
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'))
    .setAAD(Buffer.from(text))
    .setAuthTag(bytes.subarray(32));
  return Buffer.concat([decipher.update(bytes.subarray(0, 32)), decipher.final()]);
}

describe('a wrapped data key', () => {
  test('is sealed under scrypt with N = 131,072, r = 8, p = 1, and bound to the vault’s id', () => {
    const text = `{"format":"payer-wizard/data-key","vaultId":"${vaultId}","version":1}`;
    expect([...openedByHand(wrapped, text)]).toEqual([...dataKey]);
    expect(wrapped).toMatchObject({ by: 'scrypt', N: 131_072, r: 8, p: 1 });
  });

  test('of one vault does not open for another', async () => {
    const other = unwrap(wrapped, { passphrase, vaultId: '0b0e6a4e-6a52-4a5e-9d0c-0d8a3a8f6b12' });
    await expect(other).rejects.toMatchObject({ code: 'vault/wrong-passphrase' });
  });

  test('has a salt and a nonce of its own each time', async () => {
    const again = await wrap(dataKey, { passphrase, vaultId });
    expect([again.salt === wrapped.salt, again.nonce === wrapped.nonce]).toEqual([false, false]);
  });

  test('that comes back as another is not answered', async () => {
    const { createCipheriv } = crypto;
    replaceInCrypto({
      createCipheriv: (...given: Parameters<typeof createCipheriv>) => {
        const cipher = createCipheriv(...given);
        const update = cipher.update.bind(cipher) as (bytes: Uint8Array) => Buffer;
        return Object.assign(cipher, { update: (bytes: Uint8Array) => update(bytes.map((byte) => byte ^ 1)) });
      },
    });
    await expect(wrap(dataKey, { passphrase, vaultId })).rejects.toThrow(TypeError);
  });
});

describe('nothing of it stays in clear', () => {
  test('when it was wrapped: neither the keys of the passphrase, nor what was read back', async () => {
    const { derived, opened } = watchCrypto();
    await wrap(dataKey, { passphrase, vaultId });
    expect([derived.map(isZeroed), opened.map(isZeroed)]).toEqual([[true, true], [true]]);
  });

  test('when it was opened, but the data key', async () => {
    const { derived, opened } = watchCrypto();
    const back = await unwrap(wrapped, { passphrase, vaultId });
    expect([derived.map(isZeroed), opened, [...back]]).toEqual([[true], [back], [...dataKey]]);
  });

  test('when it does not open', async () => {
    const { derived, opened } = watchCrypto();
    await unwrap(wrapped, { passphrase: new Secret('another passphrase'), vaultId }).catch(() => undefined);
    expect([derived.map(isZeroed), opened.map(isZeroed)]).toEqual([[true], [true]]);
  });
});

test('of a sealed item nothing stays in clear but what is answered', () => {
  const { opened } = watchCrypto();
  const keys = deriveKeys(new Uint8Array(randomBytes(32)), vaultId);
  const item: VaultItem = { owner: 'northlake@test', kind: 'client-secret', id: '' };
  const sealed = seal(keys, item, { generation: 1, content: Buffer.from('of the payer') });
  const content = unseal(keys, item, sealed);
  expect([content?.toString(), opened]).toEqual(['of the payer', [content]]);
  expect(opened[0]).toBe(content);
  unseal(keys, item, { ...sealed, generation: 2 });
  expect(opened.slice(1).map(isZeroed)).toEqual([true]);
});
