/** @file Targets: the Admin APIs that definitions are pushed to. The password lies in the vault, never in the record. */
import { Fault } from '../../domain/fault.ts';
import { Target } from '../../domain/push/target.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Ports, VaultItem } from '../../ports.ts';

export function passwordItem(name: string): VaultItem {
  return { owner: `target:${name}`, kind: 'target-password', id: 'password' };
}

export type TargetDraft = Pick<Target, 'name' | 'baseUrl' | 'username' | 'production' | 'authorities'> & {
  readonly keystoreReference?: string | undefined;
};

/**
 * Adds or changes a target. Without a password the one in the vault stays, unless address or user changed: it was given
 * for that place and that user, and is sent nowhere else. Throws `target/bad-name`, `target/bad-url`.
 */
export async function addTarget(
  { store, vault }: Pick<Ports, 'store' | 'vault'>,
  draft: TargetDraft,
  password: Secret | null,
): Promise<Target> {
  const name = Target.shape.name.safeParse(draft.name);
  if (!name.success) throw new Fault('target/bad-name', { given: draft.name });
  const before = (await store.targets()).find((target) => target.name === draft.name);
  const target: Target = {
    version: 1,
    ...draft,
    // Another address may be another version.
    learnt: before?.baseUrl === checkedBaseUrl(draft.baseUrl) ? before.learnt : null,
    keystoreReference: draft.keystoreReference ?? before?.keystoreReference ?? '',
    baseUrl: checkedBaseUrl(draft.baseUrl),
    revision: before?.revision ?? 0,
  };
  const isMoved = before !== undefined && (before.baseUrl !== target.baseUrl || before.username !== target.username);
  if (isMoved) await vault.forget(passwordItem(draft.name));
  if (password !== null) await vault.keep(passwordItem(draft.name), password);
  return store.saveTarget(target);
}

/** https, or http on loopback: the password travels with every call (product §7). Throws `target/bad-url`. */
function checkedBaseUrl(given: string): string {
  const url = URL.canParse(given.trim()) ? new URL(given.trim()) : null;
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new Fault('target/bad-url', { given });
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback))
    throw new Fault('target/not-https', { given });
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

export async function removeTarget({ store, vault }: Pick<Ports, 'store' | 'vault'>, name: string): Promise<void> {
  await store.target(name);
  await vault.forget(passwordItem(name));
  await store.removeTarget(name);
}

/** A password typed later or again. Throws `store/no-such-target`. */
export async function keepPassword(
  { store, vault }: Pick<Ports, 'store' | 'vault'>,
  name: string,
  password: Secret,
): Promise<void> {
  await store.target(name);
  await vault.keep(passwordItem(name), password);
}
