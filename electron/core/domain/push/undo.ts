/**
 * @file What it takes to go back to the state before a push, of one definition. (1) By the field: what the push did not write
 * is nobody's to restore. (2) A field that is as before needs nothing, so a roll back that stopped halfway can go on.
 */
import type { WireServer } from '../../ports.ts';
import { wireNames } from '../definition/wire-names.ts';
import type { DefinitionResult } from './outcome.ts';
import type { FieldChange } from './plan-types.ts';
import { isArchived, sameIssuer, wireText } from './same.ts';

export type Undo =
  | { readonly is: 'as-before' }
  | { readonly is: 'archive' }
  | { readonly is: 'restore'; readonly changes: FieldChange[] }
  /** Somebody changed what the push wrote: the label of the first such field. */
  | { readonly is: 'changed-since'; readonly label: string }
  | { readonly is: 'gone' };

/** `now`: the definition as the target shows it; null where it shows none. */
export function undoOf(result: DefinitionResult, now: WireServer | null): Undo {
  const { step } = result;
  if (step.does === 'create' && (now === null || isArchived(now))) return { is: 'as-before' };
  if (now === null || isArchived(now)) return { is: 'gone' };

  const fields = step.changes
    .filter(({ state }) => state === 'different')
    .map((change) => compared(change, result, now));
  const other = fields.find(({ is }) => is === 'other' || (is === 'before' && step.does === 'create'));
  if (other !== undefined) return { is: 'changed-since', label: other.change.label };
  if (step.does === 'create') return { is: 'archive' };
  return {
    is: 'restore',
    changes: fields
      .filter(({ is }) => is === 'pushed')
      .map(({ change: { key, label, now: before } }) => {
        const present = wireText(now, key);
        return { key, label, state: 'different', now: present === '' ? null : present, planned: before };
      }),
  };
}

interface Compared {
  readonly change: FieldChange;
  readonly is: 'pushed' | 'before' | 'other';
}

function compared(change: FieldChange, { outcome, notKept, keptAs }: DefinitionResult, now: WireServer): Compared {
  const { key, planned } = change;
  const present = wireText(now, key);
  const pushed = keptAs[key] ?? planned ?? '';
  // Nobody has seen which fields this server kept of the push: one that is absent was not changed by a person for that.
  const isUnread = outcome === 'not-read-back' || outcome === 'unknown';
  if (isUnread && (present === '' || (key === wireNames.issuer.key && sameIssuer(present, pushed))))
    return { change, is: 'pushed' };
  // What was not kept is absent, or an issuer that lost its final slash.
  if (present === pushed || (notKept.includes(key) && pushed.startsWith(present))) return { change, is: 'pushed' };
  return { change, is: present === (change.now ?? '') ? 'before' : 'other' };
}

/** The fields that go back, in the form that they had, over what is there now. */
export function restoredBody(changes: readonly FieldChange[], { before, now }: Record<'before' | 'now', WireServer>) {
  const restored = changes.map(({ key }): [string, unknown] => [key, key in before ? before[key] : '']);
  return { ...now, ...Object.fromEntries(restored) };
}
