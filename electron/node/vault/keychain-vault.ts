/** @file The data key in the keychain: made at first use, and told from another at every opening. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import { Fault } from '#core/domain/fault.ts';
import type { DataKeyStore } from '../keychain.ts';
import { writing } from '../store/header.ts';
import { withLock } from '../store/lock.ts';
import type { VaultFile } from './vault-file.ts';
import { readVaultFile, saveVaultFile } from './vault-file.ts';
import type { VaultKeys } from './vault-keys.ts';
import { dataKeyBytes, deriveKeys } from './vault-keys.ts';

/** The data key of a vault that there is. Faults: `vault/…`. The caller overwrites it after use. */
export async function readDataKey(
  keychain: DataKeyStore,
  { vaultId, check }: Pick<VaultFile, 'vaultId' | 'check'>,
): Promise<Uint8Array> {
  const dataKey = await keychain.read(vaultId);
  // A locked Secret Service shows nothing; only writing tells it from one that has nothing.
  if (dataKey === null) await probe(keychain, vaultId);
  if (dataKey?.length !== dataKeyBytes || deriveKeys(Uint8Array.from(dataKey), vaultId).check !== check)
    throw new Fault('vault/other-keychain', {});
  return dataKey;
}

/** Makes the vault at its first use. Two processes that come at once make one vault. */
export async function makeKeychainVault(folder: string, keychain: DataKeyStore): Promise<VaultKeys> {
  const { vaultId } = await writing(folder, async (header) => Promise.resolve(header));
  // A lock of its own: a keychain may ask its owner for half a minute, and saving goes on meanwhile.
  return withLock(path.join(folder, 'vault.lock'), async () => {
    const present = await readVaultFile(folder);
    if (present !== null) return deriveKeys(await readDataKey(keychain, present), vaultId);
    await probe(keychain, vaultId);
    const dataKey = await takeDataKey(keychain, vaultId);
    const keys = deriveKeys(dataKey, vaultId);
    const keychainWords = { words: keychain.words };
    await saveVaultFile(folder, { version: 1, vaultId, check: keys.check, keychain: keychainWords, passphrase: null });
    return keys;
  });
}

/** Puts a data key that is already known, from a recovery file, into the keychain. */
export async function putDataKey(
  keychain: DataKeyStore,
  { vaultId, dataKey }: { vaultId: string; dataKey: Uint8Array },
): Promise<void> {
  await probe(keychain, vaultId);
  await keychain.write(vaultId, dataKey);
  await confirm(keychain, { account: vaultId, expected: dataKey });
}

/** One may be there already, from a first use that was cut off before anything was sealed: it is as random as a new one. */
async function takeDataKey(keychain: DataKeyStore, vaultId: string): Promise<Uint8Array> {
  const present = await keychain.read(vaultId);
  if (present?.length === dataKeyBytes) return present;
  if (present !== null) throw new Fault('vault/other-keychain', {});
  const dataKey = new Uint8Array(randomBytes(dataKeyBytes));
  await keychain.write(vaultId, dataKey);
  await confirm(keychain, { account: vaultId, expected: dataKey });
  return dataKey;
}

/** Writes, reads back and removes something that is not the data key, so that a keychain that forgets is found out first. */
async function probe(keychain: DataKeyStore, vaultId: string): Promise<void> {
  const account = `${vaultId}.probe`;
  const expected = new Uint8Array(randomBytes(dataKeyBytes));
  // Read first: it tells whether a keychain answers at all.
  await keychain.read(account);
  await keychain.write(account, expected);
  try {
    await confirm(keychain, { account, expected });
  } finally {
    await keychain.remove(account);
  }
}

async function confirm(
  keychain: DataKeyStore,
  { account, expected }: { account: string; expected: Uint8Array },
): Promise<void> {
  const back = await keychain.read(account);
  if (back?.length !== expected.length || !timingSafeEqual(back, expected))
    throw new Fault('vault/keychain-unreliable', {});
}
