import type { SecretsList } from '../contract/contract.ts';
import type { Ports } from '../ports.ts';

/** What ever left the vault of this store, of all payers, the latest first. */
export async function listDepartures({ store }: Pick<Ports, 'store'>): Promise<SecretsList['departures']> {
  const { payers } = await store.payers();
  return payers
    .flatMap(({ ref, name, departures }) => departures.map((departure) => ({ ref, name, ...departure })))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}
