/** @file The vault of a store: sealed files, and a data key from the keychain or under a passphrase. */
import type { Clock } from '#core/ports.ts';
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import { clock as systemClock } from '../clock.ts';
import type { DataKeyStore } from '../keychain.ts';
import { systemKeychain } from '../keychain.ts';
import { itemsIn } from './items.ts';
import { makeKeychainVault, readDataKey } from './keychain-vault.ts';
import { createPassphraseVault, unwrapDataKey } from './passphrase-vault.ts';
import { readVaultFile, sealedNames } from './vault-file.ts';
import type { VaultKeys } from './vault-keys.ts';
import { deriveKeys } from './vault-keys.ts';
import type { NodeVault } from './vault-over.ts';
import { vaultOver } from './vault-over.ts';

export type { NodeVault } from './vault-over.ts';

/** How the data key is had. Which one a vault takes was settled when it was made; another is a fault, never a detour. */
export type VaultWay = { readonly by: 'keychain' } | { readonly by: 'passphrase'; readonly ask: () => Promise<Secret> };

export interface VaultPlace {
  readonly folder: string;
  readonly way: VaultWay;
  readonly keychain?: DataKeyStore;
  readonly clock?: Clock;
}

/** The vault of the store in a folder. It is opened, and at first use made, by the first call that needs the data key. */
export function openVault({ folder, way, keychain = systemKeychain, clock = systemClock }: VaultPlace): NodeVault {
  let opening: Promise<VaultKeys> | null = null;
  let isOpen = false;

  async function keys(): Promise<VaultKeys> {
    opening ??= openKeys({ folder, way, keychain }).then((opened) => {
      isOpen = true;
      return opened;
    });
    try {
      return await opening;
    } catch (error) {
      // The keychain may be unlocked before the next attempt.
      opening = null;
      throw error;
    }
  }

  return vaultOver({
    items: itemsIn(folder, keys),
    clock,
    keptFor: 'good',
    markKey: async () => (await keys()).mark,
    async status() {
      const file = await readVaultFile(folder);
      if (file === null) return { is: 'not-made', mode: way.by, keyLiesIn: '', items: 0 };
      const places = [file.keychain?.words, file.passphrase === null ? undefined : 'passphrase'];
      const keyLiesIn = places.filter((place) => place !== undefined).join(', ');
      const mode = file.keychain === null ? 'passphrase' : 'keychain';
      return { is: isOpen ? 'open' : 'closed', mode, keyLiesIn, items: (await sealedNames(folder)).length };
    },
  });
}

async function openKeys({
  folder,
  way,
  keychain,
}: Pick<VaultPlace, 'folder' | 'way'> & { keychain: DataKeyStore }): Promise<VaultKeys> {
  const file = await readVaultFile(folder);
  if (way.by === 'keychain') {
    if (file === null) return makeKeychainVault(folder, keychain);
    if (file.keychain === null) throw new Fault('vault/needs-passphrase', {});
    return deriveKeys(await readDataKey(keychain, file), file.vaultId);
  }
  const passphrase = await way.ask();
  if (file === null) return createPassphraseVault({ folder, passphrase });
  const opened = deriveKeys(await unwrapDataKey(file, passphrase), file.vaultId);
  if (opened.check !== file.check) throw new Fault('vault/wrong-passphrase', {});
  return opened;
}
