/** @file All that a vault does, over the place where its items lie: the same for sealed files and for memory. */
import type { KeyObject } from 'node:crypto';
import { createHmac } from 'node:crypto';
import { Secret } from '#core/domain/secret.ts';
import type { Clock, Vault, VaultItem, VaultStatus } from '#core/ports.ts';
import type { KeptFor } from '#core/domain/keys/key-record.ts';
import { writeHandOver } from '../hand-over/hand-over.ts';
import type { ItemStore } from './items.ts';
import { privateKeysIn } from './private-keys.ts';

/** What this side of the port may do beside: a TLS handshake cannot be made through a signature alone. */
export interface NodeVault extends Vault {
  /** PEM, PKCS#8: for a connection that is being made, and for nothing else. Throws `key/gone`. */
  tlsKey(owner: string, keyId: string): Promise<string>;
}

export interface VaultParts {
  readonly items: ItemStore;
  readonly status: () => Promise<VaultStatus>;
  /** The key under which secrets are marked. */
  readonly markKey: () => Promise<KeyObject>;
  readonly clock: Clock;
  /** Whether what is kept now outlives this run of the program. */
  readonly keptFor: () => KeptFor;
}

export function vaultOver({ items, status, markKey, clock, keptFor }: VaultParts): NodeVault {
  const { keyOf, ...keys } = privateKeysIn(items, { clock, keptFor });

  async function secretIn(item: VaultItem): Promise<Secret> {
    refuseKeys(item);
    const content = await items.content(item);
    const secret = new Secret(content.toString('utf8'));
    content.fill(0);
    return secret;
  }

  async function keepBytes(item: VaultItem, bytes: Buffer): Promise<void> {
    try {
      await items.keep(item, bytes);
    } finally {
      bytes.fill(0);
    }
  }

  return {
    ...keys,
    status,
    itemCounts: items.counts,
    items: items.list,
    keptFor: async () => Promise.resolve(keptFor()),
    isForRun: items.isForRun,
    async keep(item, secret) {
      refuseKeys(item);
      await keepBytes(item, Buffer.from(secret.reveal()));
    },
    secret: secretIn,
    keepRecord: async (item, record) => keepBytes(item, Buffer.from(JSON.stringify(record))),
    async record(item) {
      const content = await items.content(item);
      try {
        return JSON.parse(content.toString('utf8')) as unknown;
      } finally {
        content.fill(0);
      }
    },
    holds: items.holds,
    forget: items.forget,
    handOver: ({ recipientPem, contents }) =>
      writeHandOver({ recipientPem, contents, keyOf, secretOf: secretIn, madeAt: clock.now() }),
    tlsKey: async (owner, keyId) => (await keyOf(owner, keyId)).export({ format: 'pem', type: 'pkcs8' }).toString(),
    markOf: async (secret) =>
      createHmac('sha256', await markKey())
        .update(secret.reveal())
        .digest('hex'),
  };
}

/** Keys go in by `addKey` and never come out. */
function refuseKeys({ kind }: VaultItem): void {
  if (kind === 'private-key') throw new TypeError('A private key was asked for as if it were a secret');
}
