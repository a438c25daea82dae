/** @file The record of a private key or secret that left the vault: when, by whom, what, how and for whom. Never the thing itself. */
import { z } from 'zod';

export const Departure = z.object({
  at: z.string(),
  by: z.string(),
  /** kids of the private keys that left. */
  keys: z.array(z.string()),
  /** Whether the client secret left too. */
  clientSecret: z.boolean(),
  way: z.discriminatedUnion('is', [
    /** PKCS#8 under a passphrase (RFC 8018 PBES2). */
    z.object({ is: z.literal('passphrase') }),
    /** CMS EnvelopedData for a certificate (RFC 5652): its subject, and the hex SHA-256 of its DER. */
    z.object({ is: z.literal('recipient'), subject: z.string(), sha256: z.string() }),
    /** Into a keystore of a Smile CDR, over TLS: the target’s name and its address. */
    z.object({ is: z.literal('target'), name: z.string(), address: z.string() }),
  ]),
  /** '' where no file was written. */
  fileName: z.string(),
  /** Hex SHA-256 of the file; '' where there is none. */
  sha256: z.string(),
});
export type Departure = z.infer<typeof Departure>;
