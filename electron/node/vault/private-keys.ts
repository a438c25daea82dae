/** @file The private keys among the items of a vault: keys go in, signatures come out. */
import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import type { KeptFor, KeyRecord } from '#core/domain/keys/key-record.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Clock, Vault, VaultItem } from '#core/ports.ts';
import { privateJwk } from '../hand-over/contents.ts';
import { describeKey, keyThumbprint } from '../keys/describe-key.ts';
import { encryptPrivateKey } from '../keys/encrypt-key.ts';
import { makeKey } from '../keys/generate-key.ts';
import { keyOfHand } from '../keys/in-hand.ts';
import { certificateRequest } from '../keys/request.ts';
import { selfSigned } from '../keys/self-sign.ts';
import { signWith } from '../keys/sign.ts';
import type { ItemStore } from './items.ts';

type Calls = 'privateJwks' | 'generateKey' | 'addKey' | 'sign' | 'selfSign' | 'request' | 'encryptedKey' | 'forgetKey';

export interface PrivateKeys extends Pick<Vault, Calls> {
  /** For this side of the port only. Throws `key/gone`. */
  keyOf(owner: string, keyId: string): Promise<KeyObject>;
}

/** `keptFor`: whether what is kept now outlives this run of the program. */
export function privateKeysIn(
  items: ItemStore,
  { clock, keptFor }: { clock: Clock; keptFor: () => KeptFor },
): PrivateKeys {
  const keyItem = (owner: string, keyId: string): VaultItem => ({ owner, kind: 'private-key', id: keyId });

  async function keepKey(owner: string, key: KeyObject, origin: KeyRecord['origin']): Promise<KeyRecord> {
    const record = describeKey(key, {
      id: clock.newId(),
      origin,
      createdAt: clock.now().toISOString(),
      keptFor: keptFor(),
    });
    const der = key.export({ format: 'der', type: 'pkcs8' });
    try {
      await items.keep(keyItem(owner, record.id), der);
    } finally {
      der.fill(0);
    }
    return record;
  }

  async function keyOf(owner: string, keyId: string): Promise<KeyObject> {
    const item = keyItem(owner, keyId);
    if (!(await items.holds(item))) throw new Fault('key/gone', { keyId });
    const der = await items.content(item);
    try {
      return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    } finally {
      der.fill(0);
    }
  }

  return {
    keyOf,
    async privateJwks({ owner, keys, among }) {
      const known = new Map<string, KeyObject>();
      for (const id of among) {
        const key = await keyOf(owner, id);
        known.set(keyThumbprint(key), key);
      }
      const jwks = keys.map(({ kid, thumbprint, algorithm }) => {
        const key = known.get(thumbprint);
        if (key === undefined) throw new Fault('key/gone', { keyId: kid });
        return privateJwk({ kid, algorithm, key });
      });
      return new Secret(JSON.stringify({ keys: jwks }));
    },
    generateKey: async (owner, kind, signal) => keepKey(owner, await makeKey(kind, signal), 'generated'),
    addKey: async (owner, handle) => keepKey(owner, keyOfHand(handle), 'loaded'),
    sign: async ({ owner, keyId, ...task }) => signWith(await keyOf(owner, keyId), task),
    selfSign: async ({ owner, keyId, wish }) => selfSigned(await keyOf(owner, keyId), wish, { now: clock.now() }),
    request: async ({ owner, keyId, wish }) =>
      certificateRequest(await keyOf(owner, keyId), wish, { now: clock.now() }),
    encryptedKey: async ({ owner, keyId, passphrase }) => encryptPrivateKey(await keyOf(owner, keyId), passphrase),
    forgetKey: async ({ owner, keyId }) => items.forget(keyItem(owner, keyId)),
  };
}
