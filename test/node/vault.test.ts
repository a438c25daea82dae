import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { Vault, VaultItem } from '#core/ports.ts';
import { openStore } from '#node/store/store.ts';
import { createPassphraseVault } from '#node/vault/passphrase-vault.ts';
import { openVault } from '#node/vault/vault.ts';
import { behavesAsVault } from '../behaviour/vault.ts';
import { freshFolder } from './support/folders.ts';
import type { MemoryKeychain } from './support/keychain.ts';
import { memoryKeychain } from './support/keychain.ts';

const owner = 'northlake@test';
const item: VaultItem = { owner, kind: 'client-secret', id: '' };
const canary = 'canary-77aa-of-a-client-secret';
const passphrase = new Secret('a passphrase of nothing');

behavesAsVault('in files, its key in a keychain', () => byKeychain().vault);
behavesAsVault('in files, its key under a passphrase', () => byPassphrase(freshFolder()));

function byKeychain(folder = freshFolder(), keychain = memoryKeychain()) {
  return { folder, keychain, vault: openVault({ folder, keychain, way: { by: 'keychain' } }) };
}

function byPassphrase(folder: string, given = passphrase): Vault {
  return openVault({ folder, way: { by: 'passphrase', ask: async () => Promise.resolve(given) } });
}

interface Sealed {
  readonly folder: string;
  readonly keychain: MemoryKeychain;
  readonly vault: Vault;
  /** The one sealed file. */
  readonly file: string;
}

async function sealed(): Promise<Sealed> {
  const { folder, keychain, vault } = byKeychain();
  await vault.keep(item, new Secret(canary));
  const name = readdirSync(path.join(folder, 'vault')).find((each) => each.endsWith('.sealed')) ?? '';
  return { folder, keychain, vault, file: path.join(folder, 'vault', name) };
}

/** Everything a thief of the folder would have. */
function bytesOf(folder: string): Buffer {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Buffer.concat(
    entries.filter((each) => each.isFile()).map((each) => readFileSync(path.join(each.parentPath, each.name))),
  );
}

describe('what lies on the disk', () => {
  test('holds neither a secret, nor a key, nor the data key, in any encoding', async () => {
    const { folder, keychain, vault } = await sealed();
    await vault.generateKey(owner, 'EC-P-384');
    const stored = bytesOf(folder);
    const dataKeys = [...keychain.entries.values()].map((key) => Buffer.from(key));
    expect(dataKeys).toHaveLength(1);
    for (const secret of [Buffer.from(canary), ...dataKeys])
      for (const form of [secret, ...(['hex', 'base64', 'base64url'] as const).map((each) => secret.toString(each))])
        expect(stored.includes(form)).toBe(false);
    expect(stored.includes('PRIVATE')).toBe(false);
  });

  test('is opened by another run with the same keychain', async () => {
    const { folder, keychain } = await sealed();
    expect((await byKeychain(folder, keychain).vault.secret(item)).reveal()).toBe(canary);
  });

  test('never has two seals with the same nonce', async () => {
    const { file, vault } = await sealed();
    const nonces = new Set<string>();
    for (let write = 0; write < 50; write += 1) {
      await vault.keep(item, new Secret(canary));
      nonces.add((JSON.parse(readFileSync(file, 'utf8')) as { nonce: string }).nonce);
    }
    expect(nonces.size).toBe(50);
  });

  test('keeps no copy of a secret that was replaced or forgotten', async () => {
    const { folder, vault, file } = await sealed();
    const first = readFileSync(file, 'utf8');
    await vault.keep(item, new Secret('another'));
    expect(bytesOf(folder).includes((JSON.parse(first) as { sealed: string }).sealed)).toBe(false);
    writeFileSync(`${file}.tmp`, first);
    await vault.forget(item);
    expect(readdirSync(path.join(folder, 'vault'))).toEqual(['vault.json']);
  });
});

