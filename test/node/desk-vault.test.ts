/** @file The vault as the window uses it: which of the three modes is in use is a person's choice, and can change. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { VaultItem } from '#core/ports.ts';
import type { DeskVault } from '#node/vault/desk-vault.ts';
import { openDeskVault } from '#node/vault/desk-vault.ts';
import { openVault } from '#node/vault/vault.ts';
import { behavesAsVault } from '../behaviour/vault.ts';
import { freshFolder } from './support/folders.ts';
import { memoryKeychain } from './support/keychain.ts';

const owner = 'northlake@test';
const item: VaultItem = { owner, kind: 'client-secret', id: '' };
const passphrase = new Secret('a passphrase of nothing');

function desk({ folder = freshFolder(), keychain = memoryKeychain() } = {}) {
  let uses = 0;
  const vault = openDeskVault({ folder, keychain, onUse: () => (uses += 1) });
  return { folder, keychain, vault, uses: () => uses };
}

/** A vault under a passphrase with one secret, locked: as a start of the program finds it. */
async function locked() {
  const { folder, keychain, vault } = desk();
  await vault.create(passphrase);
  await vault.keep(item, new Secret('of the vault'));
  return desk({ folder, keychain });
}

const reveal = async (vault: DeskVault, of = item) => (await vault.secret(of)).reveal();
const sealedIn = (folder: string) =>
  readdirSync(path.join(folder, 'vault'))
    .filter((name) => name.endsWith('.sealed'))
    .map((name) => readFileSync(path.join(folder, 'vault', name), 'utf8'));

behavesAsVault('at the desk, by the keychain', () => desk().vault);

describe('by a keychain', () => {
  test('is made at first use, and is the vault of the command line', async () => {
    const { folder, keychain, vault } = desk();
    await vault.keep(item, new Secret('of the vault'));
    expect(await vault.status()).toMatchObject({ is: 'open', mode: 'keychain' });
    const other = openVault({ folder, keychain, way: { by: 'keychain' } });
    expect((await other.secret(item)).reveal()).toBe('of the vault');
  });

  test('that is missing is a fault, and nothing else is tried', async () => {
    const { vault, keychain } = desk();
    keychain.is = 'missing';
    await expect(vault.keep(item, new Secret('x'))).rejects.toMatchObject({ code: 'vault/no-keychain' });
    expect(await vault.status()).toMatchObject({ is: 'not-made', mode: 'keychain' });
  });

  test('lock forgets the keys, and the keychain is asked again', async () => {
    const { vault, keychain } = desk();
    await vault.keep(item, new Secret('of the vault'));
    await vault.lock();
    expect((await vault.status()).is).toBe('closed');
    const asked = keychain.asked();
    expect(await reveal(vault)).toBe('of the vault');
    expect(keychain.asked()).toBeGreaterThan(asked);
  });
});

describe('by a passphrase', () => {
  test('is open once it is made, and locked at the next start', async () => {
    const { folder, keychain, vault } = desk();
    await vault.create(passphrase);
    expect(await vault.status()).toMatchObject({ is: 'open', mode: 'passphrase', keyLiesIn: 'passphrase' });
    const next = desk({ folder, keychain }).vault;
    expect(await next.status()).toMatchObject({ is: 'closed', mode: 'passphrase' });
    expect(keychain.asked()).toBe(0);
  });

  test('locked: every call that needs the keys says so, and the keychain is not asked instead', async () => {
    const { vault, keychain } = await locked();
    const calls: Promise<unknown>[] = [
      vault.secret(item),
      vault.keep(item, new Secret('another')),
      vault.generateKey(owner, 'EC-P-256'),
      vault.markOf(new Secret('x')),
    ];
    expect(await Promise.allSettled(calls)).toMatchObject(calls.map(() => ({ reason: { code: 'vault/locked' } })));
    expect([await vault.holds(item), keychain.asked()]).toEqual([true, 0]);
  });

  test('unlock opens it, and only the right passphrase does', async () => {
    const { vault } = await locked();
    await expect(vault.unlock(new Secret('another passphrase'))).rejects.toMatchObject({
      code: 'vault/wrong-passphrase',
    });
    await expect(vault.secret(item)).rejects.toMatchObject({ code: 'vault/locked' });
    await vault.unlock(passphrase);
    expect(await reveal(vault)).toBe('of the vault');
    await vault.lock();
    await expect(vault.secret(item)).rejects.toMatchObject({ code: 'vault/locked' });
  });

  test('a wrong passphrase does not lock what is open', async () => {
    const { vault } = await locked();
    await vault.unlock(passphrase);
    await expect(vault.unlock(new Secret('another passphrase'))).rejects.toMatchObject({
      code: 'vault/wrong-passphrase',
    });
    expect(await reveal(vault)).toBe('of the vault');
  });

  test('is not made where there is a vault, and not unlocked where it is none of a passphrase', async () => {
    const { vault } = desk();
    await expect(vault.unlock(passphrase)).rejects.toMatchObject({ code: 'vault/not-made' });
    await vault.keep(item, new Secret('of the vault'));
    await expect(vault.create(passphrase)).rejects.toMatchObject({ code: 'vault/exists' });
    await expect(vault.unlock(passphrase)).rejects.toMatchObject({ code: 'vault/not-by-passphrase' });
    expect(await reveal(vault)).toBe('of the vault');
  });
});

