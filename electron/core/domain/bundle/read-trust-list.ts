/** @file A trust list as it lies on the disk. Read by hand and not by its schema: `verify` starts without it, and an entry that is wrong is named. */
import type { JsonObject } from '../json/read-json.ts';
import { readJson } from '../json/read-json.ts';
import { quoted } from './quoted.ts';
import { roles } from './roles.ts';
import type { TrustedSigner } from './trust.ts';

export type TrustListRead =
  | { readonly is: 'list'; readonly signers: TrustedSigner[] }
  /** `entry`: which, for a person; `reason` goes on from there. */
  | { readonly is: 'wrong-entry'; readonly entry: string; readonly reason: string }
  | { readonly is: 'newer' }
  | { readonly is: 'no-list' };

/** Never throws. Members that are not known are left out. */
export function readTrustList(bytes: Uint8Array): TrustListRead {
  const read = readJson(bytes);
  if (read.is === 'refused' || !isObject(read.value)) return { is: 'no-list' };
  const { version, signers } = read.value;
  if (typeof version === 'number' && version > 1) return { is: 'newer' };
  if (version !== 1 || !Array.isArray(signers)) return { is: 'no-list' };

  const known = new Map<string, number>();
  for (const [index, signer] of signers.entries()) {
    const reason = wrongIn(signer) ?? twice(signer as TrustedSigner, known);
    if (reason !== null) return { is: 'wrong-entry', entry: entryName(signer, index), reason };
    known.set((signer as TrustedSigner).keyId, index);
  }
  const taken = (signers as TrustedSigner[]).map(({ keyId, name, roles: given, revokedAt }) => ({
    ...{ keyId, name, revokedAt },
    roles: roles.filter((role) => given.includes(role)),
  }));
  return { is: 'list', signers: taken };
}

function wrongIn(signer: unknown): string | null {
  if (!isObject(signer)) return 'is no object';
  const { keyId, name, roles: given, revokedAt } = signer;
  if (typeof keyId !== 'string' || !/^[0-9a-f]{64}$/.test(keyId))
    return 'has no “keyId” of 64 hex digits in lower case';
  if (typeof name !== 'string') return 'has no “name” that is a text';
  if (!Array.isArray(given)) return 'has no list of “roles”';
  const wrong: unknown = given.find((role) => !roles.some((known) => known === role));
  if (wrong !== undefined)
    return `has the role ${quoted(JSON.stringify(wrong).replaceAll('"', ''))}, which is none of ${roles.join(', ')}`;
  if (revokedAt !== null && typeof revokedAt !== 'string') return 'has a “revokedAt” that is neither null nor a text';
  return null;
}

/** Which of the two would count, each reader might answer otherwise. */
function twice({ keyId }: TrustedSigner, known: ReadonlyMap<string, number>): string | null {
  const before = known.get(keyId);
  return before === undefined ? null : `has the same “keyId” as entry ${before + 1}`;
}

function entryName(signer: unknown, index: number): string {
  const name = isObject(signer) && typeof signer['name'] === 'string' ? ` (${quoted(signer['name'])})` : '';
  return `${index + 1}${name}`;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
