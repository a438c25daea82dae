import { z } from 'zod';
import { roles } from './roles.ts';

/** What `verify` can say. The first that applies is the verdict. */
export const verdicts = [
  'unreadable',
  'unsupported-version',
  'missing-file',
  'extra-file',
  'altered',
  'unsigned',
  'signer-not-trusted',
  'too-few-approvals',
  'valid',
] as const;

/** A signature as it was found. `signer` is what the statement claims; `trustedAs` is what the reader's own list says. */
export const SignatureSeen = z.object({
  keyId: z.string(),
  signer: z.string(),
  role: z.enum(roles),
  time: z.string(),
  comment: z.string(),
  standing: z.enum(['trusted', 'unknown', 'revoked']),
  /** The name in the reader's own list; '' when it is not there. */
  trustedAs: z.string(),
  /** Roles that the reader's list gives to this key. */
  countsAs: z.array(z.enum(roles)),
  /** Since when the reader's list has the key as revoked; null: it has not. */
  revokedAt: z.string().nullable().default(null),
});
export type SignatureSeen = z.infer<typeof SignatureSeen>;

export const Verification = z.object({
  verdict: z.enum(verdicts),
  /** What exactly, in one sentence: the file, the rule, the byte. */
  says: z.string(),
  hint: z.string(),
  /** The files at fault. */
  paths: z.array(z.string()),
  sha256sums: z.string(),
  payers: z.array(z.string()),
  statedTime: z.string(),
  signatures: z.array(SignatureSeen),
});
export type Verification = z.infer<typeof Verification>;
