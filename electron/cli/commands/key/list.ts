import type { PayerRef } from '#core/domain/payer/payer.ts';
import type { Context } from '../../context.ts';
import { tellKeyConcerns } from '../../open-errors.ts';
import { listed } from './listed.ts';

export const listUsage = `payer-wizard key list PAYER [--time RFC3339]
           the one that signs first; next and previous ones stand beside it in the JWKS. Status 2 when a certificate
           in use has ended`;

export async function list(context: Context, ref: PayerRef): Promise<number> {
  const now = new Date(context.statedTime());
  const payer = await context.ports.store.payer(ref);
  return Math.max(tellKeyConcerns([payer], { report: context.report, now }), listed(context, payer, now));
}
