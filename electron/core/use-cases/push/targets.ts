/** @file Targets: the Admin APIs that definitions are pushed to. The password lies in the vault, never in the record. */
import { Fault } from '../../domain/fault.ts';
import { checkProxy, isOwnProxy } from '../../domain/payer/proxy-setting.ts';
import { Target } from '../../domain/push/target.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Ports, VaultItem } from '../../ports.ts';
import { proxyPasswordItem, targetOwner } from '../network-of.ts';

export function passwordItem(name: string): VaultItem {
  return { owner: targetOwner(name), kind: 'target-password', id: 'password' };
}

/** What is left out stays as it was. */
export type TargetDraft = Pick<Target, 'name' | 'baseUrl' | 'username'> & {
  readonly [name in 'label' | 'production' | 'authorities' | 'proxy' | 'keystoreReference']?: Target[name] | undefined;
};

/**
 * Adds or changes a target. Without a password the one in the vault stays, unless address or user changed: it was given
 * for that place and that user, and is sent nowhere else; so does that of a proxy. Throws `target/bad-name`, `target/bad-url`,
 * and `payer/proxy-…` for a proxy that cannot be kept.
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
    label: draft.label ?? before?.label ?? '',
    production: draft.production ?? before?.production ?? false,
    authorities: draft.authorities ?? before?.authorities ?? [],
    proxy: proxyWanted(draft, before),
    clientKey: before?.clientKey ?? null,
    // Another address may be another version.
    learnt: before?.baseUrl === checkedBaseUrl(draft.baseUrl) ? before.learnt : null,
    keystoreReference: draft.keystoreReference ?? before?.keystoreReference ?? '',
    baseUrl: checkedBaseUrl(draft.baseUrl),
    revision: before?.revision ?? 0,
  };
  const isMoved = before !== undefined && (before.baseUrl !== target.baseUrl || before.username !== target.username);
  if (isMoved) await vault.forget(passwordItem(draft.name));
  if (before !== undefined && before.proxy !== target.proxy) await vault.forget(proxyOf(draft.name));
  if (password !== null) await vault.keep(passwordItem(draft.name), password);
  return store.saveTarget(target);
}

function proxyWanted({ proxy: given }: TargetDraft, before: Target | undefined): string {
  const proxy = (given ?? before?.proxy ?? 'system').trim() || 'system';
  const [wrong] = checkProxy(proxy);
  if (wrong !== undefined) throw new Fault(wrong.code, {} as never);
  return proxy;
}

function proxyOf(name: string): VaultItem {
  return proxyPasswordItem(targetOwner(name));
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

/** What is known of past pushes stays: a push can be rolled back when the target is added again. */
export async function removeTarget({ store, vault }: Pick<Ports, 'store' | 'vault'>, name: string): Promise<void> {
  const { clientKey } = await store.target(name);
  await vault.forget(passwordItem(name));
  await vault.forget(proxyOf(name));
  if (clientKey !== null) await vault.forgetKey({ owner: targetOwner(name), keyId: clientKey.id });
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

/** The password of a target’s own proxy. Throws `store/no-such-target`, `target/no-own-proxy`. */
export async function keepTargetProxyPassword(
  { store, vault }: Pick<Ports, 'store' | 'vault'>,
  name: string,
  password: Secret,
): Promise<void> {
  const { proxy } = await store.target(name);
  if (!isOwnProxy(proxy)) throw new Fault('target/no-own-proxy', { name });
  await vault.keep(proxyOf(name), password);
}
