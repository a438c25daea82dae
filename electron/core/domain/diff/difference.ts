/** @file A difference between two states of definitions, as data. (1) A secret is never in it: same, different, or not told. */
import { z } from 'zod';
import { Verification } from '../bundle/verdict.ts';

/** `no-end`: the line before it is the last one, and has no line end. */
export const Line = z.object({ is: z.enum(['same', 'added', 'removed', 'no-end']), text: z.string() });
export type Line = z.infer<typeof Line>;

/** Where both texts begin to differ in one place, counted from 1, and the lines there with three around them. */
export const Hunk = z.object({ before: z.number().int(), after: z.number().int(), lines: z.array(Line) });
export type Hunk = z.infer<typeof Hunk>;

/**
 * `member` is a member of the definition; of a key that no member stands for its wire name; or `keys`, `certificate`,
 * `clientSecretVariable`, `archivedAt`.
 */
const Named = { member: z.string(), label: z.string() };

export const MemberDifference = z.discriminatedUnion('is', [
  /** Compared as a string, addresses too. '' stands for a value that is not set. What looks like a secret is masked: see `masked.ts`. */
  z.object({ is: z.literal('text'), ...Named, before: z.string(), after: z.string() }),
  /** Compared as a set: neither order nor repetition is a difference. */
  z.object({ is: z.literal('set'), ...Named, added: z.array(z.string()), removed: z.array(z.string()) }),
  /** Compared line by line. `added` and `removed` count lines. */
  z.object({
    is: z.literal('lines'),
    ...Named,
    added: z.number().int(),
    removed: z.number().int(),
    hunks: z.array(Hunk),
  }),
]);
export type MemberDifference = z.infer<typeof MemberDifference>;

export const secretStates = ['not-used', 'same', 'different', 'not-told'] as const;
export type SecretDifference = (typeof secretStates)[number];

export const sidesOfPair = ['before', 'after'] as const;
export type SideOfPair = (typeof sidesOfPair)[number];

export const DefinitionDifference = z.object({
  is: z.enum(['same', 'changed', 'only-before', 'only-after']),
  /** The payer’s ref, or the server’s name and place where it has none. */
  name: z.string(),
  issuer: z.string(),
  members: z.array(MemberDifference),
  secret: z.enum(secretStates),
  /** What one side has and the other has no place for: nothing is said of it. */
  notTold: z.array(z.object({ ...Named, by: z.enum(sidesOfPair) })),
});
export type DefinitionDifference = z.infer<typeof DefinitionDifference>;

export const SideSeen = z.object({
  label: z.string(),
  is: z.enum(['payer', 'bundle', 'file', 'target']),
  /** What a bundle is worth to this reader; null: it is none. */
  verification: Verification.nullable().default(null),
  /** Of a live target: definitions that the other side says nothing of. They are not compared, and no difference. */
  besides: z.array(z.string()).default([]),
});
export type SideSeen = z.infer<typeof SideSeen>;

export const Difference = z.object({
  version: z.literal(1).default(1),
  before: SideSeen,
  after: SideSeen,
  /** No definition differs as far as both sides tell. */
  isSame: z.boolean(),
  /** In the order of their names. */
  definitions: z.array(DefinitionDifference),
});
export type Difference = z.infer<typeof Difference>;
