import { createHmac, createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Fault } from '#core/domain/fault.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Clock, Vault, VaultItem } from '#core/ports.ts';
import { clock as systemClock } from '../clock.ts';
import type { DataKeyStore } from '../keychain.ts';
import { systemKeychain } from '../keychain.ts';
import { certificateOf } from '../keys/certificate.ts';
import { describeKey } from '../keys/describe-key.ts';
import { makeKey } from '../keys/generate-key.ts';
import { loadKey } from '../keys/load-key.ts';
import { selfSigned } from '../keys/self-sign.ts';
import { signWith } from '../keys/sign.ts';
import { itemsIn } from './items.ts';
import { makeKeychainVault, readDataKey } from './keychain-vault.ts';
import { createPassphraseVault, unwrapDataKey } from './passphrase-vault.ts';
import { readVaultFile, sealedNames } from './vault-file.ts';
import type { VaultKeys } from './vault-keys.ts';
import { deriveKeys } from './vault-keys.ts';

/** How the data key is had. Which one a vault takes was settled when it was made; another is a fault, never a detour. */
export type VaultWay = { readonly by: 'keychain' } | { readonly by: 'passphrase'; readonly ask: () => Promise<Secret> };

export interface VaultPlace {
  readonly folder: string;
  readonly way: VaultWay;
  readonly keychain?: DataKeyStore;
  readonly clock?: Clock;
}

/** What this side of the port may do beside: a TLS handshake cannot be made through a signature alone. */
export interface NodeVault extends Vault {
  /** PEM, PKCS#8: for a connection that is being made, and for nothing else. Throws `key/gone`. */
  tlsKey(owner: string, keyId: string): Promise<string>;
}

/** The vault of the store in a folder. It is opened, and at first use made, by the first call that needs the data key. */
export function openVault({ folder, way, keychain = systemKeychain, clock = systemClock }: VaultPlace): NodeVault {
  let opening: Promise<VaultKeys> | null = null;
  let isOpen = false;

  async function keys(): Promise<VaultKeys> {
    opening ??= openKeys({ folder, way, keychain }).then((opened) => {
      isOpen = true;
      return opened;
    });
    try {
      return await opening;
    } catch (error) {
      // The keychain may be unlocked before the next attempt.
      opening = null;
      throw error;
    }
  }

  const items = itemsIn(folder, keys);
  const keyItem = (owner: string, keyId: string): VaultItem => ({ owner, kind: 'private-key', id: keyId });

  async function keepKey(
    owner: string,
    given: { key: KeyObject; origin: 'generated' | 'loaded'; certificates: readonly string[] },
  ) {
    const { key, origin, certificates } = given;
    const certificate = certificateOf(key, certificates);
    const record = describeKey(key, { id: clock.newId(), origin, createdAt: clock.now().toISOString(), certificate });
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
    async status() {
      const file = await readVaultFile(folder);
      if (file === null) return { is: 'not-made', keyLiesIn: '', items: 0 };
      const places = [file.keychain?.words, file.passphrase === null ? undefined : 'passphrase'];
      const keyLiesIn = places.filter((place) => place !== undefined).join(', ');
      return { is: isOpen ? 'open' : 'closed', keyLiesIn, items: (await sealedNames(folder)).length };
    },

    async keep(item, secret) {
      refuseKeys(item);
      await items.keep(item, Buffer.from(secret.reveal()));
    },
    async secret(item) {
      refuseKeys(item);
      const content = await items.content(item);
      const secret = new Secret(content.toString('utf8'));
      content.fill(0);
      return secret;
    },
    keepRecord: async (item, record) => items.keep(item, Buffer.from(JSON.stringify(record))),
    record: async (item) => JSON.parse((await items.content(item)).toString('utf8')) as unknown,
    holds: items.holds,
    forget: items.forget,

    generateKey: async (owner, kind) =>
      keepKey(owner, { key: await makeKey(kind), origin: 'generated', certificates: [] }),
    addKey: async (owner, pem) => keepKey(owner, { ...loadKey(pem), origin: 'loaded' }),
    sign: async ({ owner, keyId, ...task }) => signWith(await keyOf(owner, keyId), task),
    selfSign: async ({ owner, keyId, ...wish }) => selfSigned(await keyOf(owner, keyId), { ...wish, now: clock.now() }),
    forgetKey: async ({ owner, keyId }) => items.forget(keyItem(owner, keyId)),

    tlsKey: async (owner, keyId) => (await keyOf(owner, keyId)).export({ format: 'pem', type: 'pkcs8' }).toString(),

    markOf: async (secret) =>
      createHmac('sha256', (await keys()).mark)
        .update(secret.reveal())
        .digest('hex'),
  };
}

/** Keys go in by `addKey` and never come out. */
function refuseKeys({ kind }: VaultItem): void {
  if (kind === 'private-key') throw new TypeError('A private key was asked for as if it were a secret');
}

async function openKeys({
  folder,
  way,
  keychain,
}: Pick<VaultPlace, 'folder' | 'way'> & { keychain: DataKeyStore }): Promise<VaultKeys> {
  const file = await readVaultFile(folder);
  if (way.by === 'keychain') {
    if (file === null) return makeKeychainVault(folder, keychain);
    if (file.keychain === null) throw new Fault('vault/needs-passphrase', {});
    return deriveKeys(await readDataKey(keychain, file), file.vaultId);
  }
  const passphrase = await way.ask();
  if (file === null) return createPassphraseVault({ folder, passphrase });
  const opened = deriveKeys(await unwrapDataKey(file, passphrase), file.vaultId);
  if (opened.check !== file.check) throw new Fault('vault/wrong-passphrase', {});
  return opened;
}
