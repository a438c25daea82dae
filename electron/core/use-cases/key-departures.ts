/**
 * @file Private keys and secrets that leave the vault: encrypted with a passphrase, or to a recipient's certificate. (1) Each
 * is asked for by name. (2) It is recorded once the file lies where the person wanted it, and only then. (3) A pair whose
 * parts do not belong together does not leave.
 */
import type { Code } from '../domain/catalogue.ts';
import { Fault } from '../domain/fault.ts';
import type { Departure } from '../domain/keys/departure.ts';
import type { KeyFile } from '../domain/keys/key-file.ts';
import type { CertificateRecord } from '../domain/keys/key-record.ts';
import { refuseDifferingPairs } from '../domain/keys/refuse-pair.ts';
import { givenSecret } from '../domain/payer/given-secret.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import { valueOf } from '../domain/payer/payer.ts';
import type { Secret } from '../domain/secret.ts';
import type { PushRecord } from '../domain/push/plan-types.ts';
import { isOfKeystore } from '../domain/push/plan-types.ts';
import { algorithmFor } from '../domain/token/algorithm.ts';
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

/**
 * One private key under a passphrase. null: nothing was written.
 * Throws `key/gone`, `key/short-passphrase`, `certificate/other-key`.
 */
export async function exportKey(
  ports: Needs,
  { ref, keyId, passphrase, by, write }: Circumstances & { ref: PayerRef; keyId: string; passphrase: Secret },
): Promise<Payer | null> {
  const key = keyIn(await ports.store.payer(ref), keyId);
  refuseDifferingPairs([key]);
  const bytes = await ports.vault.encryptedKey({ owner: ref, keyId, passphrase });
  const fileName = await write(bytes, `${ref.replace('@', '_')}-key-encrypted.pem`);
  if (fileName === null) return null;
  const sha256 = ports.digests.sha256(bytes);
  const departure = { by, keys: [key.kid], clientSecret: false, way: { is: 'passphrase' as const }, fileName, sha256 };
  const [saved] = await record(ports, [{ ref, departure }]);
  return saved ?? null;
}

/**
 * The recipient’s certificate in a file of any form; of a whole chain the one that is no authority.
 * Throws `recipient/unreadable`.
 */
export async function recipientIn(
  { keyFiles }: Pick<Ports, 'keyFiles'>,
  bytes: Uint8Array,
): Promise<CertificateRecord> {
  const { certificates } = await readPublic(keyFiles, bytes);
  const recipient = certificates.find(({ isAuthority }) => !isAuthority) ?? certificates[0];
  if (recipient === undefined) throw new Fault('recipient/unreadable', {});
  return recipient;
}

/** What is said of a file in which a key is looked for would be untrue here: nobody needs a private key. */
async function readPublic(keyFiles: Ports['keyFiles'], bytes: Uint8Array): Promise<KeyFile> {
  try {
    return await keyFiles.read({ bytes, passphrase: null });
  } catch (error) {
    throw error instanceof Fault ? new Fault('recipient/unreadable', {}, { cause: error }) : error;
  }
}

export interface HandOverWish {
  readonly refs: readonly PayerRef[];
  readonly recipient: CertificateRecord;
}

/**
 * The keys of payers, and their client secrets where they have one, for one recipient. null: nothing was written.
 * Throws `hand-over/nothing` where none of them has a key or a secret, `certificate/other-key`, and what `Vault.handOver` throws.
 */
