/** @file What a diagnosis says. It is kept with the report of the test, so it holds words, and never a secret. */
import { z } from 'zod';

/**
 * How strongly the evidence speaks for a cause. `proven`: nothing else explains what was seen. `told`: the other side says so
 * itself. `fits`: something known here supports it. `possible`: the answer alone allows it.
 */
export const strengths = ['proven', 'told', 'fits', 'possible'] as const;
export type Strength = (typeof strengths)[number];

/** What a person can do about a cause. Nothing of it is ever done without being asked for. */
export const Remedy = z.discriminatedUnion('is', [
  /** Fields of the payer that become others; then the test runs again. */
  z.object({ is: z.literal('change'), says: z.string(), fields: z.record(z.string(), z.string()) }),
  /** A step of the wizard in which to look or to act. */
  z.object({ is: z.literal('go'), says: z.string(), step: z.string() }),
  /** A text for the Source Payer, to be copied: it may hold the public key set, and no secret. */
  z.object({ is: z.literal('ask'), says: z.string(), text: z.string() }),
  /** Nothing to change here: what was wrong may have passed. */
  z.object({ is: z.literal('again'), says: z.string() }),
]);
export type Remedy = z.infer<typeof Remedy>;

export const LikelyCause = z.object({
  code: z.string(),
  says: z.string(),
  hint: z.string(),
  strength: z.enum(strengths),
  /** What speaks for it, in sentences. */
  evidence: z.array(z.string()),
  /** Members of the request in which its sign stands: of the form, and of the assertion’s header and claims. */
  signs: z.array(z.string()).default([]),
  remedy: Remedy.nullable(),
});
export type LikelyCause = z.infer<typeof LikelyCause>;

/** The likeliest group first. Causes of one group cannot be told apart from here; within it the one that costs least to try comes first. */
export const Diagnosis = z.object({
  groups: z.array(z.object({ strength: z.enum(strengths), causes: z.array(LikelyCause) })),
  /** What was looked at and is not it, and why. */
  ruledOut: z.array(z.object({ code: z.string(), says: z.string(), because: z.string() })),
});
export type Diagnosis = z.infer<typeof Diagnosis>;
