/**
 * @file Judges what only the fields and the other payers tell: see [Note: Audience injection]. Made anew whenever a value
 * changes, and once more before anything is signed or sent, so that no import and no edit of a file goes around it.
 */
import { groundCodes, judgeGround } from '../domain/discovery/judge-ground.ts';
import { apply } from '../domain/discovery/rules/rule.ts';
import { payerRules } from '../domain/discovery/rules/table.ts';
import { Fault } from '../domain/fault.ts';
import { changedFields } from '../domain/payer/edit.ts';
import { blockingFindings, stillAccepted } from '../domain/payer/findings.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { valueOf } from '../domain/payer/payer.ts';
import type { Ports } from '../ports.ts';

const codes: ReadonlySet<string> = new Set([...groundCodes, ...payerRules.map(({ code }) => code)]);

export function judgePayer(payer: Payer, all: readonly Payer[]): Payer {
  const others = all.filter(({ ref }) => ref !== payer.ref).map(namedBy);
  const findings = [
    ...payer.findings.filter(({ code }) => !codes.has(code)),
    ...judgeGround(payer.fields),
    ...apply(payerRules, {
      ...namedBy(payer),
      others,
      changed: changedFields(payer),
    }),
  ];
  return { ...payer, findings, accepted: stillAccepted(payer.accepted, findings) };
}

function namedBy(payer: Payer) {
  return {
    ref: payer.ref,
    issuer: valueOf(payer, 'issuer'),
    fhirBase: valueOf(payer, 'fhirBaseUrl'),
    tokenEndpoint: valueOf(payer, 'tokenEndpoint'),
  };
}

/** The payer as it was judged just now, with all others at hand. */
export async function judgedAmongAll({ store }: Pick<Ports, 'store'>, payer: Payer): Promise<Payer> {
  return judgePayer(payer, (await store.payers()).payers);
}

/** Saves a payer, judged. */
export async function saveJudged(ports: Pick<Ports, 'store'>, payer: Payer): Promise<Payer> {
  return ports.store.savePayer(await judgedAmongAll(ports, payer));
}

/**
 * The payers, judged. Throws `payer/not-confirmed` while an endpoint of any of them waits for a confirmation. Other open
 * errors travel with a bundle and are told there: a reviewer may know better, and a signature for another may not be made.
 */
export async function confirmedPayers({ store }: Pick<Ports, 'store'>, payers: readonly Payer[]): Promise<Payer[]> {
  const all = (await store.payers()).payers;
  return payers.map((given) => {
    const payer = judgePayer(given, all);
    const blocking = blockingFindings(payer).find(({ code }) => codes.has(code));
    if (blocking === undefined) return payer;
    const { code, says } = blocking;
    throw new Fault('payer/not-confirmed', { ref: payer.ref, code, says });
  });
}
