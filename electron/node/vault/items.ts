import path from 'node:path';
import { Fault } from '#core/domain/fault.ts';
import type { ItemCount, VaultItem } from '#core/ports.ts';
import { removeDurably, writeAtomically } from '../store/atomic-write.ts';
import { readHeader, writing } from '../store/header.ts';
import { isThere, readRecord, recordBytes } from '../store/records.ts';
import { countByKind } from './count-by-kind.ts';
import { fileNameOf, seal, SealedItem, unseal } from './seal.ts';
import { sealedNames } from './vault-file.ts';
import type { VaultKeys } from './vault-keys.ts';

/** Where the items of a vault lie: sealed in files, or in memory for one run. */
export interface ItemStore {
  keep(item: VaultItem, content: Uint8Array): Promise<void>;
  /** Throws `vault/item-gone`, `vault/item-altered`. The caller overwrites the content after use. */
  content(item: VaultItem): Promise<Buffer>;
  holds(item: VaultItem): Promise<boolean>;
  isForRun(item: VaultItem): Promise<boolean>;
  forget(item: VaultItem): Promise<void>;
  list(): Promise<VaultItem[]>;
  counts(): Promise<ItemCount[]>;
}

/** The sealed files of a vault. Only `keep` and `content` ask for the keys. What is replaced or forgotten leaves no copy. */
export function itemsIn(folder: string, keys: () => Promise<VaultKeys>): ItemStore {
  const fileOf = (item: VaultItem) => path.join(folder, 'vault', fileNameOf(item));

  return {
    async keep(item, content) {
      const opened = await keys();
      await writing(folder, async () => {
        const generation = (await generationAt(fileOf(item))) + 1;
        await writeAtomically(fileOf(item), recordBytes(seal(opened, item, { generation, content })));
      });
    },

    async content(item) {
      const { kind, owner } = item;
      const sealed = await readSealed(fileOf(item));
      if (sealed === null) throw new Fault('vault/item-gone', { kind: itemWords[kind], owner });
      const content = sealed === 'damaged' ? null : unseal(await keys(), item, sealed);
      if (content === null) throw new Fault('vault/item-altered', { kind: itemWords[kind], owner });
      return content;
    },

    holds: async (item) => isThere(fileOf(item)),
    isForRun: async () => Promise.resolve(false),

    async forget(item) {
      if ((await readHeader(folder)) === null) return;
      await writing(folder, async () => removeDurably(fileOf(item)));
    },

    list: async () => (await sealedIn(folder)).flatMap(({ item }) => (item === null ? [] : [item])),
    counts: async () => countByKind((await sealedIn(folder)).map(({ item }) => item?.kind ?? 'unreadable')),
  };
}

/** What an item is, for a person. */
export const itemWords: Readonly<Record<VaultItem['kind'], string>> = {
  'private-key': 'private key',
  'client-secret': 'client secret',
  'target-password': 'password',
  'proxy-password': 'password of the proxy',
  'before-image': 'record of the state before',
  'last-sent': 'record of what was sent last',
  'sent-before': 'record of what was sent before',
};

export interface SealedFile {
  readonly file: string;
  /** null: it cannot be read. */
  readonly item: VaultItem | null;
}

/** Owner, kind and id of an item stand before its seal, in clear. A damaged one hides no other. */
export async function sealedIn(folder: string): Promise<SealedFile[]> {
  const found: SealedFile[] = [];
  for (const name of await sealedNames(folder)) {
    const file = path.join(folder, 'vault', `${name}.sealed`);
    const sealed = await readRecord(file, SealedItem).catch(() => null);
    found.push({ file, item: sealed && { owner: sealed.owner, kind: sealed.kind, id: sealed.id } });
  }
  return found;
}

/** The same, where they are counted. */
export const countedWords: Readonly<Record<ItemCount['kind'], string>> = {
  ...itemWords,
  unreadable: 'item that cannot be read',
};

async function readSealed(file: string): Promise<SealedItem | 'damaged' | null> {
  try {
    return await readRecord(file, SealedItem);
  } catch (error) {
    if (error instanceof Fault && (error as Fault).code === 'store/damaged') return 'damaged';
    throw error;
  }
}

/** A damaged one may be written over: its owner gives the content anew. One of a newer version may not. */
async function generationAt(file: string): Promise<number> {
  const present = await readSealed(file);
  return present === null || present === 'damaged' ? 0 : present.generation;
}
