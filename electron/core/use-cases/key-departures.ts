/**
 * @file Private keys and secrets that leave the vault: encrypted with a passphrase, or to a recipient's certificate. (1) Each
 * is asked for by name. (2) It is recorded once the file lies where the person wanted it, and only then.
 */
import { Fault } from '../domain/fault.ts';
import type { Departure } from '../domain/keys/departure.ts';
import type { CertificateRecord } from '../domain/keys/key-record.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import { valueOf } from '../domain/payer/payer.ts';
import type { Secret } from '../domain/secret.ts';
import type { Ports } from '../ports.ts';
import { clientSecretItem } from './client-secret.ts';
import { keyIn } from './key-in.ts';

type Needs = Pick<Ports, 'vault' | 'store' | 'clock' | 'digests'>;

/** Writes the bytes, reads them back, and answers the name of the file; null when the person thought better of it. */
export type Writing = (bytes: Uint8Array, suggestedName: string) => Promise<string | null>;

interface Circumstances {
  readonly by: string;
  readonly write: Writing;
}

/** One private key under a passphrase. null: nothing was written. Throws `key/gone`, `key/short-passphrase`. */
export async function exportKey(
  ports: Needs,
  { ref, keyId, passphrase, by, write }: Circumstances & { ref: PayerRef; keyId: string; passphrase: Secret },
): Promise<Payer | null> {
  const { kid } = keyIn(await ports.store.payer(ref), keyId);
  const bytes = await ports.vault.encryptedKey({ owner: ref, keyId, passphrase });
  const fileName = await write(bytes, `${ref.replace('@', '_')}-key-encrypted.pem`);
  if (fileName === null) return null;
  const sha256 = ports.digests.sha256(bytes);
  return record(ports, ref, { by, keys: [kid], clientSecret: false, way: { is: 'passphrase' }, fileName, sha256 });
}

export interface HandOverWish {
  readonly refs: readonly PayerRef[];
  readonly recipient: CertificateRecord;
}

/**
 * The keys of payers, and their client secrets where they have one, for one recipient. null: nothing was written.
 * Throws `hand-over/nothing` where none of them has a key or a secret, and what `Vault.handOver` throws.
 */
export async function handOver(
  ports: Needs,
  { refs, recipient, by, write }: Circumstances & HandOverWish,
): Promise<Payer[] | null> {
  const payers = await Promise.all(refs.map(ports.store.payer));
  const giving = payers.filter(({ keys, secretSince }) => keys.length > 0 || secretSince !== null);
  if (giving.length === 0) throw new Fault('hand-over/nothing', {});
  const contents = giving.map((payer) => ({
    owner: payer.ref,
    clientId: valueOf(payer, 'clientId'),
    keys: payer.keys.map(({ id, kid, algorithm }) => ({ id, kid, algorithm })),
    secret: payer.secretSince === null ? null : clientSecretItem(payer.ref),
  }));
  const bytes = await ports.vault.handOver({ recipientPem: recipient.pem, contents });
  const [first] = refs;
  const fileName = await write(bytes, `${refs.length === 1 && first ? first.replace('@', '_') : 'payers'}-hand-over.cms`);
  if (fileName === null) return null;
  const { subject, sha256: certificate } = recipient;
  const way = { is: 'recipient' as const, subject, sha256: certificate };
  const sha256 = ports.digests.sha256(bytes);
  const saved: Payer[] = [];
  for (const { ref, keys, secretSince } of giving)
    saved.push(
      await record(ports, ref, {
        by,
        keys: keys.map(({ kid }) => kid),
        clientSecret: secretSince !== null,
        way,
        fileName,
        sha256,
      }),
    );
  return saved;
}

async function record({ store, clock }: Needs, ref: PayerRef, departure: Omit<Departure, 'at'>): Promise<Payer> {
  const payer = await store.payer(ref);
  const departures = [...payer.departures, { at: clock.now().toISOString(), ...departure }];
  return store.savePayer({ ...payer, departures });
}
