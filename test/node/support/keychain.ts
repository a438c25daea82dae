/** @file A keychain in memory, with the faults that real ones have. */
import { Fault } from '#core/domain/fault.ts';
import type { DataKeyStore } from '#node/keychain.ts';

/** Whatever it does with the probe. */
type DataKeySpoilt = 'that forgets the data key' | 'that alters the data key';

export interface MemoryKeychain extends DataKeyStore {
  readonly entries: Map<string, Uint8Array>;
  /** How often it was asked anything. */
  readonly asked: () => number;
  /** What it was asked, in order. */
  readonly log: ['read' | 'write' | 'remove', string][];
  is: 'well' | 'missing' | 'locked' | 'forgetful' | 'that does not remove' | DataKeySpoilt;
}

export function memoryKeychain(): MemoryKeychain {
  const entries = new Map<string, Uint8Array>();
  const log: MemoryKeychain['log'] = [];
  const keychain: MemoryKeychain = {
    words: 'memory keychain',
    entries,
    asked: () => log.length,
    log,
    is: 'well',
    async read(account) {
      log.push(['read', account]);
      if (keychain.is === 'missing') throw new Fault('vault/no-keychain', {});
      // A locked Secret Service shows nothing, and no error.
      const entry = keychain.is === 'locked' ? undefined : entries.get(account);
      return Promise.resolve(entry === undefined ? null : Uint8Array.from(entry));
    },
    async write(account, key) {
      log.push(['write', account]);
      if (keychain.is === 'locked') throw new Fault('vault/keychain-locked', {});
      const isProbe = account.endsWith('.probe');
      const forgets = keychain.is === 'forgetful' || (keychain.is === 'that forgets the data key' && !isProbe);
      const alters = keychain.is === 'that alters the data key' && !isProbe;
      if (!forgets) entries.set(account, alters ? key.map((byte) => byte ^ 1) : Uint8Array.from(key));
      return Promise.resolve();
    },
    async remove(account) {
      log.push(['remove', account]);
      if (keychain.is !== 'that does not remove') entries.delete(account);
      return Promise.resolve();
    },
  };
  return keychain;
}
