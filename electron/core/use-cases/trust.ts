/** @file The person's own list of signers: whom to believe, as what, and whom no more. */
import type { SignerChange, TrustAdded } from '../domain/bundle/change-trust.ts';
import { addSigners, needsConsent, removeSigner, revokeSigner, signerNamed } from '../domain/bundle/change-trust.ts';
import { personOf } from '../domain/bundle/person.ts';
import { quoted } from '../domain/bundle/quoted.ts';
import type { TrustedSigner } from '../domain/bundle/trust.ts';
import { Fault } from '../domain/fault.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports, 'store'>;

export interface TrustOutcome extends Pick<TrustAdded, 'changes' | 'stillRevoked'> {
  /** Nothing was changed: what it would do has to be agreed to first. */
  readonly waits: boolean;
  /** Under the name of each new key other keys stand already: the two count as one person. */
  readonly samePerson: readonly TrustedSigner[];
}

/**
 * Takes signers into the list. Without `agreed` nothing is changed where a known key would get another name or other roles.
 * Throws `trust/revoked` for a single key that is revoked here; of a list such keys stay revoked, and are told.
 */
export async function addTrust(
  { store }: Needs,
  { given, reinstate, agreed }: { given: readonly TrustedSigner[]; reinstate: boolean; agreed: boolean },
): Promise<TrustOutcome> {
  let outcome: TrustOutcome | undefined;
  await store.changeTrustedSigners((present) => {
    const { next, changes, stillRevoked } = addSigners(present, given, { reinstate });
    const [revoked] = stillRevoked;
    if (revoked !== undefined && given.length === 1)
      throw new Fault('trust/revoked', {
        keyId: revoked.keyId,
        name: quoted(revoked.name),
        at: quoted(revoked.revokedAt ?? ''),
      });
    const waits = !agreed && changes.some(needsConsent);
    outcome = { changes, stillRevoked, waits, samePerson: samePersons(next, changes) };
    return waits ? present : next;
  });
  if (outcome === undefined) throw new TypeError('The store did not ask for the change');
  return outcome;
}

function samePersons(list: readonly TrustedSigner[], changes: readonly SignerChange[]): TrustedSigner[] {
  const changed = new Set(changes.map(({ after }) => after.keyId));
  const persons = new Set(changes.map(({ after }) => personOf(after)));
  return list.filter((signer) => !changed.has(signer.keyId) && persons.has(personOf(signer)));
}

/** Answers what the list says of the key now. Throws what `signerNamed` throws. */
export async function revokeTrust(
  { store }: Needs,
  { given, at, isTyped }: { given: string; at: string; isTyped: boolean },
): Promise<TrustedSigner> {
  const next = await store.changeTrustedSigners((present) =>
    revokeSigner(present, { keyId: signerNamed(present, given).keyId, at, isTyped }),
  );
  return signerNamed(next, given);
}

/** Answers what the list said of the key; without `agreed` it says so still. Throws what `signerNamed` throws. */
export async function removeTrust(
  { store }: Needs,
  { given, agreed }: { given: string; agreed: boolean },
): Promise<TrustedSigner> {
  const found = signerNamed(await store.trustedSigners(), given);
  if (agreed) await store.changeTrustedSigners((present) => removeSigner(present, found.keyId));
  return found;
}
