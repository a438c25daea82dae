import { Fault } from '#core/domain/fault.ts';
import type { ItemStore } from './items.ts';
import { itemWords } from './items.ts';

/**
 * Items in files, or in memory while a person chose so. (1) While memory is chosen, no file is written or opened; one is
 * removed only where its item is forgotten, as a person asked: what was removed is nowhere. (2) What memory took stays in reach until the program ends, whatever is
 * chosen later, and is told apart from what is sealed. (3) An item is in one place as far as anyone can tell: the later one wins.
 */
export function switchingItems(given: { files: ItemStore; memory: ItemStore; usesMemory: () => boolean }): ItemStore {
  const { files, memory, usesMemory } = given;
  return {
    async keep(item, content) {
      if (usesMemory()) return memory.keep(item, content);
      await files.keep(item, content);
      await memory.forget(item);
    },
    async content(item) {
      if (await memory.holds(item)) return memory.content(item);
      if (!usesMemory()) return files.content(item);
      const { kind, owner } = item;
      const code = (await files.holds(item)) ? 'vault/not-this-run' : 'vault/item-gone';
      throw new Fault(code, { kind: itemWords[kind], owner });
    },
    holds: async (item) => (await memory.holds(item)) || files.holds(item),
    async forget(item) {
      await memory.forget(item);
      await files.forget(item);
    },
    isForRun: memory.isForRun,
    list: async () => [...(await memory.list()), ...(await files.list())],
    counts: async () => (usesMemory() ? memory.counts() : files.counts()),
  };
}
