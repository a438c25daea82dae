import type { ItemCount } from '#core/ports.ts';

/** In the order of their names. */
export function countByKind(kinds: readonly ItemCount['kind'][]): ItemCount[] {
  const counts = new Map<ItemCount['kind'], number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => (a.kind < b.kind ? -1 : 1));
}