describe('the file of a vault', () => {
  test('of an earlier version opens, and has the usual minutes', async () => {
    const { folder, keychain } = await sealed();
    const file = path.join(folder, 'vault/vault.json');
    const { madeAt, lockAfterMinutes, ...earlier } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify(earlier));
    const { vault } = byKeychain(folder, keychain);
    expect((await vault.secret(item)).reveal()).toBe(canary);
    expect([await vault.status(), madeAt, lockAfterMinutes]).toMatchObject([
      { madeAt: '', lockAfterMinutes: 15 },
      expect.stringMatching(/^\d{4}-/),
      15,
    ]);
  });

  test('a damaged item is counted, and hides no other', async () => {
    const { vault, file } = await sealed();
    await vault.keep({ ...item, id: '2' }, new Secret('two'));
    writeFileSync(file, 'cut o');
    expect(await vault.itemCounts()).toEqual([
      { kind: 'client-secret', count: 1 },
      { kind: 'unreadable', count: 1 },
    ]);
  });
});

describe('a sealed file that was changed', () => {
  type Fields = Record<string, unknown>;

  test.each<[string, (fields: Fields) => Fields]>([
    ['its owner', (fields) => ({ ...fields, owner: 'alder@test' })],
    ['its kind', (fields) => ({ ...fields, kind: 'target-password' })],
    ['its id', (fields) => ({ ...fields, id: '2' })],
    ['its generation', (fields) => ({ ...fields, generation: 9 })],
    ['its vault', (fields) => ({ ...fields, vaultId: '00000000-0000-4000-8000-000000000000' })],
    ['its nonce', (fields) => ({ ...fields, nonce: Buffer.alloc(12).toString('base64') })],
    ['a short nonce', (fields) => ({ ...fields, nonce: '' })],
    ['its content', (fields) => ({ ...fields, sealed: flipped(String(fields['sealed']), 0) })],
    ['its tag', (fields) => ({ ...fields, sealed: flipped(String(fields['sealed']), -1) })],
    ['a short tag', (fields) => ({ ...fields, sealed: Buffer.alloc(4).toString('base64') })],
    ['an unknown form', () => ({ version: 1 })],
  ])('%s: does not open', async (_, change) => {
    const { vault, file } = await sealed();
    writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Fields)));
    await expect(vault.secret(item)).rejects.toMatchObject({ code: 'vault/item-altered' });
    // Its owner gives it anew.
    await vault.keep(item, new Secret('anew'));
    expect((await vault.secret(item)).reveal()).toBe('anew');
  });

  test('cut off anywhere: does not open', async () => {
    const { vault, file } = await sealed();
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length - 2; length += 13) {
      writeFileSync(file, whole.subarray(0, length));
      await expect(vault.secret(item), `the first ${String(length)} bytes`).rejects.toMatchObject({
        code: 'vault/item-altered',
      });
    }
  });

  test('swapped with that of another payer: does not open', async () => {
    const { vault, file, folder } = await sealed();
    await vault.keep({ ...item, owner: 'alder@test' }, new Secret('of Alder'));
    const [one, other] = readdirSync(path.join(folder, 'vault'))
      .filter((name) => name.endsWith('.sealed'))
      .map((name) => path.join(folder, 'vault', name));
    const theirs = one === file ? other : one;
    writeFileSync(file, readFileSync(theirs ?? ''));
    await expect(vault.secret(item)).rejects.toMatchObject({ code: 'vault/item-altered' });
  });
});

function flipped(base64: string, index: number): string {
  const bytes = Buffer.from(base64, 'base64');
  const at = index < 0 ? bytes.length + index : index;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64');
}

