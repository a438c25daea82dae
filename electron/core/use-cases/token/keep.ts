import { Fault } from '../../domain/fault.ts';
import type { Payer, PayerRef } from '../../domain/payer/payer.ts';
import type { Ports } from '../../ports.ts';

/** Somebody may save between our reading and our saving; whoever loses that many times in a row has another trouble. */
const ATTEMPTS = 10;

/**
 * Keeps with a payer what took a while to find out. What was changed meanwhile, here or by another program, stands: the report
 * alone is added. Throws `store/changed-meanwhile` where that goes on and on.
 */
export async function keepWith(
  { store }: Pick<Ports, 'store'>,
  ref: PayerRef,
  report: (payer: Payer) => Partial<Payer>,
): Promise<Payer> {
  for (let attempt = 1; ; attempt += 1) {
    const payer = await store.payer(ref);
    try {
      return await store.savePayer({ ...payer, ...report(payer) });
    } catch (error) {
      const isLost = error instanceof Fault && error.code === 'store/changed-meanwhile';
      if (!isLost || attempt === ATTEMPTS) throw error;
    }
  }
}
