/** @file What `target test` tells apart, at the simulator: permissions, anonymous access, older versions, properties that win. */
import { afterAll, expect, test } from 'vitest';
import { isReady, toldOf } from '#core/domain/push/target-facts.ts';
import { Secret } from '#core/domain/secret.ts';
import { testTarget } from '#core/use-cases/push/target-test.ts';
import { addTarget } from '#core/use-cases/push/targets.ts';
import { memoryPorts } from '../memory-ports.ts';
import { nodesWithS2s } from '../servers/smile-cdr/default-nodes.ts';
import type { SmileCdr, SmileCdrSetup } from '../servers/smile-cdr/start.ts';
import { startSmileCdr } from '../servers/smile-cdr/start.ts';
import type { Permission } from '../servers/smile-cdr/users.ts';
import { ANONYMOUS, wizardPermissions } from '../servers/smile-cdr/users.ts';
import { straightAdminApi } from './straight.ts';

const password = 'for this run only';
const running: SmileCdr[] = [];
afterAll(async () => {
  await Promise.all(running.map(({ stop }) => stop()));
});

interface Wish extends Partial<SmileCdrSetup> {
  readonly without?: readonly Permission[];
  readonly given?: string;
  readonly path?: string;
}

async function asked({ without = [], given = password, path = '', users = [], ...setup }: Wish = {}) {
  const permissions = wizardPermissions.filter((each) => !without.includes(each));
  const all = [{ username: 'ana', password, permissions }, ...users];
  const cdr = await startSmileCdr({ authority: null, ...setup, users: all });
  running.push(cdr);
  const ports = memoryPorts({ adminApi: straightAdminApi });
  const baseUrl = `${cdr.baseUrl}${path}`;
  const draft = { name: 'cdr', baseUrl, username: 'ana', production: false, authorities: [] };
  await addTarget(ports, draft, new Secret(given));
  return testTarget(ports, 'cdr');
}

test('one that has all that a push needs', async () => {
  const facts = await asked({ seed: { nodes: nodesWithS2s } });
  expect([isReady(facts), toldOf(facts), facts.keystores, facts.propertySource, facts.anonymousAccess]).toEqual([
    true,
    [],
    'present',
    'DATABASE',
    false,
  ]);
  expect(facts.modules[0]).toMatchObject({ moduleId: 'system_to_system_data_exchange', fits: 'advised' });
});

test.each<Permission>([
  'OPENID_CONNECT_VIEW_SERVER_LIST',
  'OPENID_CONNECT_MANAGE_KEYSTORES',
  'VIEW_MODULE_CONFIG',
  'VIEW_MODULE_STATUS',
])('a user without %s: that one is named, and the others are told all the same', async (permission) => {
  const facts = await asked({ without: [permission] });
  const missing = facts.permissions.filter(({ state }) => state === 'missing').map((each) => each.permission);
  expect([missing, isReady(facts), toldOf(facts)[0]?.includes(permission)]).toEqual([[permission], false, true]);
});

test('permissions to write are not told before a push: nothing is claimed of them', async () => {
  const facts = await asked({ without: ['OPENID_CONNECT_ADD_SERVER'] });
  expect(facts.permissions).toContainEqual({ permission: 'OPENID_CONNECT_ADD_SERVER', state: 'not-told' });
});

test.each([
  ['openapi', '2025.11.R01'],
  ['absent', ''],
] as const)('a description of its API that is %s tells the version %j', async (apiDescription, version) => {
  expect((await asked({ assumptions: { apiDescription } })).describedVersion).toBe(version);
});

test('anonymous access proves nothing of the credentials', async () => {
  const facts = await asked({ users: [{ username: ANONYMOUS, password: '', permissions: wizardPermissions }] });
  expect([facts.anonymousAccess, toldOf(facts).some((told) => told.includes('without credentials'))]).toEqual([
    true,
    true,
  ]);
});

test('an older version has no keystores, which is no missing permission', async () => {
  const facts = await asked({ assumptions: { keystores: 'absent' } });
  expect([facts.keystores, isReady(facts), toldOf(facts).some((told) => told.includes('no keystores'))]).toEqual([
    'absent',
    true,
    true,
  ]);
});

test.each([
  ['PROPERTIES', { propertySource: 'PROPERTIES' }, 'PROPERTIES'],
  ['not told', { moduleProperties: 'absent' }, 'not-told'],
] as const)('properties %s: what a restart may do is told', async (_name, assumptions, source) => {
  const facts = await asked({ assumptions });
  expect([facts.propertySource, toldOf(facts).some((told) => /restart/.test(told))]).toEqual([source, true]);
});

test.each([
  ['a wrong password', { given: 'another' }, 'target/not-allowed'],
  ['another context path', { path: 'json-admin/' }, 'target/not-found'],
])('%s', async (_name, wish, code) => {
  await expect(asked(wish)).rejects.toMatchObject({ code });
});
