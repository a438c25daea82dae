import { Fault } from '../domain/fault.ts';
import type { KeyRecord } from '../domain/keys/key-record.ts';
import type { Payer } from '../domain/payer/payer.ts';

/** Throws `key/gone`. */
export function keyIn({ keys }: Pick<Payer, 'keys'>, keyId: string): KeyRecord {
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) throw new Fault('key/gone', { keyId });
  return key;
}
