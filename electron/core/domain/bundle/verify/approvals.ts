/** @file Whose signatures count for this reader, in which roles, and of each that does not count, why. */
import { personOf } from '../person.ts';
import { quoted } from '../quoted.ts';
import type { Role } from '../roles.ts';
import type { SignatureSeen } from '../verdict.ts';
import type { Judged } from './judged.ts';
import { judged } from './judged.ts';

/** The verdict on sound signatures: (1) a role counts only where the reader's list gives it to the key; (2) one person counts once. */
export function judgeTrust(seen: readonly SignatureSeen[], required: readonly Role[]): Judged {
  if (seen.length === 0) return judged('unsigned', 'verdict/unsigned', { details: {} });
  const trusted = seen.filter(({ standing }) => standing === 'trusted');
  const others = seen.filter(({ standing }) => standing !== 'trusted');
  if (trusted.length === 0)
    return judged('signer-not-trusted', 'verdict/signer-not-trusted', { details: { signers: inWords(others) } });

  const missing = missingRoles(seen, required);
  if (missing.length > 0)
    return judged('too-few-approvals', 'verdict/too-few-approvals', {
      details: { missing: missing.map(missingWords).join('; ') },
    });
  const details = { signers: inWords(trusted), others: others.length === 0 ? '' : ` Not counted: ${inWords(others)}.` };
  return judged('valid', 'verdict/valid', { details });
}

/** A role that is asked for and that nobody fills: the signatures in it, each with why it does not. */
export interface MissingRole {
  readonly role: Role;
  readonly signatures: readonly { readonly signature: SignatureSeen; readonly why: Why }[];
}

/** `counted`: whoever it is counts already, in this or another role. */
export type Why = 'unknown' | 'revoked' | 'not-given' | 'counted';

/** What is left where as many of the roles as possible are filled, the first ones first, each by another person. */
export function missingRoles(seen: readonly SignatureSeen[], required: readonly Role[]): MissingRole[] {
  const filled = fill(required, seen.filter(counts));
  return required
    .filter((_, index) => !filled.has(index))
    .map((role) => ({
      role,
      signatures: seen
        .filter((signature) => signature.role === role)
        .map((signature) => ({ signature, why: whyNot(signature) })),
    }));
}

function counts({ role, countsAs }: SignatureSeen): boolean {
  return countsAs.includes(role);
}

function whyNot(signature: SignatureSeen): Why {
  if (signature.standing !== 'trusted') return signature.standing;
  return counts(signature) ? 'counted' : 'not-given';
}

/** The places in `required` that are filled, by augmenting paths: whoever may fill two is moved where only they can help. */
function fill(required: readonly Role[], signatures: readonly SignatureSeen[]): Set<number> {
  const placeOf = new Map<string, number>();

  function isFilled(place: number, tried: Set<string>): boolean {
    for (const signature of signatures.filter(({ role }) => role === required[place])) {
      const person = personOf({ keyId: signature.keyId, name: signature.trustedAs });
      if (tried.has(person)) continue;
      tried.add(person);
      const taken = placeOf.get(person);
      if (taken !== undefined && !isFilled(taken, tried)) continue;
      placeOf.set(person, place);
      return true;
    }
    return false;
  }

  required.forEach((_, place) => isFilled(place, new Set()));
  return new Set(placeOf.values());
}

/** For a sentence: the first few, and how many more. */
function inWords(signatures: readonly SignatureSeen[]): string {
  const shown = signatures.slice(0, 5).map(signatureWords).join('; ');
  return signatures.length > 5 ? `${shown}; and ${signatures.length - 5} more` : shown;
}

function signatureWords(signature: SignatureSeen): string {
  const { role, trustedAs, signer, keyId } = signature;
  if (signature.standing === 'trusted')
    return counts(signature)
      ? `by ${quoted(trustedAs)} as ${role}`
      : `by ${quoted(trustedAs)} as ${role}, though your list gives that key ${rolesWords(signature)}`;
  return `as ${role} by one who claims to be ${quoted(signer)}, with the key ${keyId}, ${keyWords(signature)}`;
}

function keyWords({ standing, trustedAs, revokedAt }: SignatureSeen): string {
  return standing === 'revoked'
    ? `which your list has as that of ${quoted(trustedAs)}, revoked since ${quoted(revokedAt ?? '')}`
    : 'which your list does not know';
}

function rolesWords({ countsAs }: SignatureSeen): string {
  return countsAs.length === 0 ? 'no role' : `only ${countsAs.join(' and ')}`;
}

function missingWords({ role, signatures }: MissingRole): string {
  if (signatures.length === 0) return `${role} (nobody signed as ${role})`;
  const reasons = signatures
    .slice(0, 5)
    .map(({ signature, why }) =>
      why === 'counted'
        ? `by ${quoted(signature.trustedAs)}, who counts once, whatever the number of keys`
        : signatureWords(signature),
    );
  return `${role} (signed ${reasons.join('; ')})`;
}
