/** @file One side of a comparison, and which definitions of the two are one. */
import type { Target } from '../push/target.ts';
import type { DefinitionDraft } from '../definition/check.ts';
import type { ReadDefinition } from '../definition/read-definitions.ts';
import type { Secret } from '../secret.ts';
import type { SideSeen } from './difference.ts';

export interface Side extends Pick<SideSeen, 'is' | 'label' | 'verification'> {
  readonly entries: readonly Entry[];
}

export interface Entry {
  /** `slug@environment`; '' where the side knows none. */
  readonly ref: string;
  /** A member that is absent is not told by this side. */
  readonly members: Partial<DefinitionDraft>;
  /** What stands there and is in no member, and the form that it stands in: keys of two forms cannot be compared. */
  readonly others: { readonly form: 'definition' | 'tutorial' | 'wire'; readonly values: ReadDefinition['unknown'] };
  /** null: this side tells of no keys. */
  readonly keys: KeysTold | null;
  /** What the side knows of the secret: one in clear; one in the vault of this store; the one that was sent there last; or nothing. */
  readonly secret: Secret | 'of-payer' | 'not-told' | { readonly sentTo: Pick<Target, 'name' | 'baseUrl'> };
  /** The environment variable that the secret is read from; '': none is named. */
  readonly secretVariable: string;
  /** Of a live target; '': it is in use. */
  readonly archivedAt: string;
}

/** Public halves only. */
export interface KeysTold {
  readonly published: readonly { readonly kid: string; /** RFC 7638. */ readonly thumbprint: string }[];
  /** Of the key that signs: hex SHA-256 of the DER, and its last day. */
  readonly certificate: { readonly sha256: string; readonly notAfter: string } | null;
}

export interface Pair {
  readonly before: Entry | null;
  readonly after: Entry | null;
}

type Entries = readonly Entry[];

/**
 * `isOneEach`: one on each side are compared whatever they are. Otherwise those are one that are equal; else that have the same ref; else the same node,
 * module and issuer; else the same issuer (a final slash ignored, as Smile CDR does). What is left is on one side only. An archived
 * one counts only for what has no other partner. The order on either side does not matter; the answer’s is that of the names.
 */
export function pairsOf(before: Entries, after: Entries, { isOneEach }: { isOneEach: boolean }): Pair[] {
  if (isOneEach && before.length === 1 && after.length === 1)
    return [{ before: before[0] ?? null, after: after[0] ?? null }];
  const inUse = matched(before.filter(isInUse), after.filter(isInUse));
  const gone = matched(inUse.before, after.filter(isArchived));
  const back = matched(before.filter(isArchived), inUse.after);
  const pairs = [
    ...[...inUse.pairs, ...gone.pairs, ...back.pairs],
    ...gone.before.map((entry) => ({ before: entry, after: null })),
    ...back.after.map((entry) => ({ before: null, after: entry })),
  ];
  return sorted(pairs, (pair) => textOf(pair.before ?? pair.after) + textOf(pair.after));
}

const isInUse = ({ archivedAt }: Entry) => archivedAt === '';
const isArchived = (entry: Entry) => !isInUse(entry);
const inOrder = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** By what two may be one, the surest first. '': not by this. */
const marks: readonly ((entry: Entry) => string)[] = [
  textOf,
  ({ ref }) => ref,
  (entry) => (issuerOf(entry) === '' ? '' : JSON.stringify([...placeOf(entry), issuerOf(entry)])),
  issuerOf,
];

interface Matched {
  readonly pairs: Pair[];
  readonly before: Entries;
  readonly after: Entries;
}

function matched(before: Entries, after: Entries): Matched {
  let left: Matched = { pairs: [], before, after };
  for (const markOf of marks) left = matchedBy(markOf, left);
  return left;
}

function matchedBy(markOf: (entry: Entry) => string, { pairs, before, after }: Matched): Matched {
  const waiting = new Map<string, Entry[]>();
  for (const entry of sorted(after, textOf)) {
    const alike = waiting.get(markOf(entry)) ?? [];
    alike.push(entry);
    waiting.set(markOf(entry), alike);
  }
  waiting.delete('');
  const found = sorted(before, textOf).map((entry) => ({
    before: entry,
    after: waiting.get(markOf(entry))?.shift() ?? null,
  }));
  const taken = new Set(found.map((pair) => pair.after));
  return {
    pairs: [...pairs, ...found.filter((pair) => pair.after !== null)],
    before: found.filter((pair) => pair.after === null).map((pair) => pair.before),
    after: after.filter((entry) => !taken.has(entry)),
  };
}

/** Each text is made once: it may be long. */
function sorted<T>(all: readonly T[], text: (one: T) => string): T[] {
  return all
    .map((one) => ({ one, by: text(one) }))
    .toSorted((a, b) => inOrder(a.by, b.by))
    .map(({ one }) => one);
}

function issuerOf({ members }: Entry): string {
  return (members.issuer ?? '').replace(/\/+$/, '');
}

function placeOf({ members }: Entry): string[] {
  return [members.nodeId ?? '', members.moduleId ?? ''];
}

/** All that it says, but for the secret. */
function textOf(entry: Entry | null): string {
  if (entry === null) return '';
  const { ref, members, others, keys, secretVariable, archivedAt } = entry;
  const parts = [Object.entries(members), Object.entries(others.values)].map((each) => each.toSorted(byKey));
  return JSON.stringify([ref, issuerOf(entry), ...placeOf(entry), ...parts, keys, secretVariable, archivedAt]);
}

const byKey = ([one]: [string, unknown], [other]: [string, unknown]) => inOrder(one, other);
