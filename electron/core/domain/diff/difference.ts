/** @file A difference between two states of definitions, as data. (1) A secret is never in it: same, different, or not told. */
import { z } from 'zod';

export const Line = z.object({ is: z.enum(['same', 'added', 'removed']), text: z.string() });
export type Line = z.infer<typeof Line>;

const Named = { member: z.string(), label: z.string() };

export const MemberDifference = z.discriminatedUnion('is', [
  /** Compared as a string, addresses too. '' stands for a value that is not set. */
  z.object({ is: z.literal('text'), ...Named, before: z.string(), after: z.string() }),
  /** Compared as a set: neither order nor repetition is a difference. */
  z.object({ is: z.literal('set'), ...Named, added: z.array(z.string()), removed: z.array(z.string()) }),
  /** Compared line by line; `lines` has what differs, and three lines around it. `hunk` counts the places, from 0. */
  z.object({
    is: z.literal('lines'),
    ...Named,
    added: z.number().int(),
    removed: z.number().int(),
    hunks: z.array(z.object({ before: z.number().int(), after: z.number().int(), lines: z.array(Line) })),
  }),
]);
export type MemberDifference = z.infer<typeof MemberDifference>;

export const secretStates = ['not-used', 'same', 'different', 'not-told'] as const;
export type SecretDifference = (typeof secretStates)[number];

export const DefinitionDifference = z.object({
  is: z.enum(['same', 'changed', 'only-before', 'only-after']),
  /** The payer’s ref, or the server’s name and place where it has none. */
  name: z.string(),
  issuer: z.string(),
  members: z.array(MemberDifference),
  secret: z.enum(secretStates),
  /** Members that one side has no place for: nothing is said of them. */
  notTold: z.array(z.object({ ...Named, by: z.enum(['before', 'after']) })),
});
export type DefinitionDifference = z.infer<typeof DefinitionDifference>;

const SideSeen = z.object({ label: z.string(), is: z.enum(['payer', 'bundle', 'file', 'target']) });
export type SideSeen = z.infer<typeof SideSeen>;

export const Difference = z.object({
  before: SideSeen,
  after: SideSeen,
  /** No definition differs as far as both sides tell. */
  isSame: z.boolean(),
  definitions: z.array(DefinitionDifference),
});
export type Difference = z.infer<typeof Difference>;
