import { createCipheriv, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { wrapKey } from '#node/hand-over/key-wrap.ts';

test('RFC 3394 §4.6: 256 bits under 256 bits', () => {
  const by = Buffer.from('000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F', 'hex');
  const key = Buffer.from('00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F', 'hex');
  expect(wrapKey(key, { by }).toString('hex').toUpperCase()).toBe(
    '28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21',
  );
});

test('is the one of OpenSSL, for any keys', () => {
  const differing = Array.from({ length: 200 }, () => [randomBytes(32), randomBytes(32)] as const).filter(
    ([by, key]) => {
      const cipher = createCipheriv('id-aes256-wrap', by, Buffer.alloc(8, 0xa6));
      return !Buffer.concat([cipher.update(key), cipher.final()]).equals(wrapKey(key, { by }));
    },
  );
  expect(differing).toEqual([]);
});
