import type { Payer, PayerRef } from '#core/domain/payer/payer.ts';
import { checkedRef } from '#core/use-cases/payers.ts';
import type { Context } from './context.ts';
import { UsageError } from './report.ts';

/** The payers named, or with `--all` every one that can be read. An unreadable one stops `--all`: it may be the one that matters. */
export async function chosenPayers(context: Context, given: readonly string[]): Promise<Payer[]> {
  const { store } = context.ports;
  if (!context.flag('all')) {
    if (given.length === 0) throw new UsageError('a PAYER is needed, or --all');
    return Promise.all([...new Set(given)].map((ref) => store.payer(checkedRef(ref))));
  }
  const { payers, faults } = await store.payers();
  const [unreadable] = faults;
  if (unreadable !== undefined) await store.payer(unreadable.ref);
  return payers;
}

/** The same by name: nothing is opened yet. */
export async function chosenRefs(context: Context, given: readonly string[]): Promise<PayerRef[]> {
  if (context.flag('all')) return context.ports.store.refs();
  if (given.length === 0) throw new UsageError('a PAYER is needed, or --all');
  return [...new Set(given)].map((ref) => checkedRef(ref));
}
