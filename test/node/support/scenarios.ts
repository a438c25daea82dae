/** @file Everything that writes to a store, as one act each: what is there before, and what may be there whenever it was cut off. */
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { newPayer } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import { clock } from '#node/clock.ts';
import { openStore } from '#node/store/store.ts';
import type { ItemStore } from '#node/vault/items.ts';
import { itemsIn } from '#node/vault/items.ts';
import { makeKeychainVault, readDataKey, withVaultLock } from '#node/vault/keychain-vault.ts';
import { moveVault } from '#node/vault/move.ts';
import { createPassphraseVault, unwrapDataKey } from '#node/vault/passphrase-vault.ts';
import { restoreFromRecovery, writeRecovery } from '#node/vault/recovery.ts';
import { readVaultFile } from '#node/vault/vault-file.ts';
import { deriveKeys } from '#node/vault/vault-keys.ts';
import { entriesOf, fileKeychain } from './file-keychain.ts';

export interface Scenario {
  prepare(folder: string): Promise<void>;
  act(folder: string): Promise<void>;
  /** Which state is there; anything that is neither throws. */
  state(folder: string): Promise<'before' | 'after'>;
}

const ref = 'northlake@test';
const item = { owner: ref, kind: 'client-secret', id: '' } as const;
const passphrase = new Secret('a passphrase of nothing');
/** Of a process that is long gone: Linux counts up to 4,194,304. */
const deadPid = 4_194_303;

/** Opens the vault in whatever way its file says, as a person would. */
function items(folder: string): ItemStore {
  const keychain = fileKeychain(folder);
  return itemsIn(folder, async () => {
    const file = await readVaultFile(folder);
    if (file === null) return makeKeychainVault(folder, { keychain, clock });
    const dataKey = file.keychain === null ? await unwrapDataKey(file, passphrase) : await readDataKey(keychain, file);
    return deriveKeys(dataKey, file.vaultId);
  });
}

const keep = async (folder: string, text: string) => items(folder).keep(item, Buffer.from(text));
const kept = async (folder: string) => (await items(folder).content(item)).toString();

async function savedState(folder: string): Promise<'before' | 'after'> {
  const payer = await openStore(folder).payer(ref);
  const copy = path.join(folder, 'payers', `${ref}.json.bak`);
  // What lies beside it is whole as well.
  if (existsSync(copy)) oneOf((JSON.parse(readFileSync(copy, 'utf8')) as { name: string }).name, ['before', 'after']);
  return oneOf(payer.name, ['before', 'after']);
}

async function save(folder: string, name: string): Promise<void> {
  const store = openStore(folder);
  const present = (await store.refs()).includes(ref)
    ? await store.payer(ref)
    : newPayer({ ref, name, now: '2027-01-01T00:00:00.000Z' });
  await store.savePayer({ ...present, name });
}

/** By which way it opens; what is sealed in it opens in either. */
async function wayOf(folder: string): Promise<'keychain' | 'passphrase'> {
  oneOf(await kept(folder), ['kept']);
  return (await readVaultFile(folder))?.keychain === null ? 'passphrase' : 'keychain';
}

function oneOf<const T extends string>(value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new Error(`“${value}” is neither the old state nor the new one`);
  return found;
}

const recoveryFile = (folder: string) => `${folder}.recovery`;

async function prepareCopy(folder: string): Promise<void> {
  await keep(folder, 'kept');
  const keychain = fileKeychain(folder);
  writeFileSync(recoveryFile(folder), await writeRecovery({ folder, passphrase, keychain }));
  for (const account of entriesOf(folder)) await keychain.remove(account);
}

async function restore(folder: string, into: 'keychain' | 'passphrase'): Promise<void> {
  const bytes = readFileSync(recoveryFile(folder));
  await restoreFromRecovery({ folder, passphrase, keychain: fileKeychain(folder) }, { bytes, into });
}