describe('what is told while it is being opened stands', () => {
  const meanwhile = async (vault: DeskVault, opening: Promise<void>, told: () => Promise<void>) => {
    // scrypt takes far longer.
    await wait(20);
    await told();
    await opening;
    return vault.status();
  };

  test('lock: it ends locked', async () => {
    const { vault } = await locked();
    expect(await meanwhile(vault, vault.unlock(passphrase), vault.lock)).toMatchObject({ is: 'closed' });
    await expect(vault.secret(item)).rejects.toMatchObject({ code: 'vault/locked' });
    await vault.unlock(passphrase);
    expect(await reveal(vault)).toBe('of the vault');
  });

  test('this run only: nothing is opened on the disk', async () => {
    const { vault } = await locked();
    const status = await meanwhile(vault, vault.unlock(passphrase), vault.useThisRunOnly);
    expect(status).toMatchObject({ mode: 'this-run' });
    await expect(vault.secret(item)).rejects.toMatchObject({ code: 'vault/not-this-run' });
    await vault.useVault();
    expect((await vault.status()).is).toBe('closed');
  });

  test('lock, while it is made: it is there, and locked', async () => {
    const { vault } = desk();
    expect(await meanwhile(vault, vault.create(passphrase), vault.lock)).toMatchObject({
      is: 'closed',
      mode: 'passphrase',
    });
  });

  test.each(['lock', 'useThisRunOnly'] as const)('%s, while it is restored', async (call) => {
    const { vault } = await locked();
    const written: Uint8Array[] = [];
    await vault.recovery(passphrase, async (bytes) => Promise.resolve(written.push(bytes) > 0));
    const restoring = vault.restore({ bytes: written[0] ?? new Uint8Array(), passphrase, into: 'passphrase' });
    const { is, mode } = await meanwhile(vault, restoring, vault[call]);
    expect([is, mode]).toEqual(call === 'lock' ? ['closed', 'passphrase'] : ['not-made', 'this-run']);
  });

  test('a later unlock counts, whatever becomes of the earlier', async () => {
    const { vault } = await locked();
    const first = vault.unlock(passphrase);
    await vault.lock();
    await Promise.all([first, vault.unlock(passphrase)]);
    expect(await reveal(vault)).toBe('of the vault');
  });
});

describe('when nobody uses it', () => {
  test('a vault under a passphrase locks itself after its minutes, which are kept', async () => {
    const { vault, folder, keychain } = await locked();
    await vault.unlock(passphrase);
    await vault.setLockAfter(3);
    expect([await vault.lockIfIdle(179), (await vault.status()).is]).toEqual([false, 'open']);
    expect([await vault.lockIfIdle(180), (await vault.status()).is]).toEqual([true, 'closed']);
    expect(await desk({ folder, keychain }).vault.status()).toMatchObject({ lockAfterMinutes: 3 });
  });

  test('one in the keychain does not: nothing would have to be typed', async () => {
    const { vault } = desk();
    await vault.keep(item, new Secret('of the vault'));
    expect([await vault.lockIfIdle(1e6), (await vault.status()).is]).toEqual([false, 'open']);
  });

  test('each use of the keys is told, and a question that needs none is not', async () => {
    const { vault, uses } = await locked();
    await vault.status();
    await vault.holds(item);
    const before = uses();
    await vault.unlock(passphrase);
    const unlocked = uses();
    await vault.secret(item);
    expect([before, unlocked > before, uses() > unlocked]).toEqual([0, true, true]);
  });
});

