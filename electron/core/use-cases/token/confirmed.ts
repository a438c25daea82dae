import { addressFlaw } from '../../domain/address.ts';
import { Fault } from '../../domain/fault.ts';
import { blockingFindings } from '../../domain/payer/findings.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { postedTo } from '../../domain/token/way.ts';
import type { Ports } from '../../ports.ts';
import { judgedAmongAll } from '../judge-payer.ts';

/**
 * The payers that `confirmed` answered in this run, by identity: a changed copy is not among them. So whoever signs several times
 * reads the other payers once.
 */
const settled = new WeakSet<Payer>();

/**
 * The payer, judged just now, with everything about whom we talk to settled. Throws `token/no-endpoint`,
 * `token/unusable-endpoint`, `token/not-confirmed`.
 */
export async function confirmed(ports: Pick<Ports, 'store'>, given: Payer): Promise<Payer> {
  const endpoint = postedTo(given);
  if (endpoint === '') throw new Fault('token/no-endpoint', {});
  const flaw = addressFlaw(endpoint);
  // Whether http may be asked, as on this machine itself, is known where the connection is made.
  if (flaw !== null && flaw !== 'not-https') throw new Fault('token/unusable-endpoint', {});
  const payer = await judgedAmongAll(ports, given);
  const [blocking] = blockingFindings(payer);
  if (blocking !== undefined) throw new Fault('token/not-confirmed', { endpoint, code: blocking.code });
  settled.add(Object.freeze(payer));
  return payer;
}

/** The same, where it was not done yet: before every signature. */
export async function settledPayer(ports: Pick<Ports, 'store'>, payer: Payer): Promise<Payer> {
  return settled.has(payer) ? payer : confirmed(ports, payer);
}
