import { Fault } from '#core/domain/fault.ts';
import type { VaultItem } from '#core/ports.ts';
import type { ItemStore } from './items.ts';
import { itemWords } from './items.ts';

/** Items that live as long as this run of the program, and nowhere but in its memory. */
export function memoryItems(): ItemStore & { readonly count: () => number } {
  const contents = new Map<string, Buffer>();
  const nameOf = ({ owner, kind, id }: VaultItem) => JSON.stringify([owner, kind, id]);
  const drop = (item: VaultItem) => {
    contents.get(nameOf(item))?.fill(0);
    contents.delete(nameOf(item));
  };

  return {
    count: () => contents.size,
    async keep(item, content) {
      drop(item);
      contents.set(nameOf(item), Buffer.from(content));
      return Promise.resolve();
    },
    async content(item) {
      const content = contents.get(nameOf(item));
      if (content === undefined) throw new Fault('vault/item-gone', { kind: itemWords[item.kind], owner: item.owner });
      // A copy: the caller overwrites it after use.
      return Promise.resolve(Buffer.from(content));
    },
    holds: async (item) => Promise.resolve(contents.has(nameOf(item))),
    forget: async (item) => Promise.resolve(drop(item)),
  };
}
