import { z } from 'zod';

/** One stage of a live test. */
export const Stage = z.object({
  name: z.enum(['settings', 'connect', 'request', 'answer', 'checks']),
  state: z.enum(['done', 'failed', 'not-reached']),
  milliseconds: z.number().int(),
  says: z.string(),
});
export type Stage = z.infer<typeof Stage>;

/** A remark on the test: a cause with its remedy, or something that works but should not be so. */
export const Remark = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  says: z.string(),
  hint: z.string(),
});
export type Remark = z.infer<typeof Remark>;

/**
 * What one live test sent and got. Safe to show, keep and bundle: the signature, the secret, the token and the
 * answer's body beyond its known members are not in it. (1) The assertion was the wizard's own: a granted token
 * does not prove that Smile CDR's assertion will be taken.
 */
export const TokenReport = z.object({
  at: z.string(),
  outcome: z.enum(['granted', 'refused', 'failed']),
  /** The settings that were tried; when they differ from the payer's of today the test is out of date. */
  settings: z.record(z.string(), z.string()),
  endpoint: z.string(),
  stages: z.array(Stage),
  sent: z.object({
    authorization: z.string(),
    form: z.record(z.string(), z.string()),
    assertion: z
      .object({ header: z.record(z.string(), z.unknown()), claims: z.record(z.string(), z.unknown()) })
      .nullable(),
  }),
  answer: z.object({ status: z.number().int(), contentType: z.string(), members: z.array(z.string()) }).nullable(),
  granted: z
    .object({
      tokenType: z.string(),
      expiresInSeconds: z.number().nullable(),
      scopes: z.array(z.string()),
      missingScopes: z.array(z.string()),
    })
    .nullable(),
  /** The payer's own words (RFC 6749 §5.2), cut to a sane length. */
  refusal: z.object({ error: z.string(), description: z.string() }).nullable(),
  remarks: z.array(Remark),
  /** Our clock minus theirs, from the Date header. */
  clockDifferenceSeconds: z.number().int().nullable(),
});
export type TokenReport = z.infer<typeof TokenReport>;
