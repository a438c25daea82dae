/** @file What a self-signed certificate or a request is to say. */
import { z } from 'zod';
import { usageNames } from './usages.ts';

/** Limits of RFC 5280 appendix A.1 (`ub-…`), in characters; country is two letters of ISO 3166. */
export const SubjectName = z.strictObject({
  commonName: z.string(),
  organization: z.string().default(''),
  organizationalUnit: z.string().default(''),
  locality: z.string().default(''),
  state: z.string().default(''),
  country: z.string().default(''),
});
export type SubjectName = z.infer<typeof SubjectName>;

export const RequestWish = z.strictObject({
  subject: SubjectName,
  dnsNames: z.array(z.string()),
  /** UDAP and HRex want a URI that is equal to `iss` (interop-specs §3.5). */
  uris: z.array(z.string()),
  usages: z.array(z.enum(usageNames)),
});
export type RequestWish = z.infer<typeof RequestWish>;

export const CertificateWish = RequestWish.extend({
  /** From now; 1 to 3650. */
  days: z.number(),
});
export type CertificateWish = z.infer<typeof CertificateWish>;
