import { Fault } from '#core/domain/fault.ts';
import type { VaultItem } from '#core/ports.ts';
import { countByKind } from './count-by-kind.ts';
import type { ItemStore } from './items.ts';
import { itemWords } from './items.ts';

interface MemoryItems extends ItemStore {
  count(): number;
  /** Whether anything was ever kept. */
  wasUsed(): boolean;
}

/** Items that live as long as this run of the program, and nowhere but in its memory. */
export function memoryItems(): MemoryItems {
  const contents = new Map<string, { readonly item: VaultItem; readonly content: Buffer }>();
  let wasUsed = false;
  const nameOf = ({ owner, kind, id }: VaultItem) => JSON.stringify([owner, kind, id]);
  const drop = (item: VaultItem) => {
    contents.get(nameOf(item))?.content.fill(0);
    contents.delete(nameOf(item));
  };

  return {
    count: () => contents.size,
    wasUsed: () => wasUsed,
    async keep(item, content) {
      drop(item);
      contents.set(nameOf(item), { item, content: Buffer.from(content) });
      wasUsed = true;
      return Promise.resolve();
    },
    async content(item) {
      const kept = contents.get(nameOf(item));
      if (kept === undefined) throw new Fault('vault/item-gone', { kind: itemWords[item.kind], owner: item.owner });
      // A copy: the caller overwrites it after use.
      return Promise.resolve(Buffer.from(kept.content));
    },
    holds: async (item) => Promise.resolve(contents.has(nameOf(item))),
    forget: async (item) => Promise.resolve(drop(item)),
    isForRun: async (item) => Promise.resolve(contents.has(nameOf(item))),
    list: async () => Promise.resolve([...contents.values()].map(({ item }) => item)),
    counts: async () => Promise.resolve(countByKind([...contents.values()].map(({ item }) => item.kind))),
  };
}
