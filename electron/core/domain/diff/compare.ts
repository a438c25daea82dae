import { sameIssuer } from '../push/same.ts';
import type { DefinitionDifference, MemberDifference, SecretDifference } from './difference.ts';
import { linesBetween } from './lines.ts';
import { maskedForeign, maskedParts } from './masked.ts';
import type { Compared } from './members.ts';
import { compared, entriesOf } from './members.ts';
import type { Entry, Pair } from './side.ts';

export interface Manner {
  readonly secret: SecretDifference;
  /** A Smile CDR is one of the sides: it takes an issuer with and without its final slash for one (smile-cdr §2.3). */
  readonly ignoresFinalSlash: boolean;
}

/** How two states of one definition differ; where one of them is missing, what the other has. */
export function compareDefinitions(pair: Pair, manner: Manner): DefinitionDifference {
  const { before, after } = pair;
  const shown = after ?? before;
  const members = [...compared.flatMap((each) => between(each, pair, manner)), ...othersBetween(pair)];
  const isDifferent = members.length > 0 || manner.secret === 'different';
  return {
    is: before === null ? 'only-after' : after === null ? 'only-before' : isDifferent ? 'changed' : 'same',
    name: shown === null ? '' : nameOf(shown),
    issuer: maskedParts(shown?.members.issuer ?? ''),
    members,
    secret: manner.secret,
    notTold: before === null || after === null ? [] : [...notTold(before, after), ...othersNotTold(before, after)],
  };
}

/** The payer’s ref, or the server’s name and place where it has none. */
export function nameOf({ ref, members: { name = '', nodeId = '', moduleId = '' } }: Entry): string {
  return ref === '' ? `${name === '' ? 'without a name' : name} (${nodeId}/${moduleId})` : ref;
}

function between(each: Compared, { before, after }: Pair, { ignoresFinalSlash }: Manner): MemberDifference[] {
  const { member, label, as } = each;
  // A side that is not there has nothing set.
  const [was, is] = [before, after].map((entry) => (entry === null ? '' : each.valueOf(entry)));
  if (was === undefined || is === undefined) return [];
  if (as === 'set') {
    const [old, fresh] = [new Set(entriesOf(was)), new Set(entriesOf(is))];
    const added = [...fresh].filter((entry) => !old.has(entry)).sort();
    const removed = [...old].filter((entry) => !fresh.has(entry)).sort();
    return added.length + removed.length === 0 ? [] : [{ is: 'set', member, label, added, removed }];
  }
  const [one, other] = [text(was), text(is)];
  if (one === other) return [];
  if (member === 'issuer' && ignoresFinalSlash && sameIssuer(one, other)) return [];
  return as === 'lines'
    ? [{ is: 'lines', member, label, ...linesBetween(one, other) }]
    : [{ is: 'text', member, label, before: maskedParts(one), after: maskedParts(other) }];
}

const text = (value: string | readonly string[]): string => (typeof value === 'string' ? value : value.join(' '));

function notTold(before: Entry, after: Entry): DefinitionDifference['notTold'] {
  return compared.flatMap(({ member, label, valueOf, isByTheWay = false }) => {
    const [was, is] = [valueOf(before), valueOf(after)];
    // What is not set on the one side and has no place on the other is no loss.
    const isLost = (was === undefined) !== (is === undefined) && (was ?? is)?.length !== 0;
    return isLost && !isByTheWay ? [{ member, label, by: was === undefined ? 'before' : 'after' } as const] : [];
  });
}

function othersBetween({ before, after }: Pair): MemberDifference[] {
  if (before !== null && after !== null && before.others.form !== after.others.form) return [];
  const [was, is] = [before?.others.values ?? {}, after?.others.values ?? {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .sort()
    .map((key) => ({ key, one: was[key] ?? '', other: is[key] ?? '' }))
    .filter(({ one, other }) => one !== other)
    .map(({ key, one, other }) => {
      return {
        ...{ is: 'text' as const, member: key, label: key },
        ...{ before: maskedForeign(key, one), after: maskedForeign(key, other) },
      };
    });
}

/** Keys of two forms say nothing of each other: those of the one side are not told by the other. */
function othersNotTold(before: Entry, after: Entry): DefinitionDifference['notTold'] {
  if (before.others.form === after.others.form) return [];
  const keysOf = ({ others }: Entry, by: 'before' | 'after') =>
    Object.keys(others.values)
      .sort()
      .map((key) => ({ member: key, label: key, by }));
  return [...keysOf(before, 'after'), ...keysOf(after, 'before')];
}
