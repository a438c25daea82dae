/** @file Whom the reader believes: public keys, trust lists, or the store's own list. Read only: no lock, no keychain, nothing made. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { readTrustList } from '#core/domain/bundle/read-trust-list.ts';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import { Fault } from '#core/domain/fault.ts';
import { capBytes } from '#core/domain/json/read-json.ts';
import { splitPem } from '#core/domain/keys/pem.ts';
import { digests } from './digests.ts';
import { readCapped } from './read-capped.ts';
import { isMissing, readFault } from './store/disk.ts';

/** Throws what `readTrustFile` throws. */
export async function trustFrom(places: readonly string[]): Promise<TrustedSigner[]> {
  const files = (await Promise.all(places.map(readPlace))).flat();
  // A list's name for a key is its owner's; a key alone has that of its file.
  const of = (wanted: Believed['is']) => files.filter(({ is }) => is === wanted).flatMap(({ signers }) => signers);
  return joined([...of('key'), ...of('list')]);
}

/**
 * The store's own list; empty when there is none yet. Throws `store/damaged…`, `store/newer-version`, `store/cannot-read`, and
 * `trust/wrong-entry` for a list that a person wrote something into.
 */
export async function trustOfStore(storeFolder: string): Promise<TrustedSigner[]> {
  const file = path.join(storeFolder, 'trust.json');
  const bytes = await readIfThere(file);
  if (bytes === undefined) return [];
  const read = readTrustList(bytes ?? new Uint8Array());
  const name = path.basename(file);
  if (read.is === 'list') return read.signers;
  if (read.is === 'newer') throw new Fault('store/newer-version', { file: name });
  if (read.is === 'wrong-entry') throw wrongEntry(name, read);
  // The copy is worth naming only when it can be read itself.
  const copy = await readIfThere(`${file}.bak`);
  const hasCopy = copy !== undefined && copy !== null && readTrustList(copy).is === 'list';
  throw new Fault(hasCopy ? 'store/damaged-with-copy' : 'store/damaged', { file: name, why: 'it is no trust list' });
}

/** undefined: there is none. null: larger than a list may be. Throws `store/cannot-read`. */
async function readIfThere(file: string): Promise<Uint8Array | null | undefined> {
  try {
    return await readCapped(createReadStream(file), capBytes);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw readFault(error, file);
  }
}

/** A public key by itself, which says who signed and not as what; or a list. */
export type TrustFile =
  { readonly is: 'key'; readonly keyId: string } | { readonly is: 'list'; readonly signers: readonly TrustedSigner[] };

/**
 * Throws `trust/cannot-read`, `trust/not-a-list`, `trust/newer`, `trust/wrong-entry`, `trust/wrong-key`, and `trust/private-key`
 * for what nobody should have sent.
 */
export async function readTrustFile(file: string): Promise<TrustFile> {
  const name = path.basename(file);
  const bytes = await reading(name, async () => readCapped(createReadStream(file), capBytes));
  if (bytes === null) throw new Fault('trust/not-a-list', { file: name });
  const text = bytes.toString('utf8');
  return /^\s*\{/.test(text) ? listIn(bytes, name) : keyIn(text, name);
}

function listIn(bytes: Uint8Array, file: string): TrustFile {
  const read = readTrustList(bytes);
  if (read.is === 'list') return read;
  if (read.is === 'wrong-entry') throw wrongEntry(file, read);
  throw new Fault(read.is === 'newer' ? 'trust/newer' : 'trust/not-a-list', { file });
}

function wrongEntry(file: string, { entry, reason }: { entry: string; reason: string }): Fault {
  return new Fault('trust/wrong-entry', { file, entry, reason });
}

function keyIn(text: string, file: string): TrustFile {
  const key = digests.readP256(text);
  if (key !== null) return { is: 'key', keyId: digests.sha256(key.der) };
  const { blocks, unfinished } = splitPem(text);
  const labels = [...blocks.map(({ label }) => label), ...(unfinished === null ? [] : [unfinished])];
  if (labels.some((label) => label.endsWith('PRIVATE KEY'))) throw new Fault('trust/private-key', { file });
  const [label] = labels;
  if (label === undefined) throw new Fault('trust/not-a-list', { file });
  throw new Fault('trust/wrong-key', { file, what: whatIs(labels, unfinished) });
}

function whatIs(labels: readonly string[], unfinished: string | null): string {
  if (unfinished !== null) return 'a key that was cut off';
  if (labels.length > 1) return 'more than one thing';
  if (labels[0] === 'CERTIFICATE') return 'a certificate';
  return labels[0] === 'PUBLIC KEY' ? 'a public key of another kind or form' : 'something else in PEM';
}

interface Believed {
  readonly is: 'key' | 'list';
  readonly signers: readonly TrustedSigner[];
}

async function readPlace(place: string): Promise<Believed[]> {
  const isFolder = await reading(path.basename(place), async () => (await stat(place)).isDirectory());
  if (!isFolder) return [await readOne(place)];
  const names = await reading(path.basename(place), async () => readdir(place));
  const ours = names.filter((name) => /\.(pem|json)$/.test(name)).sort();
  return Promise.all(ours.map(async (name) => readOne(path.join(place, name))));
}

async function readOne(file: string): Promise<Believed> {
  const read = await readTrustFile(file);
  if (read.is === 'list') return read;
  const name = path.basename(file, '.pem');
  return { is: 'key', signers: [{ keyId: read.keyId, name, roles: [], revokedAt: null }] };
}

async function reading<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Fault('trust/cannot-read', { file }, { cause: error });
  }
}

/** A key named twice: it is revoked if any list says so, and has the roles of all. */
function joined(signers: readonly TrustedSigner[]): TrustedSigner[] {
  const byKey = new Map<string, TrustedSigner>();
  for (const signer of signers) {
    const before = byKey.get(signer.keyId);
    byKey.set(signer.keyId, {
      ...signer,
      roles: [...new Set([...(before?.roles ?? []), ...signer.roles])],
      revokedAt: before?.revokedAt ?? signer.revokedAt,
    });
  }
  return [...byKey.values()];
}
