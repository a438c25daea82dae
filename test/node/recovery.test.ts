/** @file The recovery file, and moving a vault between keychain and passphrase: to the end, which is a signature by the old key. */
import { createPublicKey, verify } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { Vault, VaultItem } from '#core/ports.ts';
import { moveVault } from '#node/vault/move.ts';
import { restoreFromRecovery, writeRecovery } from '#node/vault/recovery.ts';
import { changeVaultFile } from '#node/vault/vault-file.ts';
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

/** Files of the vault that hold a text. */
function filesWith(folder: string, text: string): string[] {
  const names = readdirSync(path.join(folder, 'vault')).sort();
  return names.filter((name) => readFileSync(path.join(folder, 'vault', name), 'utf8').includes(text));
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

  test('may have a byte order mark; one of a newer version is named as that', async () => {
    const { folder, keychain, key } = await made();
    const text = Buffer.from(await writeRecovery({ folder, passphrase, keychain })).toString('utf8');
    const restore = async (given: string) =>
      restoreFromRecovery({ folder, passphrase, keychain }, { bytes: Buffer.from(given), into: 'keychain' });
    await restore(`\uFEFF${text}`);
    expect(await isWhole(byKeychain(folder, keychain), key)).toBe(true);
    const newer = JSON.stringify({ format: 'payer-wizard/recovery', version: 2, of: 'another form' });
    await expect(restore(newer)).rejects.toMatchObject({ code: 'vault/newer-recovery' });
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

describe('a vault.json that is lost is made anew by the recovery file', () => {
  const change = (fields: object) => (text: string) => JSON.stringify({ ...(JSON.parse(text) as object), ...fields });

  test.each<[string, (text: string) => string | null]>([
    ['gone', () => null],
    ['cut off', (text) => text.slice(0, 40)],
    ['emptied', () => ''],
    ['wrong in one setting', change({ lockAfterMinutes: 0 })],
    ['without a place of the data key', change({ keychain: null, passphrase: null })],
    ['that of another store', change({ vaultId: '00000000-0000-4000-8000-000000000000' })],
  ])('%s', async (_, spoil) => {
    const { folder, keychain, key } = await made();
    const bytes = await writeRecovery({ folder, passphrase, keychain });
    const [file, spoilt] = [path.join(folder, 'vault/vault.json'), spoil(vaultFile(folder))];
    if (spoilt === null) rmSync(file);
    else writeFileSync(file, spoilt);
    await expect(byKeychain(folder, keychain).secret(item)).rejects.toMatchObject({ code: 'vault/file-damaged' });
    await restoreFromRecovery({ folder, passphrase, keychain }, { bytes, into: 'keychain' });
    expect(await isWhole(byKeychain(folder, keychain), key)).toBe(true);
    if (spoilt !== null) writeFileSync(file, spoilt);
    await restoreFromRecovery({ folder, passphrase, keychain }, { bytes, into: 'passphrase' });
    expect(await isWhole(byPassphrase(folder), key)).toBe(true);
  });

  test('but not by that of an earlier vault of the same store', async () => {
    const { folder, keychain, key } = await made();
    const earlier = copyOf(folder);
    const bytes = await writeRecovery({ folder, passphrase, keychain });
    for (const name of readdirSync(path.join(earlier, 'vault'))) rmSync(path.join(earlier, 'vault', name));
    const elsewhere = memoryKeychain();
    await byKeychain(earlier, elsewhere).keep(item, new Secret('of a later vault'));
    writeFileSync(path.join(earlier, 'vault/vault.json'), 'spoilt');
    for (const into of ['keychain', 'passphrase'] as const)
      await expect(
        restoreFromRecovery({ folder: earlier, passphrase, keychain: elsewhere }, { bytes, into }),
      ).rejects.toMatchObject({ code: 'vault/other-recovery' });
    expect([vaultFile(earlier), await isWhole(byKeychain(folder, keychain), key)]).toEqual(['spoilt', true]);
  });

  test('and not where a newer version wrote it', async () => {
    const { folder, keychain } = await made();
    const bytes = await writeRecovery({ folder, passphrase, keychain });
    const newer = change({ version: 2 })(vaultFile(folder));
    writeFileSync(path.join(folder, 'vault/vault.json'), newer);
    const restored = restoreFromRecovery({ folder, passphrase, keychain }, { bytes, into: 'keychain' });
    await expect(restored).rejects.toMatchObject({ code: 'store/newer-version' });
    expect(vaultFile(folder)).toBe(newer);
  });
});

describe('moving a vault', () => {
  test('under a passphrase and back: it is the same vault, in one place at a time', async () => {
    const { folder, keychain, key } = await made();
    await moveVault({ folder, passphrase, keychain, to: 'passphrase', forgetKeychain: true });
    expect([keychain.entries.size, await isWhole(byPassphrase(folder), key)]).toEqual([0, true]);
    expect((await byPassphrase(folder).status()).keyLiesIn).toBe('passphrase');
    await expect(byKeychain(folder, keychain).secret(item)).rejects.toMatchObject({ code: 'vault/needs-passphrase' });

    await moveVault({ folder, passphrase, keychain, to: 'keychain' });
    expect([keychain.entries.size, await isWhole(byKeychain(folder, keychain), key)]).toEqual([1, true]);
    await expect(byPassphrase(folder).secret(item)).rejects.toMatchObject({ code: 'vault/not-by-passphrase' });
    expect(await byKeychain(folder, keychain).status()).toMatchObject({
      mode: 'keychain',
      keyLiesIn: 'memory keychain',
    });
  });

  test('a copy of a store takes nothing away from the store', async () => {
    const { folder, keychain, key } = await made();
    const copy = copyOf(folder);
    await moveVault({ folder: copy, passphrase, keychain, to: 'passphrase' });
    expect([await isWhole(byPassphrase(copy), key), await isWhole(byKeychain(folder, keychain), key)]).toEqual([
      true,
      true,
    ]);
    const told = 'passphrase, perhaps still in: memory keychain';
    expect((await byPassphrase(copy).status()).keyLiesIn).toBe(told);
    await restoreFromRecovery(
      { folder, passphrase, keychain },
      { bytes: await writeRecovery({ folder, passphrase, keychain }), into: 'passphrase' },
    );
    expect([keychain.entries.size, (await byPassphrase(folder).status()).keyLiesIn]).toEqual([1, told]);
  });

  test('what it left in the keychain goes when that is said, and only where it is the data key', async () => {
    const { folder, keychain, key } = await made();
    const [[account, dataKey] = ['', new Uint8Array()]] = keychain.entries;
    const forget = { folder, passphrase, keychain, to: 'passphrase', forgetKeychain: true } as const;
    await moveVault({ ...forget, forgetKeychain: false });
    keychain.entries.set(account, Uint8Array.of(1, 2, 3));
    await expect(moveVault(forget)).rejects.toMatchObject({ code: 'vault/keychain-taken' });
    keychain.entries.set(account, dataKey);
    keychain.is = 'locked';
    await expect(moveVault(forget)).rejects.toMatchObject({ code: 'vault/keychain-locked' });
    keychain.is = 'that does not remove';
    await expect(moveVault(forget)).rejects.toMatchObject({ code: 'vault/keychain-unreliable' });
    expect((await byPassphrase(folder).status()).keyLiesIn).toContain('memory keychain');
    keychain.is = 'well';
    await moveVault(forget);
    expect([keychain.entries.has(account), await isWhole(byPassphrase(folder), key)]).toEqual([false, true]);
    expect((await byPassphrase(folder).status()).keyLiesIn).toBe('passphrase');
  });

  test('from one passphrase to another: only the new one opens it', async () => {
    const { folder, keychain, key } = await made();
    await moveVault({ folder, passphrase, keychain, to: 'passphrase' });
    await changeVaultFile(folder, { lockAfterMinutes: 3 });
    const { salt } = (JSON.parse(vaultFile(folder)) as { passphrase: { salt: string } }).passphrase;
    const newPassphrase = new Secret('another passphrase');
    const change = { folder, keychain, newPassphrase, to: 'passphrase' } as const;
    await moveVault({ ...change, passphrase });
    expect([await isWhole(byPassphrase(folder, newPassphrase), key), filesWith(folder, salt)]).toEqual([true, []]);
    await expect(byPassphrase(folder).secret(item)).rejects.toMatchObject({ code: 'vault/wrong-passphrase' });
    expect(await byPassphrase(folder).status()).toMatchObject({ lockAfterMinutes: 3 });
  });

  test('from a wrong passphrase, or to a short one, gives nothing up', async () => {
    const { folder, keychain } = await made();
    await moveVault({ folder, passphrase, keychain, to: 'passphrase' });
    const [before, newPassphrase] = [vaultFile(folder), new Secret('another passphrase')];
    const change = { folder, keychain, newPassphrase, to: 'passphrase' } as const;
    await expect(moveVault({ ...change, passphrase: newPassphrase })).rejects.toMatchObject({
      code: 'vault/wrong-passphrase',
    });
    await expect(moveVault({ ...change, passphrase, newPassphrase: new Secret('short') })).rejects.toMatchObject({
      code: 'vault/short-passphrase',
    });
    expect(vaultFile(folder)).toBe(before);
  });

  test('leaves no copy that the passphrase which was given up would open', async () => {
    const { folder, keychain } = await made();
    await moveVault({ folder, passphrase, keychain, to: 'passphrase' });
    const { salt } = (JSON.parse(vaultFile(folder)) as { passphrase: { salt: string } }).passphrase;
    // The state before a save, and a write that was cut off, hold it too.
    await changeVaultFile(folder, { lockAfterMinutes: 3 });
    writeFileSync(path.join(folder, 'vault/vault.json.tmp'), vaultFile(folder));
    expect(filesWith(folder, salt)).toEqual(['vault.json', 'vault.json.bak', 'vault.json.tmp']);
    await moveVault({ folder, passphrase, keychain, to: 'keychain' });
    expect(filesWith(folder, salt)).toEqual([]);
    // Cut off once more, in the very end: moving again cleans up.
    writeFileSync(path.join(folder, 'vault/vault.json.tmp'), salt);
    await moveVault({ folder, passphrase, keychain, to: 'keychain' });
    expect(filesWith(folder, salt)).toEqual([]);
    expect((await byKeychain(folder, keychain).secret(item)).reveal()).toBe('of the payer');
  });

  test.each([
    ['missing', 'vault/no-keychain'],
    ['locked', 'vault/keychain-locked'],
    ['forgetful', 'vault/keychain-unreliable'],
    ['that does not remove', 'vault/keychain-unreliable'],
    ['that forgets the data key', 'vault/keychain-unreliable'],
    ['that alters the data key', 'vault/keychain-unreliable'],
  ] as const)('into a keychain that is %s: %s, and nothing is given up', async (is, code) => {
    const { folder, keychain, key } = await made();
    await moveVault({ folder, passphrase, keychain, to: 'passphrase', forgetKeychain: true });
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
    await moveVault({ folder, passphrase, keychain, to: 'passphrase', forgetKeychain: true });
    const wrong = moveVault({ folder, passphrase: new Secret('another passphrase'), keychain, to: 'keychain' });
    await expect(wrong).rejects.toMatchObject({ code: 'vault/wrong-passphrase' });
    expect(keychain.entries.size).toBe(0);
  });
});
