import type { VaultKeys } from './vault-keys.ts';

/** The keys of a vault while it is open: had once, shared by all calls, and forgotten at a word. */
export interface OpenKeys {
  /** Opens the vault where it is not open. */
  get(): Promise<VaultKeys>;
  /** Opens it by another way, which is tried first: where that fails, what was open stays open. */
  open(by: () => Promise<VaultKeys>): Promise<void>;
  isOpen(): boolean;
  /** At once; what is being opened just now is forgotten as soon as it is there. */
  forget(): void;
}

export function openKeys(usual: () => Promise<VaultKeys>): OpenKeys {
  let opening: Promise<VaultKeys> | null = null;
  let opened: VaultKeys | null = null;

  /** Of an opening that was overtaken by `forget` nothing is kept. */
  async function keepWhenDone(mine: Promise<VaultKeys>): Promise<VaultKeys> {
    opening = mine;
    try {
      const keys = await mine;
      if (opening === mine) opened = keys;
      return keys;
    } catch (error) {
      // The keychain may be unlocked before the next attempt.
      if (opening === mine) opening = null;
      throw error;
    }
  }

  return {
    get: async () => opened ?? opening ?? keepWhenDone(usual()),
    async open(by) {
      const keys = await by();
      await keepWhenDone(Promise.resolve(keys));
    },
    isOpen: () => opened !== null,
    forget() {
      opening = null;
      opened = null;
    },
  };
}