const move = async (folder: string, to: 'keychain' | 'passphrase') =>
  moveVault({ folder, passphrase, keychain: fileKeychain(folder), to, forgetKeychain: true });

export const scenarios = {
  'saving a payer': {
    prepare: async (folder) => save(folder, 'before'),
    act: async (folder) => save(folder, 'after'),
    state: savedState,
  },
  'saving over the lock of a dead writer': {
    async prepare(folder) {
      await save(folder, 'before');
      writeFileSync(path.join(folder, 'store.lock'), JSON.stringify({ pid: deadPid, host: hostname(), start: '1' }));
    },
    act: async (folder) => save(folder, 'after'),
    state: savedState,
  },
  'sealing a secret anew': {
    prepare: async (folder) => keep(folder, 'before'),
    act: async (folder) => keep(folder, 'after'),
    state: async (folder) => oneOf(await kept(folder), ['before', 'after']),
  },
  'forgetting a secret': {
    prepare: async (folder) => keep(folder, 'before'),
    act: async (folder) => items(folder).forget(item),
    async state(folder) {
      if (!(await items(folder).holds(item))) return 'after';
      return oneOf(await kept(folder), ['before']);
    },
  },
  'the first secret, which makes store and vault': {
    prepare: async () => Promise.resolve(),
    act: async (folder) => keep(folder, 'after'),
    async state(folder) {
      if (!(await items(folder).holds(item))) return 'before';
      return oneOf(await kept(folder), ['after']);
    },
  },
  'making a vault under a passphrase': {
    prepare: async () => Promise.resolve(),
    async act(folder) {
      if ((await readVaultFile(folder)) === null) await createPassphraseVault({ folder, passphrase });
    },
    async state(folder) {
      const file = await readVaultFile(folder);
      if (file === null) return 'before';
      (await unwrapDataKey(file, passphrase)).fill(0);
      return 'after';
    },
  },
  'moving a vault under a passphrase': {
    prepare: async (folder) => keep(folder, 'kept'),
    act: async (folder) => move(folder, 'passphrase'),
    async state(folder) {
      const isMoved = (await wayOf(folder)) === 'passphrase' && entriesOf(folder).length === 0;
      return isMoved ? 'after' : 'before';
    },
  },
  'moving a vault into the keychain': {
    async prepare(folder) {
      await keep(folder, 'kept');
      await move(folder, 'passphrase');
    },
    act: async (folder) => move(folder, 'keychain'),
    state: async (folder) => ((await wayOf(folder)) === 'keychain' ? 'after' : 'before'),
  },
  'restoring a copied store into another keychain': {
    prepare: prepareCopy,
    act: async (folder) => restore(folder, 'keychain'),
    async state(folder) {
      if (entriesOf(folder).filter((name) => !/\.(probe|new)$/.test(name)).length === 0) return 'before';
      oneOf(await wayOf(folder), ['keychain']);
      return 'after';
    },
  },
  'restoring a copied store under a passphrase': {
    prepare: prepareCopy,
    act: async (folder) => restore(folder, 'passphrase'),
    async state(folder) {
      if ((await readVaultFile(folder))?.keychain !== null) return 'before';
      oneOf(await wayOf(folder), ['passphrase']);
      return 'after';
    },
  },
} as const satisfies Record<string, Scenario>;

/** Hours go by: a lock that names nobody is old, and need not be waited for. */
export function growOld(folder: string): void {
  if (!existsSync(folder)) return;
  const locks = readdirSync(folder).filter((name) => /\.(lock|takeover)$/.test(name));
  for (const name of locks) utimesSync(path.join(folder, name), 0, 0);
}

/** The next writes take over what locks a dead writer left. */
export async function settle(folder: string): Promise<void> {
  await openStore(folder).changeTrustedSigners(() => []);
  await withVaultLock(folder, async () => Promise.resolve());
}

/** What nobody may find in a store that is at rest. The guard of a takeover may stay: the next takeover removes an old one. */
export function leftovers(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(tmp|lock)$/.test(name));
}
