import type { PayerRef } from '#core/domain/payer/payer.ts';
import { switchKey } from '#core/use-cases/payer-keys.ts';
import type { Context } from '../../context.ts';
import { UsageError } from '../../report.ts';
import { chosenKey } from './chosen-key.ts';
import { listed } from './listed.ts';

export const switchUsage = `payer-wizard key switch PAYER KID
           this one signs from now on; the one before stays published, and can be switched back to`;

export async function switchTo(context: Context, ref: PayerRef, [kid]: readonly string[]): Promise<number> {
  if (kid === undefined) throw new UsageError('a KID is needed');
  const { id } = chosenKey(await context.ports.store.payer(ref), kid);
  return listed(context, await switchKey(context.ports, { ref, keyId: id }));
}
