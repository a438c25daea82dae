/** @file What every Vault does, run against the memory, against files by a keychain or a passphrase, and against the real keychain. */
import { createPrivateKey, createPublicKey, createVerify, X509Certificate } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { KeyInHand } from '#core/domain/keys/key-file.ts';
import type { Vault, VaultItem } from '#core/ports.ts';

const owner = 'northlake@test';
const item: VaultItem = { owner, kind: 'client-secret', id: '' };
const wish = {
  subject: {
    commonName: 'Harbor Ridge',
    organization: '',
    organizationalUnit: '',
    locality: '',
    state: '',
    country: '',
  },
  dnsNames: [],
  uris: ['https://harbor.example/'],
  usages: ['digitalSignature' as const],
};
/** A secret of nothing, with what a careless store would spoil. */
const secret = 'ünïcode \u{1F511}, "quotes", a\0NUL and a\nline';

export function behavesAsVault(name: string, make: () => Vault): void {
  describe(`as a vault, ${name}`, () => {
    let vault: Vault;
    beforeEach(() => {
      vault = make();
    });

    test('is not made before it is used, and says so without being opened', async () => {
      expect((await vault.status()).is).toBe('not-made');
      expect(await vault.holds(item)).toBe(false);
      await vault.forget(item);
      expect((await vault.status()).is).toBe('not-made');
    });

    test('gives a secret back as it was, and only until it is forgotten', async () => {
      await vault.keep(item, new Secret(secret));
      expect((await vault.secret(item)).reveal()).toBe(secret);
      expect(await vault.status()).toMatchObject({ is: 'open', items: 1 });
      await vault.forget(item);
      expect(await vault.holds(item)).toBe(false);
      await expect(vault.secret(item)).rejects.toMatchObject({ code: 'vault/item-gone' });
    });

    test('keeps the last of two secrets', async () => {
      await vault.keep(item, new Secret('first'));
      await vault.keep(item, new Secret('second'));
      expect((await vault.secret(item)).reveal()).toBe('second');
    });

    test('tells items apart by owner, kind and id', async () => {
      await vault.keep(item, new Secret('the one'));
      const others: VaultItem[] = [
        { ...item, owner: 'alder@test' },
        { ...item, kind: 'target-password' },
        { ...item, id: '2' },
      ];
      expect(await Promise.all(others.map(vault.holds))).toEqual([false, false, false]);
    });

    test('signs with a key that it does not give out', async () => {
      const { id, publicPem } = await vault.generateKey(owner, 'EC-P-384');
      const bytes = new TextEncoder().encode('a JWT to sign');
      const signature = await vault.sign({ owner, keyId: id, algorithm: 'ES384', form: 'der', bytes });
      expect(createVerify('sha384').update(bytes).verify(createPublicKey(publicPem), signature)).toBe(true);
      await expect(vault.secret({ owner, kind: 'private-key', id })).rejects.toThrow(TypeError);
      await expect(vault.keep({ owner, kind: 'private-key', id }, new Secret('x'))).rejects.toThrow(TypeError);
    });

    test('takes a key by its handle only', async () => {
      const stranger: KeyInHand = {
        kind: 'RSA 3072',
        publicJwk: {},
        thumbprint: '',
        algorithms: [],
        kid: '',
        algorithm: '',
        owner: '',
      };
      await expect(vault.addKey(owner, stranger)).rejects.toThrow(TypeError);
      expect(await vault.itemCounts()).toEqual([]);
    });

    test('counts its items by kind, without being opened for it', async () => {
      await vault.keep(item, new Secret('one'));
      await vault.keep({ ...item, owner: 'alder@test' }, new Secret('two'));
      await vault.generateKey(owner, 'EC-P-256');
      expect(await vault.itemCounts()).toEqual([
        { kind: 'client-secret', count: 2 },
        { kind: 'private-key', count: 1 },
      ]);
    });

    test('refuses an algorithm that does not fit the key', async () => {
      const { id: keyId } = await vault.generateKey(owner, 'EC-P-384');
      await expect(
        vault.sign({ owner, keyId, algorithm: 'RS384', form: 'jose', bytes: new Uint8Array(1) }),
      ).rejects.toMatchObject({ code: 'key/wrong-algorithm' });
    });

    test('makes a certificate for a key, by that key', async () => {
      const { id: keyId, publicPem } = await vault.generateKey(owner, 'EC-P-384');
      const { pem } = await vault.selfSign({ owner, keyId, wish: { ...wish, days: 30 } });
      const certificate = new X509Certificate(pem);
      expect(certificate.verify(createPublicKey(publicPem))).toBe(true);
      expect(certificate.subject).toBe('CN=Harbor Ridge');
    });

    test('makes a request for a key', async () => {
      const { id: keyId, publicKeySha256 } = await vault.generateKey(owner, 'EC-P-384');
      const request = await vault.request({ owner, keyId, wish });
      expect([request.subject, request.publicKeySha256]).toEqual(['CN=Harbor Ridge', publicKeySha256]);
    });

    test('lets a key go under a passphrase, and it is that key', async () => {
      const { id: keyId, publicPem } = await vault.generateKey(owner, 'EC-P-384');
      const passphrase = 'a passphrase of nothing';
      const pem = Buffer.from(await vault.encryptedKey({ owner, keyId, passphrase: new Secret(passphrase) }));
      const key = createPublicKey(createPrivateKey({ key: pem, passphrase }));
      expect(key.equals(createPublicKey(publicPem))).toBe(true);
    });

    test('has forgotten a key for good', async () => {
      const { id: keyId } = await vault.generateKey(owner, 'EC-P-384');
      await vault.forgetKey({ owner, keyId });
      await expect(
        vault.sign({ owner, keyId, algorithm: 'ES384', form: 'jose', bytes: new Uint8Array(1) }),
      ).rejects.toMatchObject({ code: 'key/gone' });
    });

    test('marks equal secrets equally, and different ones differently', async () => {
      const [one, same, other] = await Promise.all(
        ['one', 'one', 'other'].map(async (each) => vault.markOf(new Secret(each))),
      );
      expect([one === same, one === other]).toEqual([true, false]);
    });

    test('keeps a record sealed', async () => {
      const before: VaultItem & { kind: 'before-image' } = { owner: 'cdr-test', kind: 'before-image', id: 'push-1' };
      await vault.keepRecord(before, { servers: [{ pid: 1 }] });
      expect(await vault.record(before)).toEqual({ servers: [{ pid: 1 }] });
    });
  });
}
