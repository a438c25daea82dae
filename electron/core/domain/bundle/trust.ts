import { z } from 'zod';
import { roles } from './roles.ts';

/** One signer that the reader knows. A key that was revoked never counts, whatever time its statements name. */
export const TrustedSigner = z.object({
  keyId: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  revokedAt: z.string().nullable(),
});
export type TrustedSigner = z.infer<typeof TrustedSigner>;

/** `trust.json`: whose signatures the reader believes, and as what. */
export const TrustList = z.object({ version: z.literal(1), signers: z.array(TrustedSigner) });
export type TrustList = z.infer<typeof TrustList>;
