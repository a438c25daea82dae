/** @file The vault of a store: sealed files, and a data key from the keychain or under a passphrase. */
import type { Clock, VaultStatus } from '#core/ports.ts';
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import { clock as systemClock } from '../clock.ts';
import type { DataKeyStore } from '../keychain.ts';
import { systemKeychain } from '../keychain.ts';
import { itemsIn } from './items.ts';
import { makeKeychainVault, readDataKey } from './keychain-vault.ts';
import { openKeys } from './open-keys.ts';
import { keysByPassphrase } from './passphrase-vault.ts';
import type { VaultFile } from './vault-file.ts';
import { factsOfNone, readVaultFile, sealedNames } from './vault-file.ts';
import type { VaultKeys } from './vault-keys.ts';
import { deriveKeys } from './vault-keys.ts';
import type { NodeVault } from './vault-over.ts';
import { vaultOver } from './vault-over.ts';

export type { NodeVault } from './vault-over.ts';

/**
 * How the data key is had. Which one a vault takes was settled when it was made; another is a fault, never a detour. By the
 * keychain, `ask` is for one that is found to be under a passphrase: absent, there is nobody to be asked.
 */
export type VaultWay =
  | { readonly by: 'keychain'; readonly ask?: () => Promise<Secret> }
  | { readonly by: 'passphrase'; readonly ask: () => Promise<Secret> };

export interface VaultPlace {
  readonly folder: string;
  readonly way: VaultWay;
  readonly keychain?: DataKeyStore;
  readonly clock?: Clock;
}

/** The vault of the store in a folder. It is opened, and at first use made, by the first call that needs the data key. */
export function openVault({ folder, way, keychain = systemKeychain, clock = systemClock }: VaultPlace): NodeVault {
  const keys = openKeys(async () => {
    const isTyped = way.by === 'passphrase' || (await readVaultFile(folder))?.keychain === null;
    return isTyped && way.ask !== undefined
      ? keysByPassphrase({ folder, passphrase: await way.ask(), clock })
      : keysFromKeychain(folder, { keychain, clock });
  });
  return vaultOver({
    items: itemsIn(folder, keys.get),
    clock,
    keptFor: () => 'good',
    markKey: async () => (await keys.get()).mark,
    status: async () => statusOf(folder, { isOpen: keys.isOpen(), modeWhenMade: way.by }),
  });
}

export async function statusOf(
  folder: string,
  { isOpen, modeWhenMade }: { isOpen: boolean; modeWhenMade: VaultStatus['mode'] },
): Promise<VaultStatus> {
  const file = await readVaultFile(folder);
  if (file === null) {
    return { is: 'not-made', mode: modeWhenMade, keyLiesIn: '', items: 0, inMemory: 0, ...factsOfNone };
  }
  const { keychain, passphrase, madeAt, check, lockAfterMinutes, recoveryAt } = file;
  // Both only in files of an earlier version.
  const places = [keychain?.words, passphrase === null ? undefined : 'passphrase', copyIn(file)];
  const opensBy = keychain === null ? 'passphrase' : 'keychain';
  return {
    is: isOpen ? 'open' : 'closed',
    mode: opensBy,
    opensBy,
    inMemory: 0,
    keyLiesIn: places.filter((place) => place !== undefined).join(', '),
    items: (await sealedNames(folder)).length,
    madeAt,
    check,
    lockAfterMinutes,
    recoveryAt,
  };
}

function copyIn({ keychainLeft }: VaultFile): string | undefined {
  return keychainLeft === '' ? undefined : `perhaps still in: ${keychainLeft}`;
}

/** Makes the vault where there is none. */
export async function keysFromKeychain(
  folder: string,
  { keychain, clock }: { keychain: DataKeyStore; clock: Clock },
): Promise<VaultKeys> {
  const file = await readVaultFile(folder);
  if (file === null) return makeKeychainVault(folder, { keychain, clock });
  if (file.keychain === null) throw new Fault('vault/needs-passphrase', {});
  return deriveKeys(await readDataKey(keychain, file), file.vaultId);
}
