/**
 * @file The secret of a definition at a target: which one is to be sent, and which was sent last. (1) Sealed, so that it can be
 * put back. (2) Bound to the address as well: a target that is pointed elsewhere was sent nothing there.
 */
import type { PayerRef } from '../../domain/payer/payer.ts';
import type { SecretState } from '../../domain/push/plan.ts';
import type { DefinitionStep } from '../../domain/push/plan-types.ts';
import { bareIssuer } from '../../domain/push/same.ts';
import type { Target } from '../../domain/push/target.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Ports, VaultItem } from '../../ports.ts';
import { clientSecretItem } from '../client-secret.ts';
import type { Pushable } from './pushable.ts';

type Needs = Pick<Ports, 'vault'>;
type Place = Pick<DefinitionStep, 'nodeId' | 'moduleId' | 'issuer'>;
export type Where = Pick<Target, 'name' | 'baseUrl'>;

/** Secrets that a person typed for this push, for payers of which the vault holds none. */
export type Typed = ReadonlyMap<PayerRef, Secret>;

/** Where it lies in the vault. */
export function lastSentItem({ name, baseUrl }: Where, { nodeId, moduleId, issuer }: Place): VaultItem {
  const id = [baseUrl, nodeId, moduleId, bareIssuer(issuer)].join(' ');
  return { owner: `target:${name}`, kind: 'last-sent', id };
}

/** null: none is known. */
export async function lastSent({ vault }: Needs, target: Where, place: Place): Promise<Secret | null> {
  const item = lastSentItem(target, place);
  return (await vault.holds(item)) ? vault.secret(item) : null;
}

/** null: none was sent, and one that was there before may be gone with it. */
export async function rememberSent(
  { vault }: Needs,
  target: Where,
  { place, secret }: { place: Place; secret: Secret | null },
): Promise<void> {
  const item = lastSentItem(target, place);
  if (secret === null) await vault.forget(item);
  else await vault.keep(item, secret);
}

export interface SecretToSend {
  readonly state: SecretState;
  /** null: none is used, or it is missing. */
  readonly secret: Secret | null;
}

/**
 * That of the definition: typed, else the vault's, else the one that was sent there last. Compared with what was sent by
 * their marks, so that neither is looked at.
 */
export async function secretToSend(
  ports: Needs,
  target: Where,
  { pushable: { payer, definition }, typed }: { pushable: Pushable; typed: Typed },
): Promise<SecretToSend> {
  if (definition.clientAuthenticationMode !== 'CLIENT_SECRET_BASIC') return { state: 'not-used', secret: null };
  const before = await lastSent(ports, target, definition);
  const wanted = typed.get(payer) ?? (await secretInVault(ports, payer)) ?? before;
  if (wanted === null) return { state: 'missing', secret: null };
  if (before === null) return { state: 'not-told', secret: wanted };
  return { state: (await areSame(ports, wanted, before)) ? 'as-sent' : 'changed', secret: wanted };
}

async function secretInVault({ vault }: Needs, payer: PayerRef): Promise<Secret | null> {
  const item = clientSecretItem(payer);
  return (await vault.holds(item)) ? vault.secret(item) : null;
}

export async function areSame({ vault }: Needs, one: Secret, other: Secret): Promise<boolean> {
  const [mark, otherMark] = await Promise.all([vault.markOf(one), vault.markOf(other)]);
  return mark === otherMark;
}