describe('a keychain that does not do its part', () => {
  test('is not touched by questions that need no key', async () => {
    const { folder } = await sealed();
    const { vault, keychain } = byKeychain(folder);
    expect([await vault.status(), await vault.holds(item)]).toMatchObject([{ is: 'closed', items: 1 }, true]);
    expect(keychain.asked()).toBe(0);
  });

  test.each([
    ['missing', 'vault/no-keychain'],
    ['locked', 'vault/keychain-locked'],
    ['forgetful', 'vault/keychain-unreliable'],
    ['that does not remove', 'vault/keychain-unreliable'],
    ['that forgets the data key', 'vault/keychain-unreliable'],
    ['that alters the data key', 'vault/keychain-unreliable'],
  ] as const)('%s, at first use: %s, and no vault is made', async (is, code) => {
    const { vault, keychain } = byKeychain();
    keychain.is = is;
    await expect(vault.keep(item, new Secret(canary))).rejects.toMatchObject({ code });
    expect((await vault.status()).is).toBe('not-made');
  });

  test.each([
    ['missing', 'vault/no-keychain'],
    ['locked', 'vault/keychain-locked'],
  ] as const)('%s, later: %s, and works when it is back', async (is, code) => {
    const { folder, keychain } = await sealed();
    const { vault } = byKeychain(folder, keychain);
    keychain.is = is;
    await expect(vault.secret(item)).rejects.toMatchObject({ code });
    keychain.is = 'well';
    expect((await vault.secret(item)).reveal()).toBe(canary);
  });

  test('another one, as on another machine: is named, and nothing is overwritten', async () => {
    const { folder, file } = await sealed();
    const before = readFileSync(file);
    const { vault, keychain } = byKeychain(folder);
    await expect(vault.secret(item)).rejects.toMatchObject({ code: 'vault/other-keychain' });
    await expect(vault.keep(item, new Secret('another'))).rejects.toMatchObject({ code: 'vault/other-keychain' });
    expect([readFileSync(file).equals(before), keychain.entries.size]).toEqual([true, 0]);
  });

  test.each<[string, number[]]>([
    ['another data key', Array.from({ length: 32 }, () => 7)],
    ['an empty one', []],
    ['a shorter one', [1, 2, 3]],
    ['a longer one', Array.from({ length: 33 }, () => 7)],
  ])('that holds %s under its name: is named, and nothing is overwritten', async (_, bytes) => {
    const { folder, file, keychain } = await sealed();
    const [account = ''] = keychain.entries.keys();
    keychain.entries.set(account, Uint8Array.from(bytes));
    const before = readFileSync(file);
    const { vault } = byKeychain(folder, keychain);
    await expect(vault.secret(item)).rejects.toMatchObject({ code: 'vault/other-keychain' });
    await expect(vault.keep(item, new Secret('another'))).rejects.toMatchObject({ code: 'vault/other-keychain' });
    expect([readFileSync(file).equals(before), [...keychain.entries]]).toEqual([
      true,
      [[account, Uint8Array.from(bytes)]],
    ]);
  });

  test.each<[string, number[]]>([
    ['an empty entry', []],
    ['one that is no data key', [1, 2, 3]],
  ])('%s in it before the first use: no vault is made over it', async (_, bytes) => {
    const { folder, keychain, vault } = byKeychain();
    await openStore(folder).changeTrustedSigners(() => []);
    const { vaultId } = JSON.parse(readFileSync(path.join(folder, 'store.json'), 'utf8')) as { vaultId: string };
    keychain.entries.set(vaultId, Uint8Array.from(bytes));
    await expect(vault.keep(item, new Secret(canary))).rejects.toMatchObject({ code: 'vault/other-keychain' });
    expect([(await vault.status()).is, keychain.entries.get(vaultId)]).toEqual(['not-made', Uint8Array.from(bytes)]);
  });

  test('is tried by writing, reading and removing before the first use, and its words and a check value are recorded', async () => {
    const { folder, keychain } = await sealed();
    const file = JSON.parse(readFileSync(path.join(folder, 'vault/vault.json'), 'utf8')) as Record<string, unknown>;
    expect(file).toMatchObject({
      keychain: { words: 'memory keychain' },
      check: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    const probe = `${String(file['vaultId'])}.probe`;
    expect(keychain.log.slice(0, 6)).toEqual([
      ['read', probe],
      ['write', probe],
      ['read', probe],
      ['remove', probe],
      ['read', probe],
      ['read', file['vaultId']],
    ]);
    expect(await byKeychain(folder, keychain).vault.status()).toMatchObject({
      is: 'closed',
      mode: 'keychain',
      keyLiesIn: 'memory keychain',
      check: file['check'],
    });
  });

  test('two first uses at once make one vault', async () => {
    const { folder, keychain, vault } = byKeychain();
    const other = byKeychain(folder, keychain).vault;
    await Promise.all([vault.keep(item, new Secret('one')), other.keep({ ...item, id: '2' }, new Secret('two'))]);
    expect([(await other.secret(item)).reveal(), (await vault.secret({ ...item, id: '2' })).reveal()]).toEqual([
      'one',
      'two',
    ]);
  });

  test('a vault file that is gone, with sealed items there, is not replaced by a new vault', async () => {
    const { folder, keychain } = await sealed();
    rmSync(path.join(folder, 'vault/vault.json'));
    await expect(byKeychain(folder, keychain).vault.keep(item, new Secret('x'))).rejects.toMatchObject({
      code: 'vault/file-damaged',
    });
  });

  test('nor is one that names no place of the data key', async () => {
    const { folder, keychain } = await sealed();
    const file = path.join(folder, 'vault/vault.json');
    const spoilt = JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), keychain: null });
    writeFileSync(file, spoilt);
    for (const vault of [byKeychain(folder, keychain).vault, byPassphrase(folder)])
      await expect(vault.keep(item, new Secret('x'))).rejects.toMatchObject({ code: 'vault/file-damaged' });
    expect(readFileSync(file, 'utf8')).toBe(spoilt);
  });
});

