/** @file What negative probes found: requests that a good server refuses, and what this one did. */
import { z } from 'zod';

export const probeNames = [
  'wrong-audience',
  'expired',
  'wrong-key',
  'replayed-jti',
  'wrong-assertion-type',
  'wrong-grant',
  'unknown-scope',
  'no-assertion',
  'wrong-issuer',
  'too-long-a-life',
  'unsigned',
  'wrong-secret',
  'secret-twice',
] as const;
export type ProbeName = (typeof probeNames)[number];

export const ProbeResult = z.object({
  name: z.enum(probeNames),
  /** `refused-well`: as the specification says. `refused-otherwise`: refused with another error. `taken`: a token was given. */
  is: z.enum(['refused-well', 'refused-otherwise', 'taken', 'no-answer', 'not-run']),
  status: z.number().int().nullable(),
  error: z.string(),
  /** What a good server says. */
  expected: z.string(),
  says: z.string(),
  hint: z.string(),
});
export type ProbeResult = z.infer<typeof ProbeResult>;

export const ProbeReport = z.object({
  at: z.string(),
  endpoint: z.string(),
  /** What came of the good request before them; null: it was cancelled, or an earlier version did not keep it. */
  plain: z
    .object({ is: z.enum(['granted', 'refused', 'failed']), status: z.number().int().nullable(), error: z.string() })
    .nullable()
    .default(null),
  results: z.array(ProbeResult),
});
export type ProbeReport = z.infer<typeof ProbeReport>;
