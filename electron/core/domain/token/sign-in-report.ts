/** @file What is kept of a sign-in with the browser. No code, token or name of a person is in it. */
import { z } from 'zod';
import { Check, outcomes } from './report.ts';

export const SignInReport = z.object({
  at: z.string(),
  outcome: z.enum(outcomes),
  authorizationEndpoint: z.string(),
  redirectUri: z.string(),
  scopes: z.array(z.string()),
  granted: z
    .object({ tokenType: z.string(), expiresInSeconds: z.number().nullable(), scopes: z.array(z.string()) })
    .nullable(),
  /** The payer's own words, from its authorization or its token endpoint; '' where it had none. */
  refusal: z
    .object({ by: z.enum(['authorization-endpoint', 'token-endpoint']), error: z.string(), description: z.string() })
    .nullable(),
  /** How far it came, in a sentence. */
  says: z.string(),
  checks: z.array(Check),
});
export type SignInReport = z.infer<typeof SignInReport>;
