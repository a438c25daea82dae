/**
 * @file Judges what only the fields and the other payers tell: see [Note: Audience injection]. Made anew whenever a value
 * changes or a payer is shown, and once more before anything is signed or sent, so that no import, no edit of a file and no
 * payer that came later goes around it.
 */
import { askingCodes, judgeAsking } from '../domain/discovery/judge-asking.ts';
import { groundCodes, judgeGround } from '../domain/discovery/judge-ground.ts';
import type { Neighbour } from '../domain/discovery/rules/payers.ts';
import { neighbour } from '../domain/discovery/rules/payers.ts';
import { apply } from '../domain/discovery/rules/rule.ts';
import { payerRules } from '../domain/discovery/rules/table.ts';
import { Fault } from '../domain/fault.ts';
import { changedFields } from '../domain/payer/edit.ts';
import { blockingFindings, stillAccepted } from '../domain/payer/findings.ts';
import type { Payer } from '../domain/payer/payer.ts';
import { valueOf } from '../domain/payer/payer.ts';
import type { Ports, UnreadablePayer } from '../ports.ts';

const codes: ReadonlySet<string> = new Set([...groundCodes, ...askingCodes, ...payerRules.map(({ code }) => code)]);

/** All payers, so that those which share something with one are found without looking at every other. */
export interface Neighbours {
  readonly sharing: (payer: Neighbour) => Neighbour[];
  readonly unread: readonly string[];
}

export function neighboursAmong(given: {
  readonly payers: readonly Payer[];
  readonly faults: readonly Pick<UnreadablePayer, 'ref'>[];
}): Neighbours {
  return neighboursOf(
    given.payers.map(namedBy),
    given.faults.map(({ ref }) => ref),
  );
}

/** The same of a whole store, with one payer at a time in memory. */
export async function neighboursInStore({ store }: Pick<Ports, 'store'>): Promise<Neighbours> {
  const named: Neighbour[] = [];
  const unread: string[] = [];
  for (const ref of await store.refs()) {
    try {
      named.push(namedBy(await store.payer(ref)));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // One that was removed meanwhile stands in nobody’s way.
      if (error.code !== 'store/no-such-payer') unread.push(ref);
    }
  }
  return neighboursOf(named, unread);
}

function neighboursOf(named: readonly Neighbour[], unread: readonly string[]): Neighbours {
  const known = new Map<string, Neighbour[]>();
  for (const one of named)
    for (const key of keysOf(one)) {
      const sharing = known.get(key) ?? [];
      sharing.push(one);
      known.set(key, sharing);
    }
  return {
    sharing: (payer) => [
      ...new Set(keysOf(payer).flatMap((key) => (known.get(key) ?? []).filter(({ ref }) => ref !== payer.ref))),
    ],
    unread,
  };
}

function keysOf({ key: { issuer, tokenEndpoint, mtlsTokenEndpoint } }: Neighbour): string[] {
  const endpoints = new Set([tokenEndpoint, mtlsTokenEndpoint].filter((key) => key !== ''));
  return [...(issuer === '' ? [] : [`issuer ${issuer}`]), ...[...endpoints].map((key) => `token endpoint ${key}`)];
}

const nobody: Neighbours = { sharing: () => [], unread: [] };

export function judgePayer(payer: Payer, neighbours: Neighbours = nobody): Payer {
  const us = namedBy(payer);
  const findings = [
    ...payer.findings.filter(({ code }) => !codes.has(code)),
    ...judgeGround(payer.fields),
    ...judgeAsking(payer),
    ...apply(payerRules, {
      ...us,
      others: neighbours.sharing(us),
      unread: neighbours.unread.filter((ref) => ref !== payer.ref),
      changed: changedFields(payer),
      held: payer.held,
    }),
  ];
  return { ...payer, findings, accepted: stillAccepted(payer.accepted, findings) };
}

/** What is said of how it is asked, made anew: for that no other payer is looked at. */
export function askedJudged(payer: Payer): Payer {
  const findings = [...payer.findings.filter(({ code }) => !askingCodes.has(code)), ...judgeAsking(payer)];
  return { ...payer, findings, accepted: stillAccepted(payer.accepted, findings) };
}

function namedBy(payer: Payer): Neighbour {
  return neighbour({
    ref: payer.ref,
    issuer: valueOf(payer, 'issuer'),
    fhirBase: valueOf(payer, 'fhirBaseUrl'),
    tokenEndpoint: valueOf(payer, 'tokenEndpoint'),
    mtlsTokenEndpoint: valueOf(payer, 'mtlsTokenEndpoint'),
  });
}

/** The payer as it was judged just now, with all others at hand. */
export async function judgedAmongAll({ store }: Pick<Ports, 'store'>, payer: Payer): Promise<Payer> {
  return judgePayer(payer, neighboursAmong(await store.payers()));
}

/** Every payer that can be read, judged among all. */
export async function judgedPayers({ store }: Pick<Ports, 'store'>): ReturnType<Ports['store']['payers']> {
  const all = await store.payers();
  const neighbours = neighboursAmong(all);
  return { ...all, payers: all.payers.map((payer) => judgePayer(payer, neighbours)) };
}

/** Saves a payer, judged. */
export async function saveJudged(ports: Pick<Ports, 'store'>, payer: Payer): Promise<Payer> {
  return ports.store.savePayer(await judgedAmongAll(ports, payer));
}

/**
 * The payer, judged. Throws `payer/not-confirmed` while anything of it waits for a confirmation. Other open errors travel
 * with a bundle and are told there: a reviewer may know better, and a signature for another may not be made.
 */
export function confirmedPayer(given: Payer, neighbours: Neighbours): Payer {
  const payer = judgePayer(given, neighbours);
  const [blocking] = blockingFindings(payer);
  if (blocking === undefined) return payer;
  const { code, says } = blocking;
  throw new Fault('payer/not-confirmed', { ref: payer.ref, code, says });
}

export async function confirmedPayers(ports: Pick<Ports, 'store'>, payers: readonly Payer[]): Promise<Payer[]> {
  const neighbours = await neighboursInStore(ports);
  return payers.map((payer) => confirmedPayer(payer, neighbours));
}
