/** @file Two sides compared. (1) The vault is asked only where both sides have a secret, and one of them lies in it. */
import { compareDefinitions, nameOf } from '../../domain/diff/compare.ts';
import type { Difference, SecretDifference, SideSeen } from '../../domain/diff/difference.ts';
import type { Entry, Pair, Side } from '../../domain/diff/side.ts';
import { pairsOf } from '../../domain/diff/side.ts';
import { Secret } from '../../domain/secret.ts';
import type { Ports, VaultItem } from '../../ports.ts';
import { clientSecretItem } from '../client-secret.ts';
import { lastSentItem } from '../push/last-sent.ts';

type Needs = Pick<Ports, 'vault' | 'digests'>;
interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** Throws the vault’s faults. */
export async function compareSides(ports: Needs, sides: Sides): Promise<Difference> {
  const { before, after } = sides;
  const targets = [before, after].filter(({ is }) => is === 'target').length;
  const pairs = pairsOf(before.entries, after.entries, { isOneEach: targets === 0 });
  const spokenOf = pairs.filter((pair) => !isBesides(pair, sides));
  const definitions = [];
  // One after the other: a vault that has to be unlocked asks once.
  for (const pair of spokenOf) {
    const secret = await secretBetween(ports, pair);
    definitions.push(compareDefinitions(pair, { secret, ignoresFinalSlash: targets > 0 }));
  }
  const besides = pairs.filter((pair) => isBesides(pair, sides));
  return {
    version: 1,
    before: seen(
      before,
      besides.map((pair) => pair.before),
    ),
    after: seen(
      after,
      besides.map((pair) => pair.after),
    ),
    isSame: definitions.every(({ is }) => is === 'same'),
    definitions,
  };
}

/** A target has definitions of others too. Only against another target is one that is there alone a difference. */
function isBesides(pair: Pair, { before, after }: Sides): boolean {
  if (before.is === after.is) return false;
  return before.is === 'target' ? pair.after === null : after.is === 'target' && pair.before === null;
}

function seen({ is, label, verification }: Side, entries: readonly (Entry | null)[]): SideSeen {
  return { is, label, verification, besides: entries.flatMap((entry) => (entry === null ? [] : [nameOf(entry)])) };
}

async function secretBetween(ports: Needs, { before, after }: Pair): Promise<SecretDifference> {
  if (![before, after].some((entry) => entry !== null && usesSecret(entry))) return 'not-used';
  if (before === null || after === null) return 'not-told';
  if (before.secret instanceof Secret && after.secret instanceof Secret)
    return ports.digests.sameSecret(before.secret, after.secret) ? 'same' : 'different';
  const [one, other] = [placeOf(before), placeOf(after)];
  // Both are known to be there before either is unsealed.
  if (!(await isAtHand(ports, one)) || !(await isAtHand(ports, other))) return 'not-told';
  const marks = [await markOf(ports, one), await markOf(ports, other)];
  return marks[0] === marks[1] ? 'same' : 'different';
}

function usesSecret({ members: { clientAuthenticationMode = '' }, secret }: Entry): boolean {
  // With a secret and no mode Smile CDR uses the secret (smile-cdr §2.4).
  return (
    clientAuthenticationMode === 'CLIENT_SECRET_BASIC' || (clientAuthenticationMode === '' && secret instanceof Secret)
  );
}

/** Where the secret is to be had; null: nowhere. What a target holds is known by what was sent there last. */
function placeOf({ ref, members, secret }: Entry): Secret | VaultItem | null {
  if (secret === 'of-payer') return clientSecretItem(ref);
  const { nodeId = '', moduleId = '', issuer = '' } = members;
  if (secret === 'not-told' || secret instanceof Secret) return secret === 'not-told' ? null : secret;
  return lastSentItem(secret.sentTo, { nodeId, moduleId, issuer });
}

async function isAtHand({ vault }: Needs, place: Secret | VaultItem | null): Promise<boolean> {
  return place instanceof Secret || (place !== null && (await vault.holds(place)));
}

async function markOf({ vault }: Needs, place: Secret | VaultItem | null): Promise<string> {
  if (place === null) throw new TypeError('A secret that is nowhere was to be compared');
  return vault.markOf(place instanceof Secret ? place : await vault.secret(place));
}
