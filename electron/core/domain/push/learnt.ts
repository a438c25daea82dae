/**
 * @file What a target itself tells of the wire names (smile-cdr §2.6): a key that stands on one of its definitions is sure there, as is
 * one that its API’s description names; one that the description leaves out will hardly be kept.
 */
import { z } from 'zod';
import type { WireServer } from '../../ports.ts';
import type { Confidence } from '../definition/wire-names.ts';
import { confidences, secretKey, wireMembers, wireNames } from '../definition/wire-names.ts';
import { wireText } from './same.ts';

export const confidencesThere = [...confidences, 'seen-there', 'described-there', 'not-described-there'] as const;
export type ConfidenceThere = (typeof confidencesThere)[number];

export const Learnt = z.object({
  at: z.string(),
  /** Keys on its definitions that have a value. */
  seen: z.array(z.string()),
  /** Keys that its API describes; null: no description was found. */
  described: z.array(z.string()).nullable(),
  /** Under which its definitions name their keystores; '': none is seen. */
  keystoreReference: z.string().default(''),
});
export type Learnt = z.infer<typeof Learnt>;

/** The union over all definitions, in the order of the alphabet. */
export function keysSeen(servers: readonly WireServer[]): string[] {
  const seen = new Set(servers.flatMap((server) => Object.keys(server).filter((key) => wireText(server, key) !== '')));
  return [...seen].toSorted();
}

/** How sure a wire name is at a target. A value that came back counts more than a description. */
export function confidenceThere(key: string, learnt: Pick<Learnt, 'seen' | 'described'>): ConfidenceThere {
  if (learnt.seen.includes(key)) return 'seen-there';
  if (learnt.described !== null) return learnt.described.includes(key) ? 'described-there' : 'not-described-there';
  return usual.get(key) ?? 'tutorial-only';
}

const usual = new Map<string, Confidence>([
  ...wireMembers.map((member): [string, Confidence] => [wireNames[member].key, wireNames[member].confidence]),
  // It stands beside the client id in the same public code.
  [secretKey, 'seen-in-public-code'],
]);
