/** @file How a definition goes back to what it was before a push. */
import type { WireServer } from '../../ports.ts';
import { wireMembers, wireNames } from '../definition/wire-names.ts';
import type { FieldChange } from './plan-types.ts';
import { ownedByServer, wireText } from './same.ts';

/** Every field that the API showed before; what has come since is cleared, what the server owns stays. */
export function restoredBody(before: WireServer, now: WireServer): WireServer {
  const cleared = Object.keys(now).filter((key) => !(key in before) && !ownedByServer.includes(key));
  const owned = Object.fromEntries(ownedByServer.filter((key) => key in now).map((key) => [key, now[key]]));
  return { ...Object.fromEntries(cleared.map((key) => [key, ''])), ...before, ...owned };
}

export function restoringChanges(before: WireServer, now: WireServer): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (key) => !ownedByServer.includes(key),
  );
  return keys.flatMap((key): FieldChange[] => {
    const [present, past] = [wireText(now, key), wireText(before, key)];
    if (present === past) return [];
    return [
      {
        key,
        label: labelOf(key),
        state: 'different',
        now: present === '' ? null : present,
        planned: past === '' ? null : past,
      },
    ];
  });
}

function labelOf(key: string): string {
  const member = wireMembers.find((each) => wireNames[each].key === key);
  return member === undefined ? key : wireNames[member].label;
}

/** The first field that is not as the push left it; null: nobody has touched what it wrote. */
export function touchedSince(
  changes: readonly FieldChange[],
  now: WireServer,
  notKept: readonly string[],
): string | null {
  const touched = changes.find(
    ({ key, state, planned }) =>
      state === 'different' && !notKept.includes(key) && wireText(now, key) !== (planned ?? ''),
  );
  return touched?.label ?? null;
}
