/** @file Asks a target all that a push will need. Reads only; what one call is refused does not keep the others from being made. */
import { Fault } from '../../domain/fault.ts';
import { adviseModules } from '../../domain/push/advise-modules.ts';
import type { TargetFacts } from '../../domain/push/target-facts.ts';
import type { Ports } from '../../ports.ts';
import { openTarget } from './open-target.ts';

type State = TargetFacts['permissions'][number]['state'];

/** Throws `target/…` where nothing can be asked: it is not reached, is no Admin API, or does not take the credentials. */
export async function testTarget(
  ports: Pick<Ports, 'store' | 'vault' | 'adminApi'>,
  name: string,
): Promise<TargetFacts> {
  const { session } = await openTarget(ports, name);
  // The first one alone: what is wrong with the way or the password is told once, and no account is locked.
  const statuses = await tried(async () => session.nodeStatuses());
  const [modules, definitions, keystores, properties, description] = await Promise.all([
    tried(async () => session.modules()),
    tried(async () => session.servers()),
    tried(async () => session.keystores()),
    tried(async () => session.properties()),
    session.description(),
  ]);
  const anonymousAccess = await session.answersAnonymously();
  const isOlder = keystores.value === null && keystores.state === 'granted';
  return {
    reachable: true,
    anonymousAccess,
    describedVersion: description?.version ?? '',
    permissions: [
      { permission: 'OPENID_CONNECT_VIEW_SERVER_LIST', state: definitions.state },
      // Only a write would tell.
      { permission: 'OPENID_CONNECT_ADD_SERVER', state: 'not-told' },
      { permission: 'OPENID_CONNECT_EDIT_SERVER', state: 'not-told' },
      { permission: 'OPENID_CONNECT_MANAGE_KEYSTORES', state: isOlder ? 'not-told' : keystores.state },
      { permission: 'VIEW_MODULE_CONFIG', state: modules.state },
      { permission: 'VIEW_MODULE_STATUS', state: statuses.state },
    ],
    modules: adviseModules(modules.value ?? []),
    keystores: isOlder ? 'absent' : keystores.state === 'granted' ? 'present' : 'not-told',
    propertySource: sourceIn(properties.value ?? ''),
  };
}

interface Tried<T> {
  readonly state: State;
  readonly value: T | undefined;
}

/** A call that is refused for want of a permission is an answer. */
async function tried<T>(ask: () => Promise<T>): Promise<Tried<T>> {
  try {
    return { state: 'granted', value: await ask() };
  } catch (error) {
    if (error instanceof Fault && (error as Fault).code === 'target/forbidden')
      return { state: 'missing', value: undefined };
    throw error;
  }
}

/** smile-cdr §7.1. Several nodes may stand in it: one that takes its files is enough to undo a push. */
function sourceIn(properties: string): TargetFacts['propertySource'] {
  const sources = [...properties.matchAll(/^[ \t]*node\.propertysource[ \t]*[=:][ \t]*(\w+)/gim)].map(([, source]) =>
    source?.toUpperCase(),
  );
  if (sources.includes('PROPERTIES')) return 'PROPERTIES';
  return sources.includes('DATABASE') ? 'DATABASE' : 'not-told';
}
