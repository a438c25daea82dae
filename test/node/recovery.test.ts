/** @file The recovery file, and moving a vault between keychain and passphrase: to the end, which is a signature by the old key. */
import { createPublicKey, verify } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { Vault, VaultItem } from '#core/ports.ts';
import { moveVault } from '#node/vault/move.ts';
import { restoreFromRecovery, writeRecovery } from '#node/vault/recovery.ts';
import { openVault } from '#node/vault/vault.ts';
import { freshFolder } from './support/folders.ts';
import { memoryKeychain } from './support/keychain.ts';

const owner = 'northlake@test';
const item: VaultItem = { owner, kind: 'client-secret', id: '' };
const passphrase = new Secret('a passphrase of nothing');

const byKeychain = (folder: string, keychain = memoryKeychain()): Vault =>
  openVault({ folder, keychain, way: { by: 'keychain' } });
const byPassphrase = (folder: string, given = passphrase): Vault =>
  openVault({ folder, way: { by: 'passphrase', ask: async () => Promise.resolve(given) } });

/** A store with a key and a secret. */
async function made() {
  const folder = freshFolder();
  const keychain = memoryKeychain();
  const vault = byKeychain(folder, keychain);
  await vault.keep(item, new Secret('of the payer'));
  const key = await vault.generateKey(owner, 'EC-P-256');
  return { folder, keychain, key };
}

/** Whether a vault has the secret, and signs with the key. */
async function isWhole(vault: Vault, { id, publicPem }: { id: string; publicPem: string }): Promise<boolean> {
  const bytes = Buffer.from('to sign');
  const signature = await vault.sign({ owner, keyId: id, algorithm: 'ES256', form: 'der', bytes });
  const holds = (await vault.secret(item)).reveal() === 'of the payer';
  return holds && verify('sha256', bytes, createPublicKey(publicPem), signature);
}

