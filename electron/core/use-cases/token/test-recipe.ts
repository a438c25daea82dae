import type { Payer } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import type { Ports } from '../../ports.ts';

/** What an operator needs to do the same by hand. It sends nothing, and holds no secret. */
export async function testRecipe(_ports: Pick<Ports, 'clock'>, payer: Payer): Promise<string> {
  return Promise.resolve(`curl ${valueOf(payer, 'tokenEndpoint')}`);
}
