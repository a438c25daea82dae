/** @file What earlier pushes found out about a server: keys that it takes and does not keep. */
import type { DefinitionStep, PushRecord } from './plan-types.ts';
import { sameIssuer } from './same.ts';
import type { Target } from './target.ts';

type Place = Pick<DefinitionStep, 'nodeId' | 'moduleId' | 'issuer'>;

export function samePlace(one: Place, other: Place): boolean {
  return one.nodeId === other.nodeId && one.moduleId === other.moduleId && sameIssuer(one.issuer, other.issuer);
}

/** By wire key, what was sent last and did not come back. Later pushes count more. Another address is another server. */
export function notKeptBefore(
  pushes: readonly PushRecord[],
  { name, baseUrl }: Pick<Target, 'name' | 'baseUrl'>,
  place: Place,
): Record<string, string> {
  const ours = pushes
    .filter(({ target, address }) => target === name && (address === baseUrl || address === ''))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))
    .flatMap(({ results }) => results)
    .filter(({ notKept }) => notKept.length > 0);
  const known: Record<string, string> = {};
  for (const { step, notKept } of ours) {
    if ((step.does !== 'create' && step.does !== 'update') || !samePlace(step, place)) continue;
    for (const key of notKept)
      known[key] = step.changes.find((change) => change.key === key)?.planned ?? known[key] ?? '';
  }
  return known;
}
