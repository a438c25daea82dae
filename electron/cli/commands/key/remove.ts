import { standingOf } from '#core/domain/keys/rotation.ts';
import type { PayerRef } from '#core/domain/payer/payer.ts';
import { removeKey } from '#core/use-cases/payer-keys.ts';
import type { Context } from '../../context.ts';
import { UsageError } from '../../report.ts';
import { chosenKey } from './chosen-key.ts';
import { listed } from './listed.ts';

export const removeUsage = `payer-wizard key retire PAYER KID
           erases a key that does not sign any more
       payer-wizard key remove PAYER KID
           erases any key; it cannot be taken back`;

/** A step of the rotation: what signs now is not retired by mistake. */
export async function retire(context: Context, ref: PayerRef, [kid]: readonly string[]): Promise<number> {
  if (kid === undefined) throw new UsageError('a KID is needed');
  const { keys } = await context.ports.store.payer(ref);
  const key = chosenKey({ keys }, kid);
  if (standingOf(keys, key) === 'current')
    throw new UsageError(`${kid} signs now: switch to another key first, or “key remove” it`);
  return listed(context, await removeKey(context.ports, { ref, keyId: key.id }));
}

export async function remove(context: Context, ref: PayerRef, [kid]: readonly string[]): Promise<number> {
  if (kid === undefined) throw new UsageError('a KID is needed');
  const { id } = chosenKey(await context.ports.store.payer(ref), kid);
  return listed(context, await removeKey(context.ports, { ref, keyId: id }));
}
