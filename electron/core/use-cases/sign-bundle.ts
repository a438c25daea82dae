/**
 * @file Further signatures on a bundle: the person's own, and those that other copies of it have. What was signed before stays as
 * it is, byte for byte.
 */
import type { BundleFile } from '../domain/bundle/file.ts';
import { inByteOrder, sameBytes } from '../domain/bundle/file.ts';
import type { SignatureSet, SignatureSets } from '../domain/bundle/signature-sets.ts';
import { inOrderOfWriting, joinSignatures, signatureSets, withoutUnfinished } from '../domain/bundle/signature-sets.ts';
import type { BundleSource } from '../domain/bundle/source.ts';
import { sumsPath } from '../domain/bundle/sums.ts';
import type { TrustedSigner } from '../domain/bundle/trust.ts';
import type { SignatureSeen, Verification } from '../domain/bundle/verdict.ts';
import { openBundle } from '../domain/bundle/verify/opened.ts';
import { seenBy } from '../domain/bundle/verify/signatures.ts';
import { writeZip } from '../domain/bundle/zip/write-zip.ts';
import { Fault } from '../domain/fault.ts';
import type { Ports } from '../ports.ts';
import { isSound } from './open-sound-bundle.ts';
import type { SignWish } from './sign-statement.ts';
import { signStatement } from './sign-statement.ts';
import { verifyBundle } from './verify-bundle.ts';

export interface SignBundleWish {
  readonly source: BundleSource;
  /** Other copies of the same bundle, whose statements are taken over; `name` is for a person. */
  readonly copies?: readonly { readonly name: string; readonly source: BundleSource }[];
  /** Whom the signer believes: told of each signature, and no condition. */
  readonly trust?: readonly TrustedSigner[];
  /** What the person says by signing; null: only takes over. */
  readonly statement: Omit<SignWish, 'sha256sums'> | null;
  /** Called before anything is signed, with what will be, and what is taken over. */
  readonly onSound?: (verification: Verification, taken: readonly Taken[]) => void;
}

/** A statement that came from a copy. `isNew`: it was not here before; else it was, and another signature on it comes first. */
export interface Taken extends SignatureSeen {
  readonly from: string;
  readonly isNew: boolean;
}

export interface SignedBundle {
  /** By whose key; null where nothing was signed. */
  readonly keyId: string | null;
  /** As it was found. */
  readonly verification: Verification;
  readonly taken: readonly Taken[];
  /** The files that are new or differ, in the order in which a folder takes them; none where nothing is to be written. */
  readonly changed: readonly BundleFile[];
  /** The whole archive with them; null for a folder, and where nothing is to be written. */
  readonly bytes: Uint8Array | null;
}

/**
 * Adds a statement and signature by the person’s own key, and takes over what copies have. A bundle that is not sound is not
 * signed, nor is anything taken from a copy that is not, or of another bundle. A key signs once: its second statement would take the
 * place of its first. Throws `bundle/not-sound`, `bundle/copy-not-sound`, `bundle/other-copy`, `bundle/two-statements`,
 * `bundle/signed-already`, and what `signStatement` throws.
 */
export async function signBundle(
  ports: Pick<Ports, 'store' | 'vault' | 'digests'>,
  { source, copies = [], trust = [], statement, onSound }: SignBundleWish,
): Promise<SignedBundle> {
  const { files, verification } = soundFiles(ports, source, trust);
  const present = signatureSets(files);
  const joined = joinSignatures([present, ...copies.map((copy) => setsOfCopy(ports, copy, verification.sha256sums))]);
  const fresh = [...joined].filter(([keyId, { sig }]) => !isThere(present.get(keyId), sig)).map(([, set]) => set);
  const taken = fresh.map((set) => takenFrom(set, { trust, isNew: !present.has(set.statement.keyId) }));

  const own = statement === null ? null : await ports.store.identity();
  const before = own === null ? undefined : joined.get(own.keyId);
  if (before !== undefined) throw new Fault('bundle/signed-already', { role: before.statement.role });
  onSound?.(verification, taken);
  const signed = statement && (await signStatement(ports, { ...statement, sha256sums: verification.sha256sums }));

  const changed = inOrderOfWriting([...fresh, ...signatureSets(signed?.files ?? []).values()]);
  const whole = withChanged(ports, source.is === 'folder' ? source.files : files, changed);
  const bytes = source.is === 'folder' || changed.length === 0 ? null : writeZip(whole, verification.statedTime);
  return { keyId: signed?.keyId ?? null, verification, taken, changed, bytes };
}

type Needs = Pick<Ports, 'digests'>;

/** Throws `bundle/not-sound`. What a cut run of ours left in a folder is no statement yet, and is written over. */
function soundFiles(ports: Needs, given: BundleSource, trust: readonly TrustedSigner[]) {
  const source: BundleSource = given.is === 'folder' ? { is: 'folder', files: withoutUnfinished(given.files) } : given;
  const verification = verifyBundle(ports, { source, trust, require: [] });
  const read = openBundle(source);
  if ('failed' in read || !isSound(verification.verdict))
    throw new Fault('bundle/not-sound', { says: verification.says });
  return { files: read.opened.files, verification };
}

/** Throws `bundle/other-copy`, `bundle/copy-not-sound`. */
function setsOfCopy(
  ports: Needs,
  { name, source }: { name: string; source: BundleSource },
  sha256sums: string,
): SignatureSets {
  const found = verifyBundle(ports, { source, trust: [], require: [] });
  const read = openBundle(source);
  const sums = 'failed' in read ? undefined : read.opened.byPath.get(sumsPath);
  const other = sums === undefined ? '' : ports.digests.sha256(sums);
  // Before it is judged: a copy of something else may be as sound as it likes.
  if (other !== '' && other !== sha256sums) throw new Fault('bundle/other-copy', { copy: name, other, sha256sums });
  if ('failed' in read || !isSound(found.verdict))
    throw new Fault('bundle/copy-not-sound', { copy: name, says: found.says });
  return signatureSets(read.opened.files, name);
}

function isThere(set: SignatureSet | undefined, sig: BundleFile): boolean {
  return set !== undefined && sameBytes(set.sig.bytes, sig.bytes);
}

function takenFrom(
  { statement, from }: SignatureSet,
  { trust, isNew }: { trust: readonly TrustedSigner[]; isNew: boolean },
): Taken {
  return { ...seenBy(statement, trust), from, isNew };
}

/** Verified once more as it will be: nothing is written that the next reader would refuse. Throws `bundle/not-sound`. */
function withChanged(ports: Needs, before: readonly BundleFile[], changed: readonly BundleFile[]): BundleFile[] {
  const byPath = new Map([...before, ...changed].map((file) => [file.path, file]));
  const files = inByteOrder([...byPath.values()]);
  const { verdict, says } = verifyBundle(ports, { source: { is: 'folder', files }, trust: [], require: [] });
  if (!isSound(verdict)) throw new Fault('bundle/not-sound', { says });
  return files;
}
