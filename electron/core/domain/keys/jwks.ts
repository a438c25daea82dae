/** @file The JWKS that a Source Payer gets (RFC 7517 §5). (1) What is not named here does not leave: no private member can. */
import { z } from 'zod';
import type { Payer } from '../payer/payer.ts';
import { algorithmFor } from '../token/algorithm.ts';
import type { KeyRecord } from './key-record.ts';

const Shared = { kid: z.string().min(1), alg: z.string(), use: z.literal('sig') };
const base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** No `key_ops`: RFC 7517 §4.3 asks not to use it beside `use`, and SMART servers read either. */
export const PublishedJwk = z.discriminatedUnion('kty', [
  z.strictObject({ kty: z.literal('RSA'), ...Shared, n: base64Url, e: base64Url }),
  z.strictObject({
    kty: z.literal('EC'),
    ...Shared,
    crv: z.enum(['P-256', 'P-384', 'P-521']),
    x: base64Url,
    y: base64Url,
  }),
  z.strictObject({ kty: z.literal('OKP'), ...Shared, crv: z.literal('Ed25519'), x: base64Url }),
]);
export type PublishedJwk = z.infer<typeof PublishedJwk>;

export const PublishedJwks = z.strictObject({ keys: z.array(PublishedJwk) });
export type PublishedJwks = z.infer<typeof PublishedJwks>;

/** What a public key consists of: RFC 7518 §6.2.1, §6.3.1; RFC 8037 §2. */
const keyMembers: Readonly<Record<string, readonly string[]>> = {
  RSA: ['kty', 'n', 'e'],
  EC: ['kty', 'crv', 'x', 'y'],
  OKP: ['kty', 'crv', 'x'],
};

/** What is written anew for each. */
const written = ['kid', 'alg', 'use'];

/**
 * All keys of the payer, each with its kid of now and the algorithm that it signs assertions with: a server may refuse any other
 * (RFC 7517 §4.4). Throws for a record with a member that is not public: that is a bug.
 */
export function publicJwks(payer: Payer): PublishedJwks {
  return { keys: payer.keys.map((key) => publicJwkOf(payer, key)) };
}

/** The same for one of them. */
export function publicJwkOf(payer: Payer, key: KeyRecord): PublishedJwk {
  const { kid, publicJwk } = key;
  const own = keyMembers[publicJwk['kty'] ?? ''] ?? [];
  const names = Object.keys(publicJwk).filter((name) => !written.includes(name));
  if (own.length === 0 || names.length !== own.length || !names.every((name) => own.includes(name)))
    throw new TypeError('A key record has other members than those of a public key');
  const members = Object.fromEntries(own.map((name) => [name, publicJwk[name]]));
  return { ...members, kid, alg: algorithmFor(payer, key), use: 'sig' } as PublishedJwk;
}
