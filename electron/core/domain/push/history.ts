/** @file What earlier pushes to a server found out about it, looked through once: keys that it takes and does not keep, and the keys in its keystores. */
import { keyMarks } from './keystore.ts';
import { isDone, ofDefinition } from './outcome.ts';
import type { DefinitionStep, PushRecord, StepResult } from './plan-types.ts';
import { isOfKeystore } from './plan-types.ts';
import { bareIssuer } from './same.ts';
import type { Target } from './target.ts';

export type Place = Pick<DefinitionStep, 'nodeId' | 'moduleId' | 'issuer'>;

export function samePlace(one: Place, other: Place): boolean {
  return placeKey(one) === placeKey(other);
}

/** The same for one definition, however its issuer ends. */
export function placeKey({ nodeId, moduleId, issuer }: Place): string {
  return JSON.stringify([nodeId, moduleId, bareIssuer(issuer)]);
}

export interface History {
  /** By wire key, what was sent last and did not come back. */
  notKept(place: Place): Readonly<Record<string, string>>;
  /**
   * Marks of the keys that were sent last into a keystore, as `keyMarks` makes them. null: none is known to have been sent, or what became of the
   * last ones is not.
   */
  keysSent(keystoreId: string): readonly string[] | null;
}

/** Later pushes count more. Another address is another server. */
export function historyOf(pushes: readonly PushRecord[], { name, baseUrl }: Pick<Target, 'name' | 'baseUrl'>): History {
  const notKept = new Map<string, Record<string, string>>();
  const keys = new Map<string, readonly string[] | null>();
  const ours = pushes.filter(({ target, address }) => target === name && (address === baseUrl || address === ''));
  for (const { results } of ours.toSorted((one, other) => (one.at < other.at ? -1 : 1)))
    for (const result of results) {
      if (ofDefinition(result) && result.notKept.length > 0) {
        const at = placeKey(result.step);
        notKept.set(at, { ...notKept.get(at), ...sentInVain(result) });
      }
      noteKeys(keys, result);
    }
  return {
    notKept: (place) => notKept.get(placeKey(place)) ?? {},
    keysSent: (keystoreId) => keys.get(keystoreId) ?? null,
  };
}

function sentInVain({ step, notKept }: StepResult): Record<string, string> {
  const changes = 'changes' in step ? step.changes : [];
  return Object.fromEntries(
    notKept.flatMap((key) => {
      const change = changes.find((each) => each.key === key);
      return change === undefined ? [] : [[key, change.planned ?? '']];
    }),
  );
}

function noteKeys(keys: Map<string, readonly string[] | null>, { step, outcome }: StepResult): void {
  if (!isOfKeystore(step) || step.does === 'keystore-as-it-is') return;
  if (outcome === 'not-tried' || outcome === 'failed' || outcome === 'settled-not-done') return;
  keys.set(step.name, isDone(outcome) && step.way === 'private-keys' ? keyMarks(step) : null);
}
