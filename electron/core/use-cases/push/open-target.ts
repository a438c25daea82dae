import { Fault } from '../../domain/fault.ts';
import type { Target } from '../../domain/push/target.ts';
import type { AdminSession, Ports } from '../../ports.ts';
import { networkOfTarget } from '../network-of.ts';
import { passwordItem } from './targets.ts';

export interface OpenTarget {
  readonly target: Target;
  readonly session: AdminSession;
}

/** Throws `store/no-such-target`, `target/no-password`. Nothing is asked yet. */
export async function openTarget(
  { store, vault, adminApi }: Pick<Ports, 'store' | 'vault' | 'adminApi'>,
  name: string,
): Promise<OpenTarget> {
  const target = await store.target(name);
  const item = passwordItem(name);
  if (!(await vault.holds(item))) throw new Fault('target/no-password', { name });
  return { target, session: adminApi.open({ ...target, network: networkOfTarget(target) }, await vault.secret(item)) };
}

/** A production target is written to only by somebody who gives its name. Throws `push/not-confirmed`. */
export function checkConfirmation({ production, name }: Target, confirmation: string): void {
  if (production && confirmation !== name) throw new Fault('push/not-confirmed', { name });
}
