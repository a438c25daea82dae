/** @file The keys of a payer. They lie in the vault; the payer holds their public half. The first key signs: see [Note: Rotation]. */
import { Fault } from '../domain/fault.ts';
import type { KeyFile, KeyInHand } from '../domain/keys/key-file.ts';
import type { KeyKind, KeyRecord } from '../domain/keys/key-record.ts';
import { withOneKey } from '../domain/keys/choose-key.ts';
import { keptAs } from '../domain/keys/kept-as.ts';
import { checkKid } from '../domain/keys/kid.ts';
import { switchedTo, withKey } from '../domain/keys/rotation.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import { propose } from '../domain/payer/proposals.ts';
import type { Ports } from '../ports.ts';
import { joined } from './key-certificates.ts';
import { keyIn } from './key-in.ts';

type Needs = Pick<Ports, 'vault' | 'store' | 'clock'>;

interface OfKey {
  readonly ref: PayerRef;
  readonly keyId: string;
}

/** Throws `key/cancelled` when the signal says so before the key was kept. */
export async function generateKey(
  ports: Needs,
  { ref, kind, signal }: { ref: PayerRef; kind: KeyKind; signal?: AbortSignal | undefined },
): Promise<Payer> {
  // A payer that is not there is told before a second is spent on a key.
  await ports.store.payer(ref);
  const key = await ports.vault.generateKey(ref, kind, signal);
  return keepKey(ports, ref, key);
}

/** Who let one key serve several payers, and why. */
export interface Sharing {
  readonly reason: string;
  readonly by: string;
}

export interface KeyFileWish {
  readonly ref: PayerRef;
  readonly file: KeyFile;
  readonly fileName: string;
  /** Only where a person said so: a key that serves two payers can be turned against either (see [Note: Audience injection]). */
  readonly sharing: Sharing | null;
  /** Whether its certificates take the place of those that would come first. */
  readonly replaces?: boolean;
}

/**
 * Keeps what a file holds: its private key, and the certificates and requests that belong to a key of this payer. A key that is
 * here already is passed over where something beside it is new: so a PKCS#12 renews the certificate of its key.
 * Throws `key/several`, `key/already-here`, `key/used-elsewhere`, `key/too-many-certificates`, and what `joined` throws.
 */
export async function keepKeyFile(
  ports: Needs & Pick<Ports, 'certificates'>,
  { ref, file, fileName, sharing, replaces = false }: KeyFileWish,
): Promise<Payer> {
  const { certificates, requests } = file;
  const [inHand] = withOneKey(file, { ref, name: undefined }).keys;
  if (certificates.length > MOST_CERTIFICATES)
    throw new Fault('key/too-many-certificates', { most: String(MOST_CERTIFICATES) });
  const before = await ports.store.payer(ref);
  const same = before.keys.find(({ thumbprint }) => thumbprint === inHand?.thumbprint);
  const isAdded = inHand !== undefined && (same === undefined || isElsewhere(same));
  const payer = isAdded ? await addKey(ports, inHand, { ref, fileName, sharing }) : before;
  const after = await joined(ports, payer, { certificates, requests, mustJoin: inHand === undefined, replaces });
  if (after !== payer) return ports.store.savePayer(after);
  if (same !== undefined) throw new Fault('key/already-here', { kid: same.kid });
  return payer;
}

/** A chain has three, a file of a few keys some dozen. */
const MOST_CERTIFICATES = 100;

/** The other payers that have the key. */
export function holdersOf(
  { thumbprint }: Pick<KeyInHand, 'thumbprint'>,
  payers: readonly Payer[],
  { otherThan }: { otherThan: PayerRef },
): PayerRef[] {
  return payers
    .filter(({ ref, keys }) => ref !== otherThan && keys.some((key) => key.thumbprint === thumbprint))
    .map(({ ref }) => ref);
}

async function addKey(
  ports: Needs,
  inHand: KeyInHand,
  { ref, fileName, sharing }: Pick<KeyFileWish, 'ref' | 'fileName' | 'sharing'>,
): Promise<Payer> {
  const payer = await ports.store.payer(ref);
  const same = payer.keys.find(({ thumbprint }) => thumbprint === inHand.thumbprint);
  if (same !== undefined && !isElsewhere(same)) throw new Fault('key/already-here', { kid: same.kid });
  const others = holdersOf(inHand, (await ports.store.payers()).payers, { otherThan: ref });
  if (others.length > 0 && sharing === null) throw new Fault('key/used-elsewhere', { payers: others.join(', ') });
  const at = ports.clock.now().toISOString();
  const key = await ports.vault.addKey(ref, inHand);
  const shared = others.length > 0 && sharing !== null ? { ...sharing, at } : null;
  return keepKey(ports, ref, { ...keptAs(payer.keys, key, inHand), loadedFrom: fileName, shared });
}

