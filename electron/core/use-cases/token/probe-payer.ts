import { Fault } from '../../domain/fault.ts';
import { isProduction } from '../../domain/payer/payer.ts';
import type { Payer, PayerRef } from '../../domain/payer/payer.ts';
import type { TestPorts } from './test-token.ts';
import { confirmed } from './test-token.ts';

/**
 * Sends requests that a good server refuses, one after the other, and keeps what it did. Never on a payer in production without
 * its name typed: wrong keys can lock a client. Throws `probe/not-confirmed`, and what `testToken` throws.
 */
export async function probePayer(
  ports: TestPorts,
  ref: PayerRef,
  { confirmation }: { confirmation: string },
): Promise<Payer> {
  const payer = await confirmed(ports, await ports.store.payer(ref));
  const name = payer.name || payer.ref;
  if (isProduction(ref) && confirmation !== name) throw new Fault('probe/not-confirmed', { name });
  return payer;
}
