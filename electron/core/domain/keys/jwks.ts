/** @file The JWKS that a Source Payer gets (RFC 7517 §5). (1) What is not named here does not leave: no private member can. */
import { z } from 'zod';
import type { KeyRecord } from './key-record.ts';

const Shared = { kid: z.string().min(1), alg: z.string(), use: z.literal('sig') };
const base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** No `key_ops`: RFC 7517 §4.3 asks not to use it beside `use`, and SMART servers read either. */
export const PublishedJwk = z.discriminatedUnion('kty', [
  z.strictObject({ kty: z.literal('RSA'), ...Shared, n: base64Url, e: base64Url }),
  z.strictObject({ kty: z.literal('EC'), ...Shared, crv: z.enum(['P-256', 'P-384', 'P-521']), x: base64Url, y: base64Url }),
  z.strictObject({ kty: z.literal('OKP'), ...Shared, crv: z.literal('Ed25519'), x: base64Url }),
]);
export type PublishedJwk = z.infer<typeof PublishedJwk>;

export const PublishedJwks = z.strictObject({ keys: z.array(PublishedJwk) });
export type PublishedJwks = z.infer<typeof PublishedJwks>;

/** With the kid and algorithm that each record has now. Throws for a record with a member that is not public: that is a bug. */
export function publicJwks(keys: readonly Pick<KeyRecord, 'kid' | 'algorithm' | 'publicJwk'>[]): PublishedJwks {
  return PublishedJwks.parse({
    keys: keys.map(({ kid, algorithm, publicJwk }) => ({ ...publicJwk, kid, alg: algorithm, use: 'sig' })),
  });
}
