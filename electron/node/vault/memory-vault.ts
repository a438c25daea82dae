import { createSecretKey, randomBytes } from 'node:crypto';
import type { KeptFor } from '#core/domain/keys/key-record.ts';
import type { Clock, VaultStatus } from '#core/ports.ts';
import { clock as systemClock } from '../clock.ts';
import { memoryItems } from './memory-items.ts';
import { factsOfNone } from './vault-file.ts';
import type { NodeVault, VaultParts } from './vault-over.ts';
import { vaultOver } from './vault-over.ts';

/** A vault for this run only: nothing of it is written anywhere, and with the run it is gone. `keptFor`: what it says of that. */
export function memoryVault(clock: Clock = systemClock, keptFor: KeptFor = 'run'): NodeVault {
  return vaultOver({ ...memoryParts(), clock, keptFor: () => keptFor });
}

export function memoryParts(): Pick<VaultParts, 'items' | 'markKey' | 'status'> {
  const items = memoryItems();
  const markKey = createSecretKey(randomBytes(32));

  async function status(): Promise<VaultStatus> {
    const isUsed = items.wasUsed();
    return Promise.resolve({
      is: isUsed ? 'open' : 'not-made',
      mode: 'this-run',
      keyLiesIn: isUsed ? 'memory, for this run only' : '',
      items: items.count(),
      inMemory: items.count(),
      ...factsOfNone,
    });
  }

  return { items, status, markKey: async () => Promise.resolve(markKey) };
}