export async function handOver(
  ports: Needs,
  { refs, recipient, by, write }: Circumstances & HandOverWish,
): Promise<Payer[] | null> {
  const payers = await Promise.all([...new Set(refs)].map((ref) => ports.store.payer(ref)));
  const giving = payers.filter((payer) => payer.keys.length > 0 || givenSecret(payer) !== null);
  if (giving.length === 0) throw new Fault('hand-over/nothing', {});
  for (const { keys } of giving) refuseDifferingPairs(keys);
  const contents = giving.map((payer) => ({
    owner: payer.ref,
    clientId: valueOf(payer, 'clientId'),
    keys: payer.keys.map((key) => ({ id: key.id, kid: key.kid, algorithm: algorithmFor(payer, key) })),
    secret: givenSecret(payer) === null ? null : clientSecretItem(payer.ref),
  }));
  const bytes = await ports.vault.handOver({ recipientPem: recipient.pem, contents });
  const [first, second] = giving;
  const whose = first === undefined || second !== undefined ? 'payers' : first.ref.replace('@', '_');
  const fileName = await write(bytes, `${whose}-hand-over.cms`);
  if (fileName === null) return null;
  const { subject, sha256: certificate } = recipient;
  const way = { is: 'recipient' as const, subject, sha256: certificate };
  const sha256 = ports.digests.sha256(bytes);
  const departures = giving.map((payer) => {
    const [keys, clientSecret] = [payer.keys.map(({ kid }) => kid), givenSecret(payer) !== null];
    return { ref: payer.ref, departure: { by, keys, clientSecret, way, fileName, sha256 } };
  });
  return record(ports, departures);
}

interface OfPayer {
  readonly ref: PayerRef;
  readonly departure: Omit<Departure, 'at'>;
}

/**
 * Tries each payer, whatever became of the others: the file is there, and what can be recorded of it is.
 * Throws `departure/not-recorded`, naming those where it could not be.
 */
async function record(ports: Needs, departures: readonly OfPayer[]): Promise<Payer[]> {
  const saved: Payer[] = [];
  const failed: { ref: PayerRef; error: unknown }[] = [];
  for (const { ref, departure } of departures) {
    try {
      saved.push(await recordOne(ports, { ref, departure }));
    } catch (error) {
      failed.push({ ref, error });
    }
  }
  const [first] = failed;
  const [departed] = departures;
  if (first === undefined || departed === undefined) return saved;
  const payers = failed.map(({ ref }) => ref).join(', ');
  const { fileName } = departed.departure;
  throw new Fault('departure/not-recorded', { fileName, payers }, { cause: first.error });
}

/** A target that answers so has seen what it was sent. Where it answered so to the reading before, nothing left: that is told as if it had. */
const answers: ReadonlySet<string> = new Set<Code>([
  'target/refused',
  'target/not-allowed',
  'target/forbidden',
  'target/not-found',
  'target/redirect',
]);

/**
 * What a push sent into keystores. A payer that is not in the store, as those of somebody else’s bundle, has no record to put it in.
 * Throws what the store throws: the push itself is recorded by then.
 */
export async function recordSentKeys(
  ports: Pick<Ports, 'store' | 'clock'>,
  { target: name, address, results }: PushRecord,
  by: string,
): Promise<void> {
  const refs = new Set<string>(await ports.store.refs());
  for (const { step, outcome, code } of results) {
    const mayHaveLeft = isOfKeystore(step) && step.way === 'private-keys' && step.does !== 'keystore-as-it-is';
    const stayed = outcome === 'not-tried' || (outcome === 'failed' && !answers.has(code));
    if (!mayHaveLeft || stayed || !refs.has(step.payer)) continue;
    const way = { is: 'target' as const, name, address };
    const departure = { by, keys: step.kids, clientSecret: false, way, fileName: '', sha256: '' };
    await recordOne(ports, { ref: step.payer, departure });
  }
}

const ATTEMPTS = 3;

/** It is added to what stands there at that moment: somebody may be writing on in the wizard. */
async function recordOne(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  { ref, departure }: OfPayer,
): Promise<Payer> {
  for (let attempt = 1; ; attempt += 1) {
    const payer = await store.payer(ref);
    const departures = [...payer.departures, { at: clock.now().toISOString(), ...departure }];
    try {
      return await store.savePayer({ ...payer, departures });
    } catch (error) {
      if (attempt === ATTEMPTS || !isChangedMeanwhile(error)) throw error;
    }
  }
}

function isChangedMeanwhile(error: unknown): boolean {
  return error instanceof Fault && (error as Fault).code === 'store/changed-meanwhile';
}
