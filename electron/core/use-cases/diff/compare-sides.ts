/** @file Two sides compared. (1) The vault is asked only where both sides have a secret, and one of them lies in it. */
import { compareDefinitions } from '../../domain/diff/compare.ts';
import type { Difference, SecretDifference } from '../../domain/diff/difference.ts';
import type { Entry, Pair, Side } from '../../domain/diff/side.ts';
import { pairsOf } from '../../domain/diff/side.ts';
import { Secret } from '../../domain/secret.ts';
import type { Ports } from '../../ports.ts';
import { clientSecretItem } from '../client-secret.ts';
import { lastSent } from '../last-sent.ts';

type Needs = Pick<Ports, 'vault' | 'digests'>;

/** Throws the vault’s faults. */
export async function compareSides(
  ports: Needs,
  { before, after }: { before: Side; after: Side },
): Promise<Difference> {
  const target = [before, after].find(({ is }) => is === 'target')?.label ?? null;
  const definitions = [];
  // One after the other: a vault that has to be unlocked asks once.
  for (const pair of pairsOf(before.entries, after.entries)) {
    const secret = await secretBetween(ports, pair, target);
    definitions.push(compareDefinitions(pair, { secret, ignoresFinalSlash: target !== null }));
  }
  return {
    before: { is: before.is, label: before.label },
    after: { is: after.is, label: after.label },
    isSame: definitions.every(({ is }) => is === 'same'),
    definitions,
  };
}

async function secretBetween(ports: Needs, { before, after }: Pair, target: string | null): Promise<SecretDifference> {
  if (![before, after].some((entry) => entry?.members.clientAuthenticationMode === 'CLIENT_SECRET_BASIC'))
    return 'not-used';
  if (before === null || after === null) return 'not-told';
  if (before.secret instanceof Secret && after.secret instanceof Secret)
    return ports.digests.sameSecret(before.secret, after.secret) ? 'same' : 'different';
  const own = [before, after].find(({ secret }) => secret === 'of-payer');
  if (own === undefined) return 'not-told';
  const other = own === before ? after : before;
  if (other.secret === 'not-told' && target === null) return 'not-told';
  const [one, two] = [await secretOf(ports, own), await otherSecret(ports, own, { other, target })];
  if (one === null || two === null) return 'not-told';
  const [mark, otherMark] = [await ports.vault.markOf(one), await ports.vault.markOf(two)];
  return mark === otherMark ? 'same' : 'different';
}

async function secretOf({ vault }: Needs, { ref }: Entry): Promise<Secret | null> {
  const item = clientSecretItem(ref);
  return (await vault.holds(item)) ? vault.secret(item) : null;
}

/** What a target holds is known by what was sent there last. */
async function otherSecret(
  ports: Needs,
  { members }: Entry,
  { other, target }: { other: Entry; target: string | null },
): Promise<Secret | null> {
  if (other.secret instanceof Secret) return other.secret;
  if (other.secret === 'of-payer') return secretOf(ports, other);
  const { nodeId = '', moduleId = '', issuer = '' } = members;
  return target === null ? null : lastSent(ports, target, { nodeId, moduleId, issuer });
}
