import { stat } from 'node:fs/promises';
import type { VaultItem } from '#core/ports.ts';
import { removeDurably } from '../store/atomic-write.ts';
import { readHeader, writing } from '../store/header.ts';
import { sealedIn } from './items.ts';

/** Answers those of the items that no record of the store names. */
export type FindUnnamed = (items: readonly VaultItem[]) => Promise<readonly VaultItem[]>;

/**
 * Erases what no record names, and answers it. (1) Both are looked at, and the files removed, under the lock of the store.
 * (2) A young one stays: another run may have sealed it just now, and be about to note it. (3) An unreadable one stays.
 */
export async function tidyVault(folder: string, findUnnamed: FindUnnamed, now: Date): Promise<VaultItem[]> {
  if ((await readHeader(folder)) === null) return [];
  return writing(folder, async () => {
    const sealed = await sealedIn(folder);
    const unnamed = new Set(await findUnnamed(sealed.flatMap(({ item }) => item ?? [])));
    const erased: VaultItem[] = [];
    for (const { file, item } of sealed) {
      if (item === null || !unnamed.has(item) || (await isYoung(file, now))) continue;
      await removeDurably(file);
      erased.push(item);
    }
    return erased;
  });
}

/** Noting takes a moment, or some seconds where the store is locked by others. A clock that went back makes all of them young. */
const YOUNG_MILLISECONDS = 10 * 60_000;

async function isYoung(file: string, now: Date): Promise<boolean> {
  return now.getTime() - (await stat(file)).mtimeMs < YOUNG_MILLISECONDS;
}
