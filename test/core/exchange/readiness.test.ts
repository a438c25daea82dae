import { describe, expect, test } from 'vitest';
import { invokeExport } from '#core/domain/exchange/invoke-export.ts';
import type { LookedAt } from '#core/domain/exchange/readiness.ts';
import { readinessChecks } from '#core/domain/exchange/readiness.ts';
import { seedProperties } from '#core/domain/definition/dialects/seed-properties.ts';
import { adviseModules } from '#core/domain/push/advise-modules.ts';
import { completeDefinition } from '#core/use-cases/complete-definition.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { inventedS2sType } from '../../servers/smile-cdr/default-nodes.ts';
import { issuer, samplePayer } from '../support/sample-payer.ts';

const s2s = { nodeId: 'Master', moduleId: 'system_to_system_data_exchange', moduleType: inventedS2sType };
const inbound = { nodeId: 'Master', moduleId: 'smart_inbound', moduleType: 'SECURITY_IN_SMART' };
const outbound = { nodeId: 'Master', moduleId: 'smart_auth', moduleType: 'SECURITY_OUT_SMART' };
const storage = { nodeId: 'Master', moduleId: 'persistence', moduleType: 'PERSISTENCE_R4' };
const place = { payer: 'northlake@test', name: 'n', nodeId: 'Master', moduleId: 'm', issuer };

const good: LookedAt = {
  modules: [s2s, storage],
  properties: 'module.system_to_system_data_exchange.requires.PERSISTENCE_R4=persistence\n',
  step: { does: 'nothing', ...place, pid: 7 },
  tokenCame: true,
  usesKey: true,
  hasOwnAuthorities: false,
  issuer,
};
const looked = (given: Partial<LookedAt>) =>
  readinessChecks({ ...good, ...given })
    .slice(0, 4)
    .map(({ is }) => is);

describe('readiness', () => {
  test.each<[string, Partial<LookedAt>, string[]]>([
    ['all is there', {}, ['ok', 'ok', 'ok', 'ok']],
    ['no exchange module', { modules: [storage] }, ['missing', 'cannot-tell', 'ok', 'ok']],
    ['no storage behind it', { properties: 'node.id=Master' }, ['ok', 'missing', 'ok', 'ok']],
    ['properties are not told', { properties: null }, ['ok', 'cannot-tell', 'ok', 'ok']],
    ['no definition', { step: { does: 'create', ...place, changes: [] } }, ['ok', 'ok', 'missing', 'ok']],
    ['the last test got no token', { tokenCame: false }, ['ok', 'ok', 'ok', 'missing']],
    ['no test was made', { tokenCame: null }, ['ok', 'ok', 'ok', 'missing']],
    ['no target', { modules: null, properties: null, step: null }, ['cannot-tell', 'cannot-tell', 'cannot-tell', 'ok']],
  ])('%s', (_name, given, states) => {
    expect(looked(given)).toEqual(states);
  });

  test('what nobody can look at is asked, and each check names its section', () => {
    const checks = readinessChecks(good);
    expect(checks.filter(({ is }) => is === 'question').length).toBeGreaterThanOrEqual(7);
    expect(checks.every(({ section }) => /^§\d/.test(section))).toBe(true);
  });
});

test('the sample request names the issuer to the letter, and has places to fill in', () => {
  const { path, body } = invokeExport(`${issuer}/`);
  const text = JSON.stringify(body);
  expect([path, text.includes(`"valueString":"${issuer}/"`), text.includes('[member id there]')]).toEqual([
    'Patient/$sdh.s2s.invoke-export',
    true,
    true,
  ]);
  expect(invokeExport(issuer, '$invoke-export').path).toBe('Patient/$invoke-export');
});

test.each([
  ['with an exchange module', [storage, outbound, inbound, s2s], ['advised', 'possible', 'possible', 'unlikely']],
  ['without one', [storage, outbound, inbound], ['advised', 'possible', 'unlikely']],
])('modules %s: the likelier place first', (_name, modules, fits) => {
  const advised = adviseModules(modules);
  expect([advised.map((module) => module.fits), advised[0]?.moduleId]).toEqual([
    fits,
    modules.includes(s2s) ? s2s.moduleId : inbound.moduleId,
  ]);
});

test.each([
  ['PRIVATE_KEY_JWT', ['seed_servers.file', 'seed_keystores.file', 'p2p-northlake_test'], ['CLIENT_SECRET']],
  ['CLIENT_SECRET_BASIC', ['seed_servers.file', 'P2P_NORTHLAKE_TEST_CLIENT_SECRET'], ['seed_keystores.file']],
] as const)('the property lines with %s', async (mode, present, absent) => {
  const payer = await samplePayer(memoryPorts(), { mode });
  const text = seedProperties(completeDefinition(payer), payer.ref);
  expect([present.filter((each) => !text.includes(each)), absent.filter((each) => text.includes(each))]).toEqual([
    [],
    [],
  ]);
  expect(text).toContain('module.smart_inbound.config.seed_servers.file=classpath:/config_seeding/');
});
