/** @file A plan as data: the review shows it, the command line prints it, the push carries it out. */
import { z } from 'zod';

/**
 * One field that a push would write. `different`: both sides are known. `secret-changed`: the vault knows that another
 * secret was sent last. `secret-not-told`: the server does not return it and nothing is known of what it holds.
 * `secret-missing`: the definition uses one, and neither the vault nor a person has given it.
 */
export const FieldChange = z.object({
  /** The wire name: `federationTokenUrl`. */
  key: z.string(),
  label: z.string(),
  state: z.enum(['different', 'secret-changed', 'secret-not-told', 'secret-missing']),
  /** null: absent there. Always null for a secret. */
  now: z.string().nullable(),
  planned: z.string().nullable(),
});
export type FieldChange = z.infer<typeof FieldChange>;

const Place = { payer: z.string(), name: z.string(), nodeId: z.string(), moduleId: z.string(), issuer: z.string() };

export const PlanStep = z.discriminatedUnion('does', [
  z.object({ does: z.literal('create'), ...Place, changes: z.array(FieldChange) }),
  z.object({
    does: z.literal('update'),
    ...Place,
    pid: z.number(),
    changes: z.array(FieldChange),
    keptKeys: z.array(z.string()),
  }),
  z.object({ does: z.literal('nothing'), ...Place, pid: z.number() }),
  /** For the person to settle: the same issuer in another module, twice, or archived. */
  z.object({ does: z.literal('conflict'), ...Place, code: z.string(), says: z.string(), hint: z.string() }),
  /** Only in a rollback: what the push created is archived. */
  z.object({ does: z.literal('archive'), ...Place, pid: z.number() }),
]);
export type PlanStep = z.infer<typeof PlanStep>;

export const Plan = z.object({ target: z.string(), readAt: z.string(), steps: z.array(PlanStep) });
export type Plan = z.infer<typeof Plan>;

/**
 * What became of a step. `done`: written, and read back as planned. `otherwise`: written, and read back with other values.
 * `not-read-back`: the server said that it wrote, and could not be read afterwards. `settled-…`: the answer was lost, and
 * reading the target told whether the write had happened. `unknown`: sent, and nothing tells what became of it; a step
 * that is being carried out stands as this. `failed`: not written.
 */
export const outcomes = [
  'done',
  'otherwise',
  'not-read-back',
  'settled-done',
  'settled-not-done',
  'unknown',
  'failed',
  'not-tried',
] as const;
export type Outcome = (typeof outcomes)[number];

export const StepResult = z.object({
  step: PlanStep,
  outcome: z.enum(outcomes),
  pid: z.number().nullable(),
  code: z.string(),
  says: z.string(),
  /** Wire keys that were sent and did not come back: this version of Smile CDR does not keep them. */
  notKept: z.array(z.string()),
  /** By wire key: what came back instead of what was sent. */
  keptAs: z.record(z.string(), z.string()).default({}),
});
export type StepResult = z.infer<typeof StepResult>;

/** One push, as the history keeps it. The state before lies sealed in the vault, under the push's id. */
export const PushRecord = z.object({
  version: z.literal(1),
  id: z.string(),
  target: z.string(),
  /** The base URL that the target had; '' in records of earlier versions. A name may be given to another server later. */
  address: z.string().default(''),
  at: z.string(),
  /** Set when this push was itself a rollback of another. */
  rollbackOf: z.string().nullable(),
  rolledBackBy: z.string().nullable(),
  results: z.array(StepResult),
});
export type PushRecord = z.infer<typeof PushRecord>;