describe('a passphrase', () => {
  test('that is wrong opens nothing', async () => {
    const folder = freshFolder();
    await byPassphrase(folder).keep(item, new Secret(canary));
    await expect(byPassphrase(folder, new Secret('another passphrase')).secret(item)).rejects.toMatchObject({
      code: 'vault/wrong-passphrase',
    });
    expect((await byPassphrase(folder).secret(item)).reveal()).toBe(canary);
  });

  test('at four first uses at once makes one vault, which all of them open', async () => {
    const folder = freshFolder();
    const ids = ['1', '2', '3', '4'];
    await Promise.all(ids.map(async (id) => byPassphrase(folder).keep({ ...item, id }, new Secret(`of ${id}`))));
    const vault = byPassphrase(folder);
    const kept = await Promise.all(ids.map(async (id) => (await vault.secret({ ...item, id })).reveal()));
    expect(kept).toEqual(['of 1', 'of 2', 'of 3', 'of 4']);
    await expect(createPassphraseVault({ folder, passphrase })).rejects.toMatchObject({ code: 'vault/exists' });
  });

  test('is asked for where the keychain was to open it, if there is somebody to ask', async () => {
    const { folder, keychain } = { folder: freshFolder(), keychain: memoryKeychain() };
    await byPassphrase(folder).keep(item, new Secret(canary));
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return Promise.resolve(passphrase);
    };
    const vault = openVault({ folder, keychain, way: { by: 'keychain', ask } });
    expect([(await vault.secret(item)).reveal(), asked, keychain.asked()]).toEqual([canary, 1, 0]);
    const inKeychain = openVault({ folder: freshFolder(), keychain, way: { by: 'keychain', ask } });
    await inKeychain.keep(item, new Secret(canary));
    expect([asked, (await inKeychain.status()).mode]).toEqual([1, 'keychain']);
  });

  test('that is short makes nothing', async () => {
    const vault = byPassphrase(freshFolder(), new Secret('too short'));
    await expect(vault.keep(item, new Secret(canary))).rejects.toMatchObject({ code: 'vault/short-passphrase' });
    expect((await vault.status()).is).toBe('not-made');
  });

  test('composed in another way is the same', async () => {
    const folder = freshFolder();
    await byPassphrase(folder, new Secret('M\u00FCller und S\u00F6hne')).keep(item, new Secret(canary));
    const decomposed = new Secret('Mu\u0308ller und So\u0308hne');
    expect((await byPassphrase(folder, decomposed).secret(item)).reveal()).toBe(canary);
  });

  test('does not open a vault whose check value is another', async () => {
    const folder = freshFolder();
    await byPassphrase(folder).keep(item, new Secret(canary));
    const file = path.join(folder, 'vault/vault.json');
    const present = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...present, check: '0'.repeat(64) }));
    await expect(byPassphrase(folder).secret(item)).rejects.toMatchObject({ code: 'vault/wrong-passphrase' });
  });

  test('and a keychain are not taken for each other', async () => {
    const folder = freshFolder();
    await byPassphrase(folder).keep(item, new Secret(canary));
    await expect(byKeychain(folder).vault.secret(item)).rejects.toMatchObject({ code: 'vault/needs-passphrase' });
    const { folder: other } = await sealed();
    await expect(byPassphrase(other).secret(item)).rejects.toMatchObject({ code: 'vault/not-by-passphrase' });
  });
});
