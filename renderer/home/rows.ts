/** @file The payers as Home lists them: in groups by what they need, searched and filtered. */
import type { PayerSummary } from '#core/contract/contract.ts';
import { expiryOf } from '#core/domain/keys/expiry.ts';
import { steps } from '#core/domain/payer/progress.ts';

export type GroupId = 'attention' | 'progress' | 'delivered';

export interface Group {
  readonly id: GroupId;
  readonly title: string;
  readonly rows: readonly PayerSummary[];
}

const titles: readonly (readonly [GroupId, string])[] = [
  ['attention', 'Needs attention'],
  ['progress', 'In progress'],
  ['delivered', 'Delivered'],
];

/** Every group, also the empty ones; the latest change first. */
export function grouped(payers: readonly PayerSummary[], now: Date = new Date()): Group[] {
  const latestFirst = payers.toSorted((a, b) => b.changedAt.localeCompare(a.changedAt));
  return titles.map(([id, title]) => ({ id, title, rows: latestFirst.filter((row) => groupOf(row, now) === id) }));
}

function groupOf(row: PayerSummary, now: Date): GroupId {
  const refused = row.test !== null && row.test.outcome !== 'granted';
  const stale = row.test !== null && !row.test.current;
  const ending = row.certificate !== null && expiryOf(row.certificate, now).is !== 'valid';
  if (row.fault !== null || row.errors > 0 || refused || stale || ending) return 'attention';
  return stepIndex(row) === steps.length ? 'delivered' : 'progress';
}

/** How many steps are behind it: 0 to 7, and 7 is delivered. */
export function stepIndex({ stage }: Pick<PayerSummary, 'stage'>): number {
  const index = steps.findIndex(({ title }) => title === stage);
  return index < 0 ? steps.length : index;
}

/** Every word has to be found somewhere in what the row shows. */
export function matches(row: PayerSummary, sought: string): boolean {
  const shown = `${row.name} ${row.ref} ${row.stage}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => shown.includes(word));
}
