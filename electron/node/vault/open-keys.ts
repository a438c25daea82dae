import type { VaultKeys } from './vault-keys.ts';

/** The keys of a vault while it is open: had once, shared by all calls, and forgotten at a word. */
export interface OpenKeys {
  /** Opens the vault where it is not open. */
  get(): Promise<VaultKeys>;
  /**
   * Opens it by another way, which is tried first: where that fails, what was open stays open. Answers whether it is open
   * now: what was overtaken by `forget` is not.
   */
  open(by: () => Promise<VaultKeys>): Promise<boolean>;
  isOpen(): boolean;
  /** At once; what is being opened just now is forgotten as soon as it is there. */
  forget(): void;
  /** Begins work that takes its time. Answers how to ask later whether it was overtaken by `forget`. */
  begin(): () => boolean;
}

export function openKeys(usual: () => Promise<VaultKeys>): OpenKeys {
  let opening: Promise<VaultKeys> | null = null;
  let opened: VaultKeys | null = null;
  let timesForgotten = 0;

  /** Of an opening that was overtaken by `forget` nothing is kept. */
  async function openUsually(): Promise<VaultKeys> {
    const mine = usual();
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

  const begin = () => {
    const before = timesForgotten;
    return () => timesForgotten !== before;
  };

  return {
    get: async () => opened ?? opening ?? openUsually(),
    async open(by) {
      const wasOvertaken = begin();
      const keys = await by();
      if (wasOvertaken()) return false;
      opening = null;
      opened = keys;
      return true;
    },
    isOpen: () => opened !== null,
    begin,
    forget() {
      timesForgotten += 1;
      opening = null;
      opened = null;
    },
  };
}
