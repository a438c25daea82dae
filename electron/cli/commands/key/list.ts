import type { PayerRef } from '#core/domain/payer/payer.ts';
import type { Context } from '../../context.ts';
import { listed } from './listed.ts';

export const listUsage = `payer-wizard key list PAYER
           the one that signs first; next and previous ones stand beside it in the JWKS`;

export async function list(context: Context, ref: PayerRef): Promise<number> {
  return listed(context, await context.ports.store.payer(ref));
}
