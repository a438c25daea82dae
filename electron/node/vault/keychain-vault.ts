/** @file The data key in the keychain: made at first use, and told from another at every opening. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import { Fault } from '#core/domain/fault.ts';
import type { Clock } from '#core/ports.ts';
import type { DataKeyStore } from '../keychain.ts';
import { writing } from '../store/header.ts';
import { withLock } from '../store/lock.ts';
import type { VaultFile } from './vault-file.ts';
import { byKeychain, makeVaultFile, readVaultFile } from './vault-file.ts';
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
  if (dataKey?.length === dataKeyBytes && deriveKeys(Uint8Array.from(dataKey), vaultId).check === check) return dataKey;
  dataKey?.fill(0);
  throw new Fault('vault/other-keychain', {});
}

/** Makes the vault at its first use. Two processes that come at once make one vault. */
export async function makeKeychainVault(
  folder: string,
  { keychain, clock }: { keychain: DataKeyStore; clock: Clock },
): Promise<VaultKeys> {
  const { vaultId } = await writing(folder, async (header) => Promise.resolve(header));
  // A lock of its own: a keychain may ask its owner for half a minute, and saving goes on meanwhile.
  return withVaultLock(folder, async () => {
    const present = await readVaultFile(folder);
    if (present?.keychain === null) throw new Fault('vault/needs-passphrase', {});
    if (present !== null) return deriveKeys(await readDataKey(keychain, present), vaultId);
    await probe(keychain, vaultId);
    const keys = deriveKeys(await takeDataKey(keychain, vaultId), vaultId);
    const madeAt = clock.now().toISOString();
    await makeVaultFile(folder, { vaultId, check: keys.check, madeAt, way: byKeychain(keychain) });
    return keys;
  });
}

/** While the way to the data key is made or changed, nobody else changes it. */
export async function withVaultLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  return withLock(path.join(folder, 'vault.lock'), work);
}

/**
 * Puts a data key that is already known into the keychain. Throws `vault/keychain-taken` where another one lies under
 * its name: whatever that is, it is not ours to overwrite.
 */
export async function putDataKey(
  keychain: DataKeyStore,
  { vaultId, dataKey }: { vaultId: string; dataKey: Uint8Array },
): Promise<void> {
  await probe(keychain, vaultId);
  if (!(await holdsDataKey(keychain, { vaultId, dataKey }))) await keychain.write(vaultId, dataKey);
  await confirm(keychain, { account: vaultId, expected: dataKey });
}

/** Takes the data key out of the keychain. What is not the data key stays: `vault/keychain-taken`. */
export async function removeDataKey(
  keychain: DataKeyStore,
  { vaultId, dataKey }: { vaultId: string; dataKey: Uint8Array },
): Promise<void> {
  // A locked Secret Service shows nothing; only writing tells it from one that has nothing.
  if (!(await holdsDataKey(keychain, { vaultId, dataKey }))) return probe(keychain, vaultId);
  await keychain.remove(vaultId);
  if ((await keychain.read(vaultId)) !== null) throw new Fault('vault/keychain-unreliable', {});
}

async function holdsDataKey(
  keychain: DataKeyStore,
  { vaultId, dataKey }: { vaultId: string; dataKey: Uint8Array },
): Promise<boolean> {
  const present = await keychain.read(vaultId);
  const isThere = present?.length === dataKey.length && timingSafeEqual(present, dataKey);
  present?.fill(0);
  if (present !== null && !isThere) throw new Fault('vault/keychain-taken', { account: vaultId });
  return isThere;
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
  // One that does not forget would keep what is given up later.
  if ((await keychain.read(account)) !== null) throw new Fault('vault/keychain-unreliable', {});
}

async function confirm(
  keychain: DataKeyStore,
  { account, expected }: { account: string; expected: Uint8Array },
): Promise<void> {
  const back = await keychain.read(account);
  const isSame = back?.length === expected.length && timingSafeEqual(back, expected);
  back?.fill(0);
  if (!isSame) throw new Fault('vault/keychain-unreliable', {});
}