/** A sealed key without a record would never be found again: it goes when the record cannot be saved. */
async function keepKey({ vault, store, clock }: Needs, ref: PayerRef, key: KeyRecord): Promise<Payer> {
  for (let tries = 1; ; tries += 1) {
    try {
      // Read again: making a key takes its time, and somebody may have saved meanwhile.
      const payer = await store.payer(ref);
      return await store.savePayer(propose(withItsKey(payer, key, clock.now().toISOString())));
    } catch (error) {
      const isLate = error instanceof Fault && (error as Fault).code === 'store/changed-meanwhile';
      if (isLate && tries < TRIES) continue;
      await vault.forgetKey({ owner: ref, keyId: key.id });
      throw error;
    }
  }
}

/** A bundle brought its public half only. */
function isElsewhere({ keptFor }: KeyRecord): boolean {
  return keptFor === 'elsewhere';
}

/** A private key whose public half a bundle brought takes its place, with its kid, its certificate and its turn. */
function withItsKey(payer: Payer, key: KeyRecord, now: string): Payer {
  const waiting = payer.keys.find((each) => isElsewhere(each) && each.thumbprint === key.thumbprint);
  if (waiting === undefined) return { ...payer, keys: withKey(payer.keys, key, now) };
  const { id, keptFor, origin, loadedFrom, shared } = key;
  const whole = { ...waiting, id, keptFor, origin, loadedFrom, shared };
  const { clientKeyId } = payer.network;
  return {
    ...payer,
    keys: payer.keys.map((each) => (each === waiting ? whole : each)),
    network: { ...payer.network, clientKeyId: clientKeyId === waiting.id ? id : clientKeyId },
  };
}

/** Another writer in the moment between reading and saving does not cost a key. */
const TRIES = 4;

/** Throws `key/gone`, `key/kid-taken`, `key/bad-kid`. '' takes the thumbprint again. */
export async function setKid(
  { store }: Pick<Ports, 'store'>,
  { ref, keyId, kid }: OfKey & { kid: string },
): Promise<Payer> {
  const payer = await store.payer(ref);
  const key = keyIn(payer, keyId);
  const chosen = kid.trim() === '' ? key.thumbprint : kid.trim();
  const wrong = kidProblem({ ...payer, keys: payer.keys.filter(({ id }) => id !== keyId) }, chosen);
  if (wrong !== null) throw wrong;
  const keys = payer.keys.map((each) => (each.id === keyId ? { ...each, kid: chosen } : each));
  return store.savePayer({ ...payer, keys });
}

function kidProblem({ keys }: Pick<Payer, 'keys'>, kid: string): Fault | null {
  if (!checkKid(kid)) return new Fault('key/bad-kid', {});
  return keys.some((key) => key.kid === kid) ? new Fault('key/kid-taken', { kid }) : null;
}

/** Makes a next or a previous key the one that signs. Throws `key/gone`. */
export async function switchKey(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  { ref, keyId }: OfKey,
): Promise<Payer> {
  const payer = await store.payer(ref);
  keyIn(payer, keyId);
  return store.savePayer(propose({ ...payer, keys: switchedTo(payer.keys, keyId, clock.now().toISOString()) }));
}

/** Erases a key: a next one that is not wanted, or a previous one that is retired. It cannot be taken back. */
export async function removeKey({ vault, store, clock }: Needs, { ref, keyId }: OfKey): Promise<Payer> {
  const payer = await store.payer(ref);
  keyIn(payer, keyId);
  const [first, ...others] = payer.keys.filter(({ id }) => id !== keyId);
  const keys =
    first === undefined ? [] : [{ ...first, signsSince: first.signsSince ?? clock.now().toISOString() }, ...others];
  const { network } = payer;
  const clientKeyId = network.clientKeyId === keyId ? null : network.clientKeyId;
  // The payer forgets first: a record without a key would promise a signature that cannot be made.
  const saved = await store.savePayer(propose({ ...payer, keys, network: { ...network, clientKeyId } }));
  await vault.forgetKey({ owner: ref, keyId });
  return saved;
}
