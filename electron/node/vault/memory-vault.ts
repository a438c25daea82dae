import { createSecretKey, randomBytes } from 'node:crypto';
import type { Clock } from '#core/ports.ts';
import { clock as systemClock } from '../clock.ts';
import { memoryItems } from './memory-items.ts';
import type { NodeVault } from './vault-over.ts';
import { vaultOver } from './vault-over.ts';

/** A vault for this run only: nothing of it is written anywhere, and with the run it is gone. */
export function memoryVault(clock: Clock = systemClock): NodeVault {
  const items = memoryItems();
  const markKey = createSecretKey(randomBytes(32));
  let isUsed = false;
  const used = { ...items, keep: async (...given: Parameters<typeof items.keep>) => ((isUsed = true), items.keep(...given)) };
  return vaultOver({
    items: used,
    clock,
    keptFor: 'run',
    markKey: async () => Promise.resolve(markKey),
    status: async () =>
      Promise.resolve({
        is: isUsed ? 'open' : 'not-made',
        mode: 'this-run',
        keyLiesIn: isUsed ? 'memory, for this run only' : '',
        items: items.count(),
      }),
  });
}
