/** @file A keychain in memory, with the faults that real ones have. */
import { Fault } from '#core/domain/fault.ts';
import type { DataKeyStore } from '#node/keychain.ts';

export interface MemoryKeychain extends DataKeyStore {
  readonly entries: Map<string, Uint8Array>;
  /** How often it was asked anything. */
  readonly asked: () => number;
  is: 'well' | 'missing' | 'locked' | 'forgetful';
}

export function memoryKeychain(): MemoryKeychain {
  const entries = new Map<string, Uint8Array>();
  let asked = 0;
  const keychain: MemoryKeychain = {
    words: 'memory keychain',
    entries,
    asked: () => asked,
    is: 'well',
    async read(account) {
      asked += 1;
      if (keychain.is === 'missing') throw new Fault('vault/no-keychain', {});
      // A locked Secret Service shows nothing, and no error.
      const entry = keychain.is === 'locked' ? undefined : entries.get(account);
      return Promise.resolve(entry === undefined ? null : Uint8Array.from(entry));
    },
    async write(account, key) {
      asked += 1;
      if (keychain.is === 'locked') throw new Fault('vault/keychain-locked', {});
      if (keychain.is !== 'forgetful') entries.set(account, Uint8Array.from(key));
      return Promise.resolve();
    },
    async remove(account) {
      asked += 1;
      entries.delete(account);
      return Promise.resolve();
    },
  };
  return keychain;
}