function copyOf(folder: string): string {
  const copy = freshFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

const vaultFile = (folder: string) => readFileSync(path.join(folder, 'vault/vault.json'), 'utf8');

describe('a recovery file', () => {
  test('opens a copied store on a machine with another keychain, which then signs with the old key', async () => {
    const { folder, keychain, key } = await made();
    const bytes = await writeRecovery({ folder, passphrase, keychain });
    const [copy, elsewhere] = [copyOf(folder), memoryKeychain()];
    await expect(byKeychain(copy, elsewhere).secret(item)).rejects.toMatchObject({ code: 'vault/other-keychain' });
    await restoreFromRecovery({ folder: copy, passphrase, keychain: elsewhere }, { bytes, into: 'keychain' });
    expect([await isWhole(byKeychain(copy, elsewhere), key), await isWhole(byKeychain(folder, keychain), key)]).toEqual(
      [true, true],
    );
  });

  test('opens it where there is no keychain', async () => {
    const { folder, keychain, key } = await made();
    const bytes = await writeRecovery({ folder, passphrase, keychain });
    const copy = copyOf(folder);
    await restoreFromRecovery({ folder: copy, passphrase }, { bytes, into: 'passphrase' });
    expect(await isWhole(byPassphrase(copy), key)).toBe(true);
  });

  test('of a vault under a passphrase opens by that one', async () => {
    const folder = freshFolder();
    await byPassphrase(folder).keep(item, new Secret('of the payer'));
    const key = await byPassphrase(folder).generateKey(owner, 'EC-P-256');
    const bytes = await writeRecovery({ folder, passphrase });
    const [copy, keychain] = [copyOf(folder), memoryKeychain()];
    await restoreFromRecovery({ folder: copy, passphrase, keychain }, { bytes, into: 'keychain' });
    expect(await isWhole(byKeychain(copy, keychain), key)).toBe(true);
  });

  test('holds nothing in clear', async () => {
    const { folder, keychain } = await made();
    const text = Buffer.from(await writeRecovery({ folder, passphrase, keychain })).toString('utf8');
    const [dataKey] = [...keychain.entries.values()].map((entry) => Buffer.from(entry));
    const forms = (['base64', 'hex', 'base64url'] as const).map((form) => dataKey?.toString(form) ?? '');
    expect([passphrase.reveal(), ...forms].filter((form) => form === '' || text.includes(form))).toEqual([]);
  });

  test('is not written over a short passphrase, nor of a vault that there is not', async () => {
    const { folder, keychain } = await made();
    const short = new Secret('short');
    await expect(writeRecovery({ folder, passphrase: short, keychain })).rejects.toMatchObject({
      code: 'vault/short-passphrase',
    });
    await expect(writeRecovery({ folder: freshFolder(), passphrase, keychain })).rejects.toMatchObject({
      code: 'vault/not-made',
    });
  });

  test('of another store, with a wrong passphrase, or spoilt, changes nothing', async () => {
    const { folder, keychain } = await made();
    const own = await writeRecovery({ folder, passphrase, keychain });
    const strange = await made();
    const other = await writeRecovery({ folder: strange.folder, passphrase, keychain: strange.keychain });
    const [elsewhere, before] = [memoryKeychain(), vaultFile(folder)];
    const restore = async (bytes: Uint8Array, given = passphrase) =>
      restoreFromRecovery({ folder, passphrase: given, keychain: elsewhere }, { bytes, into: 'keychain' });
    await expect(restore(other)).rejects.toMatchObject({ code: 'vault/other-recovery' });
    await expect(restore(own, new Secret('another passphrase'))).rejects.toMatchObject({
      code: 'vault/wrong-passphrase',
    });
    await expect(restore(own.subarray(0, 40))).rejects.toMatchObject({ code: 'vault/bad-recovery' });
    expect([elsewhere.entries.size, vaultFile(folder)]).toEqual([0, before]);
  });

  test('is not put over something else in the keychain', async () => {
    const { folder, keychain } = await made();
    const bytes = await writeRecovery({ folder, passphrase, keychain });
    const [account = ''] = keychain.entries.keys();
    const elsewhere = memoryKeychain();
    elsewhere.entries.set(account, Uint8Array.of(1, 2, 3));
    await expect(
      restoreFromRecovery({ folder, passphrase, keychain: elsewhere }, { bytes, into: 'keychain' }),
    ).rejects.toMatchObject({ code: 'vault/keychain-taken' });
    expect([...elsewhere.entries]).toEqual([[account, Uint8Array.of(1, 2, 3)]]);
  });
});

describe('moving a vault', () => {
  test('under a passphrase and back: it is the same vault, in one place at a time', async () => {
    const { folder, keychain, key } = await made();
    await moveVault({ folder, passphrase, keychain, to: 'passphrase' });
    expect([keychain.entries.size, await isWhole(byPassphrase(folder), key)]).toEqual([0, true]);
    await expect(byKeychain(folder, keychain).secret(item)).rejects.toMatchObject({ code: 'vault/needs-passphrase' });

    await moveVault({ folder, passphrase, keychain, to: 'keychain' });
    expect([keychain.entries.size, await isWhole(byKeychain(folder, keychain), key)]).toEqual([1, true]);
    await expect(byPassphrase(folder).secret(item)).rejects.toMatchObject({ code: 'vault/not-by-passphrase' });
    expect(await byKeychain(folder, keychain).status()).toMatchObject({
      mode: 'keychain',
      keyLiesIn: 'memory keychain',
    });
  });

  test('leaves no copy that the passphrase which was given up would open', async () => {
    const { folder, keychain } = await made();
    await moveVault({ folder, passphrase, keychain, to: 'passphrase' });
    const { salt } = (JSON.parse(vaultFile(folder)) as { passphrase: { salt: string } }).passphrase;
    await moveVault({ folder, passphrase, keychain, to: 'keychain' });
    const files = readdirSync(path.join(folder, 'vault')).map((name) =>
      readFileSync(path.join(folder, 'vault', name), 'utf8'),
    );
    expect(files.filter((text) => text.includes(salt))).toEqual([]);
    expect(existsSync(path.join(folder, 'vault/vault.json.bak'))).toBe(false);
  });

  test.each([
    ['missing', 'vault/no-keychain'],
    ['locked', 'vault/keychain-locked'],
    ['forgetful', 'vault/keychain-unreliable'],
    ['that does not remove', 'vault/keychain-unreliable'],
  ] as const)('into a keychain that is %s: %s, and nothing is given up', async (is, code) => {
    const { folder, keychain, key } = await made();
    await moveVault({ folder, passphrase, keychain, to: 'passphrase' });
    const before = vaultFile(folder);
    keychain.is = is;
    await expect(moveVault({ folder, passphrase, keychain, to: 'keychain' })).rejects.toMatchObject({ code });
    expect([vaultFile(folder), await isWhole(byPassphrase(folder), key)]).toEqual([before, true]);
  });

  test('by a wrong or a short passphrase gives nothing up', async () => {
    const { folder, keychain, key } = await made();
    const short = moveVault({ folder, passphrase: new Secret('short'), keychain, to: 'passphrase' });
    await expect(short).rejects.toMatchObject({ code: 'vault/short-passphrase' });
    expect(await isWhole(byKeychain(folder, keychain), key)).toBe(true);
    await moveVault({ folder, passphrase, keychain, to: 'passphrase' });
    const wrong = moveVault({ folder, passphrase: new Secret('another passphrase'), keychain, to: 'keychain' });
    await expect(wrong).rejects.toMatchObject({ code: 'vault/wrong-passphrase' });
    expect(keychain.entries.size).toBe(0);
  });
});
