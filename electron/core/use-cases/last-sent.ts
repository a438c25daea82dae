/** @file The secret that was sent last to a place at a target, sealed: it tells whether another is to be sent, and it can be put back. */
import type { Payer } from '../domain/payer/payer.ts';
import { valueOf } from '../domain/payer/payer.ts';
import type { SecretState } from '../domain/push/plan.ts';
import type { PlanStep } from '../domain/push/plan-types.ts';
import type { Secret } from '../domain/secret.ts';
import type { Ports, VaultItem } from '../ports.ts';
import { secretOf } from './client-secret.ts';

type Place = Pick<PlanStep, 'nodeId' | 'moduleId' | 'issuer'>;

/** Where it lies in the vault. */
export function lastSentItem(target: string, { nodeId, moduleId, issuer }: Place): VaultItem {
  return { owner: `target:${target}`, kind: 'last-sent', id: [nodeId, moduleId, issuer.replace(/\/+$/, '')].join(' ') };
}

/** null: none is known. */
export async function lastSent({ vault }: Pick<Ports, 'vault'>, target: string, place: Place): Promise<Secret | null> {
  return (await vault.holds(lastSentItem(target, place))) ? vault.secret(lastSentItem(target, place)) : null;
}

export async function rememberSent(
  { vault }: Pick<Ports, 'vault'>,
  target: string,
  { place, secret }: { place: Place; secret: Secret },
): Promise<void> {
  await vault.keep(lastSentItem(target, place), secret);
}

/** The secret that a definition needs: null with a key. Throws `token/no-secret`. */
export async function secretToSend(ports: Pick<Ports, 'vault'>, payer: Payer): Promise<Secret | null> {
  return valueOf(payer, 'clientAuthenticationMode') === 'CLIENT_SECRET_BASIC' ? secretOf(ports, payer) : null;
}

/** Compared by their marks, so that neither is looked at. */
export async function secretState(
  ports: Pick<Ports, 'vault'>,
  payer: Payer,
  { target, place }: { target: string; place: Place },
): Promise<SecretState> {
  const wanted = await secretToSend(ports, payer);
  if (wanted === null) return 'not-used';
  const before = await lastSent(ports, target, place);
  if (before === null) return 'not-told';
  const [one, other] = await Promise.all([ports.vault.markOf(wanted), ports.vault.markOf(before)]);
  return one === other ? 'as-sent' : 'changed';
}
