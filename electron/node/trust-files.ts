/** @file Whom the reader believes: public keys, trust lists, or the store's own list. Read only: no lock, no keychain, nothing made. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { roles } from '#core/domain/bundle/roles.ts';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import { Fault } from '#core/domain/fault.ts';
import type { JsonObject } from '#core/domain/json/read-json.ts';
import { readJson } from '#core/domain/json/read-json.ts';
import { digests } from './digests.ts';

/** Throws `trust/cannot-read`, `trust/not-a-list`, `trust/newer`.. */
export async function trustFrom(places: readonly string[]): Promise<TrustedSigner[]> {
  const lists = await Promise.all(places.map(readPlace));
  return joined(lists.flat());
}

/** The store's own list; empty when there is none yet. */
export async function trustOfStore(storeFolder: string): Promise<TrustedSigner[]> {
  const file = path.join(storeFolder, 'trust.json');
  try {
    return readList(new Uint8Array(await readFile(file)), file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    if (error instanceof Fault) throw error;
    throw new Fault('trust/cannot-read', { file: path.basename(file) }, { cause: error });
  }
}

async function readPlace(place: string): Promise<TrustedSigner[]> {
  try {
    if (!(await stat(place)).isDirectory()) return readOne(new Uint8Array(await readFile(place)), place);
    const names = (await readdir(place)).filter((name) => /\.(pem|json)$/.test(name)).sort();
    const lists = await Promise.all(
      names.map(async (name) => readOne(new Uint8Array(await readFile(path.join(place, name))), name)),
    );
    return lists.flat();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('trust/cannot-read', { file: path.basename(place) }, { cause: error });
  }
}

function readOne(bytes: Uint8Array, file: string): TrustedSigner[] {
  const key = digests.readP256(Buffer.from(bytes).toString('utf8'));
  if (key === null) return readList(bytes, file);
  // A key alone says who signed, and not as what.
  return [{ keyId: digests.sha256(key.der), name: path.basename(file, '.pem'), roles: [], revokedAt: null }];
}

function readList(bytes: Uint8Array, file: string): TrustedSigner[] {
  const wrong = new Fault('trust/not-a-list', { file: path.basename(file) });
  const read = readJson(bytes);
  if (read.is === 'refused' || !isObject(read.value)) throw wrong;
  const { version, signers } = read.value;
  if (typeof version === 'number' && version > 1) throw new Fault('trust/newer', { file: path.basename(file) });
  if (version !== 1 || !Array.isArray(signers) || !signers.every(isSigner)) throw wrong;
  return signers as TrustedSigner[];
}

function isSigner(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { keyId, name, roles: given, revokedAt } = value;
  return (
    typeof keyId === 'string' &&
    /^[0-9a-f]{64}$/.test(keyId) &&
    typeof name === 'string' &&
    (revokedAt === null || typeof revokedAt === 'string') &&
    Array.isArray(given) &&
    given.every((role) => roles.some((known) => known === role))
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
