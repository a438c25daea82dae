import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import type { Ports } from '../ports.ts';
import { testToken } from './test-token.ts';

/** Runs the live test with the payer as it is kept, and keeps the report with it. */
export async function runTest(
  ports: Pick<Ports, 'store' | 'vault' | 'tokenEndpoint' | 'clock'>,
  ref: PayerRef,
): Promise<Payer> {
  const report = await testToken(ports, await ports.store.payer(ref));
  const payer = await ports.store.payer(ref);
  return ports.store.savePayer({ ...payer, test: report });
}
