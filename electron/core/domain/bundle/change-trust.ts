/** @file Changes of a trust list, as values: what becomes of it, and what is to be told or asked before. */
import { Fault } from '../fault.ts';
import { roles } from './roles.ts';
import type { TrustedSigner } from './trust.ts';

export type Signers = readonly TrustedSigner[];

/** `before`: null where the key is new to the list. */
export interface SignerChange {
  readonly before: TrustedSigner | null;
  readonly after: TrustedSigner;
}

export interface TrustAdded {
  readonly next: Signers;
  /** What is new or differs; nothing of what stays as it is. */
  readonly changes: readonly SignerChange[];
  /** Revoked here, and not where they were taken from: they stay revoked. */
  readonly stillRevoked: readonly TrustedSigner[];
}

/**
 * Takes signers into a list. (1) What it says of a key that it knows is replaced: see `needsConsent`. (2) A revocation of either
 * side stands, unless the keys are to be reinstated, by a person who says so.
 */
export function addSigners(
  list: Signers,
  given: readonly TrustedSigner[],
  { reinstate }: { reinstate: boolean },
): TrustAdded {
  const stillRevoked: TrustedSigner[] = [];
  const changes: SignerChange[] = [];
  for (const signer of given) {
    const before = signerWith(list, signer.keyId) ?? null;
    const isKept = !reinstate && before !== null && before.revokedAt !== null;
    if (isKept && signer.revokedAt === null) stillRevoked.push(before);
    const after = {
      ...signer,
      roles: roles.filter((role) => signer.roles.includes(role)),
      revokedAt: isKept ? before.revokedAt : signer.revokedAt,
    };
    if (before === null || !isSame(before, after)) changes.push({ before, after });
  }
  const changed = new Map(changes.map(({ after }) => [after.keyId, after]));
  const added = changes.filter(({ before }) => before === null).map(({ after }) => after);
  return {
    next: [...list.map((signer) => changed.get(signer.keyId) ?? signer), ...added],
    changes,
    stillRevoked,
  };
}

/** Another name or other roles for a key that is known: somebody may want to pass for somebody. A revocation alone is taken at once. */
export function needsConsent({ before, after }: SignerChange): boolean {
  return before !== null && (before.name !== after.name || !sameRoles(before, after));
}

/** `at`: RFC 3339. One that is revoked already keeps its date, unless another one was typed. */
export function revokeSigner(
  list: Signers,
  { keyId, at, isTyped }: { keyId: string; at: string; isTyped: boolean },
): Signers {
  return list.map((signer) => {
    const stays = signer.keyId !== keyId || (signer.revokedAt !== null && !isTyped);
    return stays ? signer : { ...signer, revokedAt: at };
  });
}

export function removeSigner(list: Signers, keyId: string): Signers {
  return list.filter((signer) => signer.keyId !== keyId);
}

const SHORTEST = 12;

/**
 * By its key id as a person types or reads it out: with blanks, in any case, or its beginning where only one key has it.
 * Throws `trust/wrong-key-id`, `trust/no-such-key`, `trust/several-keys`.
 */
export function signerNamed(list: Signers, given: string): TrustedSigner {
  const digits = given.replaceAll(/[\s:]+/g, '').toLowerCase();
  if (!/^[0-9a-f]*$/.test(digits) || digits.length < SHORTEST || digits.length > 64)
    throw new Fault('trust/wrong-key-id', { given });
  const [found, ...others] = list.filter(({ keyId }) => keyId.startsWith(digits));
  if (found === undefined) throw new Fault('trust/no-such-key', { given });
  if (others.length > 0) throw new Fault('trust/several-keys', { given });
  return found;
}

/** In the order of the key ids, so that it is the same text wherever it is written. */
export function trustListText(list: Signers): string {
  const signers = [...list]
    .sort((one, other) => (one.keyId < other.keyId ? -1 : 1))
    .map(({ keyId, name, roles: given, revokedAt }) => ({ keyId, name, roles: given, revokedAt }));
  return `${JSON.stringify({ version: 1, signers }, null, 2)}\n`;
}

function signerWith(list: Signers, keyId: string): TrustedSigner | undefined {
  return list.find((signer) => signer.keyId === keyId);
}

function isSame(one: TrustedSigner, other: TrustedSigner): boolean {
  return one.name === other.name && sameRoles(one, other) && one.revokedAt === other.revokedAt;
}

function sameRoles(one: TrustedSigner, other: TrustedSigner): boolean {
  return roles.every((role) => one.roles.includes(role) === other.roles.includes(role));
}
