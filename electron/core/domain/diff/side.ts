/** @file One side of a comparison, and which definitions of the two are one. */
import type { ServerDefinition } from '../definition/server-definition.ts';
import { samePlace } from '../push/not-kept.ts';
import { sameIssuer } from '../push/same.ts';
import type { Secret } from '../secret.ts';
import type { SideSeen } from './difference.ts';

export interface Side extends SideSeen {
  readonly entries: readonly Entry[];
}

export interface Entry {
  /** `slug@environment`; '' where the side knows none. */
  readonly ref: string;
  /** A member that is absent is not told by this side. */
  readonly members: Partial<ServerDefinition>;
  /** Keys of the wire that no member stands for; null: this form has none to tell. */
  readonly unknown: Readonly<Record<string, string>> | null;
  /** What the side knows of the secret: one in clear, one in the vault of this store, or nothing. */
  readonly secret: Secret | 'of-payer' | 'not-told';
}

export interface Pair {
  readonly before: Entry | null;
  readonly after: Entry | null;
}

/**
 * One on each side are compared whatever they are. Of several those are one that have the same ref; else the same node, module and
 * issuer; else the same issuer. What is left is on one side only. In the order of `before`, then of `after`.
 */
export function pairsOf(before: readonly Entry[], after: readonly Entry[]): Pair[] {
  const [one] = before;
  const [other] = after;
  if (one !== undefined && other !== undefined && before.length === 1 && after.length === 1)
    return [{ before: one, after: other }];
  const partners = new Map<Entry, Entry>();
  const taken = new Set<Entry>();
  for (const isOne of rules)
    for (const entry of before.filter((each) => !partners.has(each))) {
      const partner = after.find((each) => !taken.has(each) && isOne(entry, each));
      if (partner === undefined) continue;
      partners.set(entry, partner);
      taken.add(partner);
    }
  return [
    ...before.map((entry) => ({ before: entry, after: partners.get(entry) ?? null })),
    ...after.filter((entry) => !taken.has(entry)).map((entry) => ({ before: null, after: entry })),
  ];
}

const issuerOf = ({ members }: Entry) => members.issuer ?? '';
const placeOf = (entry: Entry) => ({
  nodeId: entry.members.nodeId ?? '',
  moduleId: entry.members.moduleId ?? '',
  issuer: issuerOf(entry),
});

const rules: readonly ((one: Entry, other: Entry) => boolean)[] = [
  (one, other) => one.ref !== '' && one.ref === other.ref,
  (one, other) => (one.ref === '' || other.ref === '') && samePlace(placeOf(one), placeOf(other)),
  (one, other) => (one.ref === '' || other.ref === '') && sameIssuer(issuerOf(one), issuerOf(other)),
];
