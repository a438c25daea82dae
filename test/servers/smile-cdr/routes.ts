/** @file Which call goes where, and what permission it needs: smile-cdr §2.1, §2.6, §3.2, §3.3, §4.4. */
import { Refusal } from './answer.ts';
import type { Answer, Call } from './answer.ts';
import { describeApi } from './api-description.ts';
import type { Assumptions } from './assumptions.ts';
import { createKeystore, listKeystores, readKeystore, updateKeystore } from './keystores.ts';
import { listModules, moduleProperties, nodeStatuses, readModule } from './modules.ts';
import { createServer, findServer, listServers, updateServer } from './servers.ts';
import type { Permission } from './users.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** As the documentation prints it, with its final slash or without. `:name` takes one segment. */
  readonly path: string;
  readonly needs: Permission;
  readonly answer: (call: Call) => Answer;
}

const servers: readonly Route[] = [
  { method: 'GET', path: '/openid-connect-servers/', needs: 'OPENID_CONNECT_VIEW_SERVER_LIST', answer: listServers },
  {
    method: 'GET',
    path: '/openid-connect-servers/:nodeId/:moduleId',
    needs: 'OPENID_CONNECT_VIEW_SERVER_LIST',
    answer: findServer,
  },
  {
    method: 'POST',
    path: '/openid-connect-servers/:nodeId/:moduleId',
    needs: 'OPENID_CONNECT_ADD_SERVER',
    answer: createServer,
  },
  {
    method: 'PUT',
    path: '/openid-connect-servers/:nodeId/:moduleId/:pid',
    needs: 'OPENID_CONNECT_EDIT_SERVER',
    answer: updateServer,
  },
];

const properties: Route = {
  method: 'GET',
  path: '/module-config/properties',
  needs: 'VIEW_MODULE_CONFIG',
  answer: moduleProperties,
};

const modules: readonly Route[] = [
  { method: 'GET', path: '/module-config/', needs: 'VIEW_MODULE_CONFIG', answer: listModules },
  { method: 'GET', path: '/module-config/:nodeId/:moduleId', needs: 'VIEW_MODULE_CONFIG', answer: readModule },
  { method: 'GET', path: '/runtime-status/node-statuses/complete', needs: 'VIEW_MODULE_STATUS', answer: nodeStatuses },
];

function keystores({ keystores: endpoint, keystoreReadPath, keystoreUpdate }: Assumptions): readonly Route[] {
  if (endpoint === 'absent') return [];
  const needs = 'OPENID_CONNECT_MANAGE_KEYSTORES';
  const update: Route = { method: 'PUT', path: '/keystores/:keystoreId', needs, answer: updateKeystore };
  return [
    { method: 'GET', path: '/keystores/', needs, answer: listKeystores },
    { method: 'GET', path: `/${keystoreReadPath}/:keystoreId`, needs, answer: readKeystore },
    { method: 'POST', path: '/keystores/', needs, answer: createKeystore },
    ...(keystoreUpdate === 'put' ? [update] : []),
  ];
}

function routes(assumptions: Assumptions): readonly Route[] {
  const calls = [
    ...servers,
    ...modules,
    ...(assumptions.moduleProperties === 'present' ? [properties] : []),
    ...keystores(assumptions),
  ];
  if (assumptions.apiDescription === 'absent') return calls;
  // §3.2: the right to enter at all; that it needs more is nowhere said.
  const needs = 'ACCESS_ADMIN_JSON';
  const answer = (): Answer => describeApi(calls, assumptions);
  return [...calls, { method: 'GET', path: assumptions.apiDescriptionPath, needs, answer }];
}

/** null: the API has no such call. */
export function route(
  { method, path }: { method: string; path: string },
  assumptions: Assumptions,
): { route: Route; parts: Record<string, string> } | null {
  for (const candidate of routes(assumptions)) {
    const isMeant = candidate.method === method && hasItsSlash(path, candidate, assumptions);
    const parts = isMeant ? match(segments(candidate.path), segments(path)) : null;
    if (parts !== null) return { route: candidate, parts };
  }
  return null;
}

function hasItsSlash(path: string, { path: printed }: Route, { finalSlash }: Assumptions): boolean {
  const wanted = { either: path, 'as-printed': printed, needed: '/', refused: '' }[finalSlash];
  return path.endsWith('/') === wanted.endsWith('/');
}

function segments(path: string): readonly string[] {
  return path.replace(/\/$/, '').split('/');
}

function match(pattern: readonly string[], given: readonly string[]): Record<string, string> | null {
  if (pattern.length !== given.length) return null;
  const parts: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const text = given[index] ?? '';
    if (segment.startsWith(':')) parts[segment.slice(1)] = decode(text);
    else if (segment !== text) return null;
  }
  return parts;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refusal(400, 'Cannot read the path');
  }
}