describe('for this run only', () => {
  test('nothing is written, keys say that they go with the run, and the keychain is not asked', async () => {
    const { vault, folder, keychain } = desk();
    await vault.useThisRunOnly();
    await vault.keep(item, new Secret('of this run'));
    const key = await vault.generateKey(owner, 'EC-P-256');
    expect([await vault.status(), key.keptFor, await reveal(vault)]).toMatchObject([
      { is: 'open', mode: 'this-run', items: 2 },
      'run',
      'of this run',
    ]);
    expect([existsSync(folder), keychain.asked()]).toEqual([false, 0]);
    await expect(desk({ folder, keychain }).vault.secret(item)).rejects.toMatchObject({ code: 'vault/item-gone' });
  });

  test('what is sealed on the disk is neither opened nor overwritten', async () => {
    const { vault, folder } = await locked();
    const before = sealedIn(folder);
    await vault.useThisRunOnly();
    await expect(vault.secret(item)).rejects.toMatchObject({ code: 'vault/not-this-run' });
    await vault.keep(item, new Secret('of this run'));
    expect([await reveal(vault), sealedIn(folder)]).toEqual(['of this run', before]);
  });

  test('going back to the vault loses nothing that the run took', async () => {
    const { vault, folder, keychain } = await locked();
    await vault.useThisRunOnly();
    const key = await vault.generateKey(owner, 'EC-P-256');
    await vault.unlock(passphrase);
    const signed = await vault.sign({
      owner,
      keyId: key.id,
      algorithm: 'ES256',
      form: 'jose',
      bytes: new Uint8Array(1),
    });
    expect([signed.length, await reveal(vault), (await vault.generateKey(owner, 'EC-P-256')).keptFor]).toEqual([
      64,
      'of the vault',
      'good',
    ]);
    const next = desk({ folder, keychain }).vault;
    expect(await next.holds({ owner, kind: 'private-key', id: key.id })).toBe(false);
  });

  test('the vault counts again, locked, when it is wanted', async () => {
    const { vault } = await locked();
    await vault.useThisRunOnly();
    await vault.lock();
    expect((await vault.status()).mode).toBe('this-run');
    await vault.useVault();
    expect(await vault.status()).toMatchObject({ is: 'closed', mode: 'passphrase' });
    await expect(vault.secret(item)).rejects.toMatchObject({ code: 'vault/locked' });
  });

  test('what is kept in the vault later counts from then on', async () => {
    const { vault } = await locked();
    await vault.useThisRunOnly();
    await vault.keep(item, new Secret('of this run'));
    await vault.unlock(passphrase);
    await vault.keep(item, new Secret('sealed'));
    expect(await reveal(vault)).toBe('sealed');
  });

  test('what is forgotten is gone from both', async () => {
    const { vault, folder } = await locked();
    await vault.useThisRunOnly();
    await vault.keep(item, new Secret('of this run'));
    await vault.forget(item);
    expect([await vault.holds(item), sealedIn(folder)]).toEqual([false, []]);
  });
});

test('a recovery file is written and restored, into a passphrase or a keychain', async () => {
  const { vault, folder } = desk();
  await vault.keep(item, new Secret('of the vault'));
  const written: Uint8Array[] = [];
  await vault.recovery(passphrase, async () => Promise.resolve(false));
  expect((await vault.status()).recoveryAt).toBe('');
  await vault.recovery(passphrase, async (given) => Promise.resolve(written.push(given) > 0));
  expect((await vault.status()).recoveryAt).toMatch(/^\d{4}-/);
  const bytes = written[0] ?? new Uint8Array();
  const elsewhere = desk({ folder });
  await expect(elsewhere.vault.secret(item)).rejects.toMatchObject({ code: 'vault/other-keychain' });
  await elsewhere.vault.restore({ bytes, passphrase, into: 'passphrase' });
  expect([await reveal(elsewhere.vault), (await elsewhere.vault.status()).mode]).toEqual([
    'of the vault',
    'passphrase',
  ]);
  await elsewhere.vault.restore({ bytes, passphrase, into: 'keychain' });
  expect([await reveal(elsewhere.vault), (await elsewhere.vault.status()).mode]).toEqual(['of the vault', 'keychain']);
});
