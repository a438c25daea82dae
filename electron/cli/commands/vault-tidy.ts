/** @file `vault tidy`, and what `vault status` says of it: sealed items that no record names. */
import { Fault } from '#core/domain/fault.ts';
import type { VaultItem } from '#core/ports.ts';
import { unnamedItems } from '#core/use-cases/unnamed-items.ts';
import { itemWords } from '#node/vault/items.ts';
import { tidyVault } from '#node/vault/tidy.ts';
import type { Context } from '../context.ts';
import { exit } from '../report.ts';

/** null: a record cannot be read, so that it cannot be told. */
export async function unnamedIn({ ports }: Context): Promise<VaultItem[] | null> {
  try {
    return await unnamedItems(ports.store, await ports.vault.items());
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

export function unnamedLines(unnamed: readonly VaultItem[] | null): string[] {
  if (unnamed === null) return ['what no record names cannot be told: a record cannot be read'];
  if (unnamed.length === 0) return [];
  return [
    'no record names these; “vault tidy” erases them when they are ten minutes old:',
    ...unnamed.map((item) => `  ${lineOf(item)}`),
  ];
}

/** Nothing in the store could ask for what goes. */
export async function tidy({ folder, ports, report }: Context): Promise<number> {
  const erased = await tidyVault(folder, (items) => unnamedItems(ports.store, items), ports.clock.now());
  report.result({ ok: true, erased }, () =>
    erased.length === 0 ? ['nothing to erase'] : erased.map((item) => `erased: ${lineOf(item)}`),
  );
  return exit.done;
}

function lineOf({ kind, owner, id }: VaultItem): string {
  return `${itemWords[kind]} of ${owner}, ${id}`;
}
