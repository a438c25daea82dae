/** @file What is known of a target after it was asked, and what of it a person has to be told. */
import { z } from 'zod';
import { say } from '../texts.ts';
import { AdvisedModule, hasExchangeModule } from './advise-modules.ts';

export const permissionStates = ['granted', 'missing', 'not-told'] as const;

export const TargetFacts = z.object({
  reachable: z.boolean(),
  /** A call without credentials was answered: a 200 then proves nothing (smile-cdr §3.1). */
  anonymousAccess: z.boolean(),
  /** As its API’s description spells it; '': not told. No call of the Admin API is known that tells the version of Smile CDR. */
  describedVersion: z.string(),
  /** By name (smile-cdr §3.2), in the order in which they are needed. What only a write would tell is not told. */
  permissions: z.array(z.object({ permission: z.string(), state: z.enum(permissionStates) })),
  /** The likelier ones for a definition first; none where they may not be listed. */
  modules: z.array(AdvisedModule),
  keystores: z.enum(['present', 'absent', 'not-told']),
  propertySource: z.enum(['DATABASE', 'PROPERTIES', 'not-told']),
});
export type TargetFacts = z.infer<typeof TargetFacts>;

/** Sentences, what stands in the way of a push first. */
export function toldOf(facts: TargetFacts): string[] {
  const { anonymousAccess, permissions, modules, keystores, propertySource } = facts;
  const missing = permissions.filter(({ state }) => state === 'missing').map(({ permission }) => permission);
  return [
    ...(missing.length > 0 ? [say('say/target-permissions', { missing: missing.join(', ') })] : []),
    ...(anonymousAccess ? [say('say/target-anonymous')] : []),
    ...(propertySource === 'PROPERTIES' ? [say('say/target-properties')] : []),
    ...(propertySource === 'not-told' ? [say('say/target-no-source')] : []),
    ...(keystores === 'absent' ? [say('say/target-no-keystores')] : []),
    ...(modules.length > 0 && !hasExchangeModule(modules) ? [say('say/target-no-exchange')] : []),
  ];
}

/** Whether a plan and a push can be made with it, as far as it was told. */
export function isReady({ permissions }: Pick<TargetFacts, 'permissions'>): boolean {
  return permissions.every(({ state }) => state !== 'missing');
}
