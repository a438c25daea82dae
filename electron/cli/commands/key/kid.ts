import type { PayerRef } from '#core/domain/payer/payer.ts';
import { setKid } from '#core/use-cases/payer-keys.ts';
import type { Context } from '../../context.ts';
import { UsageError } from '../../report.ts';
import { chosenKey } from './chosen-key.ts';
import { listed } from './listed.ts';

export const kidUsage = `payer-wizard key kid PAYER KID NEW
           another kid; an empty NEW ('') takes the thumbprint again`;

export async function kid(context: Context, ref: PayerRef, [present, chosen]: readonly string[]): Promise<number> {
  if (present === undefined || chosen === undefined) throw new UsageError('the present KID and the NEW one are needed');
  const { id } = chosenKey(await context.ports.store.payer(ref), present);
  return listed(context, await setKid(context.ports, { ref, keyId: id, kid: chosen }));
}
