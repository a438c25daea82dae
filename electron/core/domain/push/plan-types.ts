/** @file A plan as data: the review shows it, the command line prints it, the push carries it out. */
import { z } from 'zod';
import { confidencesThere } from './learnt.ts';

/**
 * One field that a push would write. `different`: both sides are known. `secret-changed`: the vault knows that another
 * secret was sent last. `secret-not-told`: the server does not return it and nothing is known of what it holds.
 * `secret-missing`: the definition uses one, and neither the vault nor a person has given it.
 */
export const FieldChange = z.object({
  /** The wire name: `federationTokenUrl`. */
  key: z.string(),
  label: z.string(),
  /** How sure its wire name is at this target; absent where that is no question. */
  confidence: z.enum(confidencesThere).optional(),
  state: z.enum(['different', 'secret-changed', 'secret-not-told', 'secret-missing']),
  /** null: absent there. Always null for a secret. */
  now: z.string().nullable(),
  planned: z.string().nullable(),
});
export type FieldChange = z.infer<typeof FieldChange>;

/** Where a definition stands. */
const Place = { payer: z.string(), name: z.string(), nodeId: z.string(), moduleId: z.string(), issuer: z.string() };

export const DefinitionStep = z.discriminatedUnion('does', [
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
export type DefinitionStep = z.infer<typeof DefinitionStep>;

/** Whose keystore, and what is in it: all of it public. `name`: the keystore's id. */
const OfKeystore = {
  payer: z.string(),
  name: z.string(),
  /** How it comes by its keys: from a file on the Smile CDR host, or by being sent them. */
  way: z.enum(['file', 'private-keys']),
  /** A resource path of Smile CDR; '' where the keys are sent. */
  filePath: z.string(),
  /** The one that signs first. */
  kids: z.array(z.string()),
  /** RFC 7638, in the same order: what tells a later plan whether these keys were sent. */
  thumbprints: z.array(z.string()),
  /** What they sign with, in the same order; none in records of an earlier version. */
  algorithms: z.array(z.string()).default([]),
};

export const KeystoreStep = z.discriminatedUnion('does', [
  z.object({ does: z.literal('create-keystore'), ...OfKeystore, changes: z.array(FieldChange) }),
  z.object({ does: z.literal('update-keystore'), ...OfKeystore, changes: z.array(FieldChange) }),
  z.object({ does: z.literal('keystore-as-it-is'), ...OfKeystore }),
]);
export type KeystoreStep = z.infer<typeof KeystoreStep>;

export const PlanStep = z.union([DefinitionStep, KeystoreStep]);
export type PlanStep = z.infer<typeof PlanStep>;

/** What the Admin API cannot do, or not in a way that is known: for a person, in the console or on the host. */
export const ByHand = z.object({ payer: z.string(), code: z.string(), says: z.string(), hint: z.string() });
export type ByHand = z.infer<typeof ByHand>;

/** Keystores come before the definitions that name them. */
export const Plan = z.object({
  target: z.string(),
  readAt: z.string(),
  steps: z.array(PlanStep),
  /** The wire name under which a definition names its keystore there; '': none is named. */
  keystoreReference: z.string().default(''),
  byHand: z.array(ByHand).default([]),
});
export type Plan = z.infer<typeof Plan>;

export function isOfKeystore(step: PlanStep): step is KeystoreStep {
  return step.does.includes('keystore');
}

/** Whether carrying it out sends a request. */
export function isWrite({ does }: PlanStep): boolean {
  return !['nothing', 'keystore-as-it-is', 'conflict'].includes(does);
}

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
  /** What was left for a person to do. */
  byHand: z.array(ByHand).default([]),
});
export type PushRecord = z.infer<typeof PushRecord>;
