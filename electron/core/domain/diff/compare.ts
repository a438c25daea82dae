import { sameIssuer } from '../push/same.ts';
import type { DefinitionDifference, MemberDifference, SecretDifference } from './difference.ts';
import { linesBetween } from './lines.ts';
import type { Member } from './members.ts';
import { entriesOf, memberLabels, memberNames, scripts, sets } from './members.ts';
import type { Entry, Pair } from './side.ts';

export interface Manner {
  readonly secret: SecretDifference;
  /** A Smile CDR is one of the sides: it takes an issuer with and without its final slash for one (smile-cdr §2.3). */
  readonly ignoresFinalSlash: boolean;
}

/** How two states of one definition differ; where one of them is missing, what the other has. */
export function compareDefinitions({ before, after }: Pair, manner: Manner): DefinitionDifference {
  const shown = after ?? before;
  const told = memberNames.filter((member) => isTold(before, member) && isTold(after, member));
  const members = [
    ...told.flatMap((member) => between(member, { before, after }, manner)),
    ...unknownBetween(before, after),
  ];
  const isDifferent = members.length > 0 || manner.secret === 'different';
  return {
    is: before === null ? 'only-after' : after === null ? 'only-before' : isDifferent ? 'changed' : 'same',
    name: shown === null ? '' : nameOf(shown),
    issuer: shown?.members.issuer ?? '',
    members,
    secret: manner.secret,
    notTold: before === null || after === null ? [] : memberNames.flatMap((member) => notTold(member, before, after)),
  };
}

function nameOf({ ref, members: { name, nodeId, moduleId } }: Entry): string {
  return ref === '' ? `${name ?? ''} (${nodeId ?? ''}/${moduleId ?? ''})` : ref;
}

/** A side that is not there has nothing set. */
function isTold(entry: Entry | null, member: Member): boolean {
  return entry === null || entry.members[member] !== undefined;
}

function notTold(member: Member, before: Entry, after: Entry): DefinitionDifference['notTold'] {
  const [inBefore, inAfter] = [isTold(before, member), isTold(after, member)];
  if (inBefore === inAfter) return [];
  const value = (inBefore ? before : after).members[member];
  // What is not set on the one side and has no place on the other is no loss.
  return value === undefined || value.length === 0
    ? []
    : [{ member, label: memberLabels[member], by: inBefore ? 'after' : 'before' }];
}

function between(member: Member, { before, after }: Pair, { ignoresFinalSlash }: Manner): MemberDifference[] {
  const label = memberLabels[member];
  const [was, is] = [valueOf(before, member), valueOf(after, member)];
  if (sets.has(member)) {
    const [old, fresh] = [new Set(entriesOf(was)), new Set(entriesOf(is))];
    const added = [...fresh].filter((entry) => !old.has(entry));
    const removed = [...old].filter((entry) => !fresh.has(entry));
    return added.length + removed.length === 0 ? [] : [{ is: 'set', member, label, added, removed }];
  }
  const [one, other] = [text(was), text(is)];
  if (one === other) return [];
  if (member === 'issuer' && ignoresFinalSlash && sameIssuer(one, other)) return [];
  return scripts.has(member)
    ? [{ is: 'lines', member, label, ...linesBetween(one, other) }]
    : [{ is: 'text', member, label, before: one, after: other }];
}

function valueOf(entry: Entry | null, member: Member): string | readonly string[] {
  return entry?.members[member] ?? '';
}

const text = (value: string | readonly string[]): string => (typeof value === 'string' ? value : value.join(' '));

/** What looks like a secret is masked, whatever it is: nobody told us what these keys are. */
const looksSecret = /secret|password|passwd|credential|private|token(?!Url|Endpoint)|jsonKeys/i;

function unknownBetween(before: Entry | null, after: Entry | null): MemberDifference[] {
  if (before?.unknown === null || after?.unknown === null) return [];
  const [was, is] = [before?.unknown ?? {}, after?.unknown ?? {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .sort()
    .filter((key) => (was[key] ?? '') !== (is[key] ?? ''))
    .map((key) => {
      const shown = (value = '') => (looksSecret.test(key) && value !== '' ? '••••••••' : value);
      return { is: 'text' as const, member: key, label: key, before: shown(was[key]), after: shown(is[key]) };
    });
}
