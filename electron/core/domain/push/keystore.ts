/**
 * @file The keystore that a definition's keys lie in (smile-cdr §4.4). Smile CDR signs with a JWKS, not with PEM. (1) The key that
 * signs comes first: Smile CDR takes the first. (2) The Admin API shows the file path and never the keys.
 */
import { z } from 'zod';
import type { PayerRef } from '../payer/payer.ts';
import { partsOf } from '../payer/payer.ts';
import type { WireKeystore } from '../../ports.ts';
import type { FieldChange, KeystoreStep } from './plan-types.ts';

/** `leave`: nothing is done about keystores. */
export const keystoreWays = ['leave', 'file', 'private-keys'] as const;
export type KeystoreWay = (typeof keystoreWays)[number];

/** One key, by what is public of it. */
export interface KeystoreKey {
  readonly kid: string;
  /** RFC 7638. */
  readonly thumbprint: string;
  /** JOSE: what it signs assertions with. */
  readonly algorithm: string;
}

export interface Keystore {
  readonly id: string;
  /** Where its JWKS lies on the Smile CDR host, where it is not sent. */
  readonly filePath: string;
  readonly keys: readonly KeystoreKey[];
}

/** Named after the payer: `p2p-northlake_test`. Smile CDR takes a-z, 0-9, _ and - (smile-cdr §4.4), and no payer has an _: no two have one keystore. */
export function keystoreFor(ref: PayerRef, keys: readonly KeystoreKey[]): Keystore {
  return { ...namesOf(ref), keys };
}

function namesOf(ref: PayerRef): { id: string; filePath: string } {
  const { slug, environment } = partsOf(ref);
  const id = `p2p-${slug}_${environment}`;
  return { id, filePath: `classpath:/${id}.jwks` };
}

/** What a bundle says of it: where a file of private keys is looked for, and which keys have to be in it. None of them is in a bundle. */
export const KeystoreFile = z.object({
  keystoreId: z.string(),
  filePath: z.string(),
  /** The one that signs first. */
  kids: z.array(z.string()),
});
export type KeystoreFile = z.infer<typeof KeystoreFile>;

export function keystoreFile(ref: PayerRef, keys: readonly Pick<KeystoreKey, 'kid'>[]): KeystoreFile {
  const { id: keystoreId, filePath } = namesOf(ref);
  return { keystoreId, filePath, kids: keys.map(({ kid }) => kid) };
}

interface Wanted {
  readonly payer: PayerRef;
  readonly keystore: Keystore;
  readonly way: Exclude<KeystoreWay, 'leave'>;
  /** null: no such keystore there. */
  readonly present: WireKeystore | null;
  /** Marks of the keys that were sent there last; null: nothing is known. */
  readonly lastSent: readonly string[] | null;
}

/** By which a later plan knows a key as it was sent: under another kid or algorithm it is another one to the other side. */
export function keyMarks({ kids, thumbprints, algorithms }: Marked): string[] {
  return thumbprints.map((thumbprint, at) => [kids[at], algorithms[at] ?? '', thumbprint].join(' '));
}

type Marked = Pick<KeystoreStep, 'kids' | 'thumbprints' | 'algorithms'>;

export function planKeystore({ payer, keystore, way, present, lastSent }: Wanted): KeystoreStep {
  const thumbprints = keystore.keys.map(({ thumbprint }) => thumbprint);
  const filePath = way === 'file' ? keystore.filePath : '';
  const kids = keystore.keys.map(({ kid }) => kid);
  const algorithms = keystore.keys.map(({ algorithm }) => algorithm);
  const of = { payer, name: keystore.id, way, filePath, kids, thumbprints, algorithms };
  const now = present?.filePath ?? '';
  const changes: FieldChange[] = [];
  if (now !== filePath)
    changes.push({
      key: 'filePath',
      label: 'Keystore File',
      state: 'different',
      now: now || null,
      planned: filePath || null,
    });
  if (way === 'private-keys' && (present === null || now !== '' || lastSent?.join() !== keyMarks(of).join())) {
    const state = present !== null && lastSent === null ? 'secret-not-told' : 'secret-changed';
    changes.push({ key: 'jsonKeys', label: 'Private Keys', state, now: null, planned: null });
  }
  if (present === null) return { does: 'create-keystore', ...of, changes };
  return changes.length === 0 ? { does: 'keystore-as-it-is', ...of } : { does: 'update-keystore', ...of, changes };
}
