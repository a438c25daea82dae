import { Fault } from '#core/domain/fault.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import type { Payer } from '#core/domain/payer/payer.ts';

/** The key with that kid; where none is named, the one that signs. Throws `key/gone`. */
export function chosenKey({ keys }: Pick<Payer, 'keys'>, kid: string | undefined): KeyRecord {
  const found = kid === undefined ? keys[0] : keys.find((key) => key.kid === kid || key.id === kid);
  if (found === undefined) throw new Fault('key/gone', { keyId: kid ?? '(none)' });
  return found;
}
