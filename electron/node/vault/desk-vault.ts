/**
 * @file The vault as a person at the window uses it: by the keychain, by a passphrase that is typed and forgotten again, or
 * for this run only. [Note: Three modes] Which one is in use is chosen by the person or settled when the vault was made.
 * No fault of one leads to another by itself.
 */
import { Fault } from '#core/domain/fault.ts';
import type { Secret } from '#core/domain/secret.ts';
import type { Clock, VaultStatus } from '#core/ports.ts';
import { clock as systemClock } from '../clock.ts';
import type { DataKeyStore } from '../keychain.ts';
import { systemKeychain } from '../keychain.ts';
import { itemsIn } from './items.ts';
import { memoryParts } from './memory-vault.ts';
import { openKeys } from './open-keys.ts';
import { createPassphraseVault, unwrapDataKey } from './passphrase-vault.ts';
import { restoreFromRecovery, writeRecovery } from './recovery.ts';
import { switchingItems } from './switching-items.ts';
import { keysFromKeychain, statusOf } from './vault.ts';
import { changeVaultFile, readVaultFile } from './vault-file.ts';
import type { VaultKeys } from './vault-keys.ts';
import { deriveKeys } from './vault-keys.ts';
import type { NodeVault } from './vault-over.ts';
import { vaultOver } from './vault-over.ts';

export interface DeskVault extends NodeVault {
  /**
   * Makes a vault under a passphrase, and leaves it open. Throws `vault/exists`, `vault/short-passphrase`. What is told
   * meanwhile, to lock or to keep everything in memory, stands, here and in `unlock` and `restore`.
   */
  create(passphrase: Secret): Promise<void>;
  /** Opens a vault under a passphrase. Throws `vault/not-made`, `vault/not-by-passphrase`, `vault/wrong-passphrase`. */
  unlock(passphrase: Secret): Promise<void>;
  /** Forgets its keys at once. */
  lock(): Promise<void>;
  /** From now on everything stays in memory, until the vault is wanted again or the program ends. */
  useThisRunOnly(): Promise<void>;
  /** The vault of the store counts again, locked. */
  useVault(): Promise<void>;
  /** Throws `vault/not-made`. */
  setLockAfter(minutes: number): Promise<void>;
  /** See `recovery.ts`. `write` answers whether the file was written: that is recorded. */
  recovery(passphrase: Secret, write: (bytes: Uint8Array) => Promise<boolean>): Promise<void>;
  restore(given: { bytes: Uint8Array; passphrase: Secret; into: 'keychain' | 'passphrase' }): Promise<void>;
  /** Locks a vault under a passphrase that nobody has used for its minutes; answers whether it did. */
  lockIfIdle(idleSeconds: number): Promise<boolean>;
}

export interface DeskVaultPlace {
  readonly folder: string;
  readonly keychain?: DataKeyStore;
  readonly clock?: Clock;
  /** Told of each use of the keys: idle is who does not use them. */
  readonly onUse?: () => void;
}

export function openDeskVault({
  folder,
  keychain = systemKeychain,
  clock = systemClock,
  onUse = () => undefined,
}: DeskVaultPlace): DeskVault {
  let thisRunOnly = false;
  const memory = memoryParts();
  const keys = openKeys(async () => {
    const file = await readVaultFile(folder);
    // Typed once and forgotten since, or never yet.
    if (file?.keychain === null) throw new Fault('vault/locked', {});
    return keysFromKeychain(folder, { keychain, clock });
  });
  const used = async () => {
    onUse();
    return keys.get();
  };
  const files = itemsIn(folder, used);

  async function status(): Promise<VaultStatus> {
    const sealed = await statusOf(folder, { isOpen: keys.isOpen(), modeWhenMade: 'keychain' });
    const { is, mode, keyLiesIn, items, inMemory } = await memory.status();
    // What the vault of the store is stays true while it is not used, and what memory took while it is.
    return thisRunOnly ? { ...sealed, is, mode, keyLiesIn, items, inMemory } : { ...sealed, inMemory };
  }
  const useFiles = () => (thisRunOnly = false);

  const vault = vaultOver({
    items: switchingItems({ files, memory: memory.items, usesMemory: () => thisRunOnly }),
    clock,
    keptFor: () => (thisRunOnly ? 'run' : 'good'),
    markKey: async () => (thisRunOnly ? memory.markKey() : (await used()).mark),
    status,
  });

  async function openBy(way: () => Promise<VaultKeys>): Promise<void> {
    if (!(await keys.open(way))) return;
    onUse();
    useFiles();
  }

  const unlock = async (passphrase: Secret) =>
    openBy(async () => {
      const file = await readVaultFile(folder);
      if (file === null) throw new Fault('vault/not-made', {});
      return deriveKeys(await unwrapDataKey(file, passphrase), file.vaultId);
    });

  return {
    ...vault,
    unlock,
    create: async (passphrase) => openBy(async () => createPassphraseVault({ folder, passphrase, clock })),
    lock: async () => Promise.resolve(keys.forget()),
    async useThisRunOnly() {
      keys.forget();
      thisRunOnly = true;
      return Promise.resolve();
    },
    async useVault() {
      keys.forget();
      useFiles();
      return Promise.resolve();
    },
    setLockAfter: async (lockAfterMinutes) => changeVaultFile(folder, { lockAfterMinutes }),
    async recovery(passphrase, write) {
      const bytes = await writeRecovery({ folder, passphrase, keychain });
      if (await write(bytes)) await changeVaultFile(folder, { recoveryAt: clock.now().toISOString() });
    },
    async restore({ bytes, passphrase, into }) {
      const wasOvertaken = keys.begin();
      await restoreFromRecovery({ folder, passphrase, keychain }, { bytes, into });
      if (wasOvertaken()) return;
      keys.forget();
      useFiles();
      if (into === 'passphrase') await unlock(passphrase);
    },
    async lockIfIdle(idleSeconds) {
      if (thisRunOnly || !keys.isOpen()) return false;
      const file = await readVaultFile(folder);
      if (file === null || file.keychain !== null || idleSeconds < file.lockAfterMinutes * 60) return false;
      keys.forget();
      return true;
    },
  };
}
