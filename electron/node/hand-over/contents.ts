/** @file What a hand-over says: see docs/formats.md. */
import type { KeyObject } from 'node:crypto';
import type { Secret } from '#core/domain/secret.ts';
import type { HandOverPart, VaultItem } from '#core/ports.ts';

export interface HandOverSource {
  readonly contents: readonly HandOverPart[];
  /** Throws `key/gone`. */
  readonly keyOf: (owner: string, keyId: string) => Promise<KeyObject>;
  /** Throws `vault/item-gone`. */
  readonly secretOf: (item: VaultItem) => Promise<Secret>;
  readonly madeAt: Date;
}

/**
 * JSON in UTF-8. The caller overwrites it after use; the strings that it is put together from cannot be overwritten, and
 * are dropped with this call.
 */
export async function handOverContents({ contents, keyOf, secretOf, madeAt }: HandOverSource): Promise<Buffer> {
  const payers = [];
  for (const { owner, clientId, keys, secret } of contents) {
    const opened = [];
    for (const { id, kid, algorithm } of keys) opened.push({ kid, algorithm, key: await keyOf(owner, id) });
    payers.push({
      ref: owner,
      clientId,
      keys: opened.map(({ kid, algorithm, key }) => ({ kid, alg: algorithm, privateKeyPem: pemOf(key) })),
      // The one that signs first: the first key of a keystore is the one that Smile CDR signs with.
      jwks: { keys: opened.map(privateJwk) },
      ...(secret === null ? {} : { clientSecret: (await secretOf(secret)).reveal() }),
    });
  }
  return Buffer.from(
    JSON.stringify({ type: 'payer-wizard/hand-over', version: 1, madeAt: madeAt.toISOString(), payers }),
  );
}

function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** RFC 7517 §4, RFC 7518 §6; no `key_ops` beside `use`, as in the public JWKS. */
export function privateJwk({ kid, algorithm, key }: { kid: string; algorithm: string; key: KeyObject }) {
  return { ...key.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' };
}
