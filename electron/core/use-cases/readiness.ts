/** @file Whether an exchange with a Source Payer can begin: what can be looked at is, the rest is asked. */
import { Fault } from '../domain/fault.ts';
import type { Check } from '../domain/exchange/readiness.ts';
import { readinessChecks } from '../domain/exchange/readiness.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { isOfKeystore } from '../domain/push/plan-types.ts';
import { isTestCurrent } from '../domain/token/settings.ts';
import type { Ports } from '../ports.ts';
import { completeDefinition } from './complete-definition.ts';
import { openTarget } from './push/open-target.ts';
import { planPayers } from './push/plan-push.ts';
import { usesKey } from './push/pushable.ts';

/** `target`: its name; null: none is asked. Throws `payer/incomplete`, and what keeps the target from being asked at all. */
export async function readiness(
  ports: Pick<Ports, 'store' | 'vault' | 'adminApi' | 'clock'>,
  { payer, target }: { payer: Payer; target: string | null },
): Promise<Check[]> {
  const definition = completeDefinition(payer);
  const { test, network } = payer;
  const asked = target === null ? notAsked : await askTarget(ports, payer, target);
  return readinessChecks({
    ...asked,
    tokenCame: test !== null && isTestCurrent(payer) ? test.outcome === 'granted' : null,
    usesKey: usesKey(definition),
    hasOwnAuthorities: network.authorities.length > 0,
    issuer: definition.issuer,
  });
}

const notAsked = { modules: null, properties: null, step: null };

async function askTarget(ports: Pick<Ports, 'store' | 'vault' | 'adminApi' | 'clock'>, payer: Payer, target: string) {
  const { steps } = await planPayers(ports, { payers: [payer], target });
  const step = steps.find((each) => !isOfKeystore(each)) ?? null;
  const { session } = await openTarget(ports, target);
  const [modules, properties] = [await allowed(() => session.modules()), await allowed(() => session.properties())];
  return { modules, properties, step };
}

/** null: this user may not. */
async function allowed<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Fault && (error as Fault).code === 'target/forbidden') return null;
    throw error;
  }
}
