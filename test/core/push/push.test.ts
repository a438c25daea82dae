import { Fault } from '#core/domain/fault.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuthenticationMode } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { PushRecord } from '#core/domain/push/plan-types.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Ports, WireServer } from '#core/ports.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import { planPayers } from '#core/use-cases/push/plan-push.ts';
import { pushPayers } from '#core/use-cases/push/push-definitions.ts';
import { rollbackPush } from '#core/use-cases/push/rollback-push.ts';
import { addTarget, passwordItem } from '#core/use-cases/push/targets.ts';
import type { MemoryAdminApi } from '../../memory-admin-api.ts';
import { answerLost, memoryAdminApi, refused } from '../../memory-admin-api.ts';
import { fixedClock, memoryPorts } from '../../memory-ports.ts';
import { canary, issuer, samplePayer } from '../support/sample-payer.ts';

const target = 'cdr-test';

interface Scene {
  readonly api: MemoryAdminApi;
  readonly ports: Ports;
  payer: Payer;
}

type Wish = Parameters<typeof samplePayer>[1] & { readonly production?: boolean };

async function scene({ mode = 'CLIENT_SECRET_BASIC', production = false }: Wish = {}): Promise<Scene> {
  const api = memoryAdminApi();
  let seconds = 0;
  // Pushes are told apart by their times.
  const clock = { ...fixedClock(), now: () => new Date(Date.UTC(2027, 0, 1, 0, 0, (seconds += 1))) };
  const ports = memoryPorts({ adminApi: api, clock });
  const draft = { name: target, baseUrl: 'https://cdr.example/', username: 'ana', production, authorities: [] };
  await addTarget(ports, draft, new Secret('not a real password'));
  return { api, ports, payer: await samplePayer(ports, { mode }) };
}

const plan = async ({ ports, payer }: Scene) => planPayers(ports, { payers: [payer], target });
async function push(given: Scene, confirmation = ''): Promise<PushRecord> {
  return pushPayers(given.ports, { plan: await plan(given), payers: [given.payer], confirmation });
}
async function change(given: Scene, fields: Parameters<typeof changePayer>[1]['fields']): Promise<void> {
  given.payer = await given.ports.store.savePayer(
    changePayer(await given.ports.store.payer(given.payer.ref), { fields }),
  );
}
const does = async (given: Scene) => (await plan(given)).steps.map((step) => step.does);
const outcomes = ({ results }: PushRecord) => results.map(({ outcome, code }) => [outcome, code]);
const shown = ({ api }: Scene) => api.servers.map(({ archivedAt: _archived, ...server }) => server);

describe.each<AuthenticationMode>(['CLIENT_SECRET_BASIC', 'PRIVATE_KEY_JWT'])('with %s', (mode) => {
  test('law: a plan that was carried out plans nothing, and a second push writes nothing', async () => {
    const given = await scene({ mode });
    const first = await push(given);
    const planned = await does(given);
    const second = await push(given);
    expect([outcomes(first), planned, outcomes(second), given.api.writes]).toEqual([
      [['done', '']],
      ['nothing'],
      [['done', '']],
      ['create'],
    ]);
  });

  test('law: neither plan nor record holds a secret', async () => {
    const given = await scene({ mode });
    const told = JSON.stringify([await plan(given), await push(given), await given.ports.store.pushes()]);
    expect([told.includes(canary), told.includes('not a real password')]).toEqual([false, false]);
  });

  test('what a push created is archived by its roll back, which can be planned again only by a person', async () => {
    const given = await scene({ mode });
    const record = await push(given);
    const undone = await rollbackPush(given.ports, { id: record.id, confirmation: '' });
    const steps = (await plan(given)).steps.map((step) => (step.does === 'conflict' ? step.code : step.does));
    expect([outcomes(undone), typeof given.api.servers[0]?.['archivedAt'], steps]).toEqual([
      [['done', '']],
      'string',
      ['push/issuer-archived'],
    ]);
  });
});

const foreign: WireServer = {
  pid: 41,
  nodeId: 'Master',
  moduleId: 'smart_inbound',
  issuer,
  name: 'by hand',
  notes: 'keep me',
  validationJwkText: '{"keys":[]}',
};

test('law: keys that are not ours survive an update, whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.stringMatching(/^x[a-z]{1,8}$/), fc.oneof(fc.string(), fc.integer(), fc.boolean())),
      async (extra) => {
        const given = await scene();
        given.api.servers = [{ ...foreign, ...extra }];
        await push(given);
        expect(given.api.servers[0]).toMatchObject({ ...extra, notes: 'keep me', pid: 41 });
      },
    ),
    { numRuns: 25 },
  );
});

test('law: a push and its roll back leave every field as it was', async () => {
  const given = await scene();
  given.api.servers = [foreign];
  const record = await push(given);
  const undone = await rollbackPush(given.ports, { id: record.id, confirmation: '', keepSecrets: true });
  const after = Object.entries(shown(given)[0] ?? {}).filter(
    ([key, value]) => value !== '' && key !== 'federationRegistrationId',
  );
  expect([outcomes(undone), Object.fromEntries(after)]).toEqual([[['done', 'push/secret-kept']], foreign]);
});

describe('a secret', () => {
  test('of which nothing is known there is sent, and then known', async () => {
    const given = await scene();
    given.api.servers = [foreign];
    const before = (await plan(given)).steps.flatMap((step) =>
      step.does === 'update' ? step.changes.map(({ state }) => state) : [],
    );
    await push(given);
    expect([before.includes('secret-not-told'), given.api.secrets.get(41), await does(given)]).toEqual([
      true,
      canary,
      ['nothing'],
    ]);
  });

  test('is sent again with every update, never erased', async () => {
    const given = await scene();
    await push(given);
    await change(given, { serverName: 'another-name' });
    await push(given);
    expect([...given.api.secrets.values()]).toEqual([canary]);
  });

  test('that was changed here is a change, and a roll back puts the earlier one back', async () => {
    const given = await scene();
    await push(given);
    given.payer = await keepSecret(given.ports, given.payer.ref, new Secret('another secret'));
    const states = (await plan(given)).steps.flatMap((step) =>
      step.does === 'update' ? step.changes.map(({ state }) => state) : [],
    );
    const record = await push(given);
    const sent = [...given.api.secrets.values()];
    await rollbackPush(given.ports, { id: record.id, confirmation: '' });
    expect([states, sent, [...given.api.secrets.values()]]).toEqual([['secret-changed'], ['another secret'], [canary]]);
  });
});

test('keys that a server does not keep are told once, and are no difference afterwards', async () => {
  const given = await scene();
  given.api.dropped = ['fhirEndpointUrl', 'responseType', 'clientAuthenticationMode'];
  const record = await push(given);
  expect([record.results[0]?.notKept, await does(given)]).toEqual([
    ['clientAuthenticationMode', 'responseType'],
    ['nothing'],
  ]);
});

test.each<[string, WireServer[], string]>([
  ['the issuer in another module', [{ ...foreign, moduleId: 'smart_auth' }], 'push/issuer-elsewhere'],
  ['the issuer twice', [foreign, { ...foreign, pid: 42 }], 'push/issuer-twice'],
  ['the issuer, archived', [{ ...foreign, archivedAt: '2026-01-01T00:00:00Z' }], 'push/issuer-archived'],
])('%s is a conflict, and nothing is written', async (_name, servers, code) => {
  const given = await scene();
  given.api.servers = servers;
  const steps = (await plan(given)).steps.map((step) => (step.does === 'conflict' ? step.code : step.does));
  await expect(push(given)).rejects.toMatchObject({ code: 'push/has-conflicts' });
  expect([steps, given.api.writes]).toEqual([[code], []]);
});

test('an issuer that differs by its slash is the same one', async () => {
  const given = await scene();
  given.api.servers = [{ ...foreign, issuer: `${issuer}/` }];
  expect(await does(given)).toEqual(['update']);
});

test('where the target has changed since the plan, nothing is written there', async () => {
  const given = await scene();
  const shownPlan = await plan(given);
  given.api.servers = [foreign];
  const record = await pushPayers(given.ports, { plan: shownPlan, payers: [given.payer], confirmation: '' });
  expect([outcomes(record), given.api.writes]).toEqual([[['failed', 'push/changed-meanwhile']], []]);
});

test('production asks for its name, to push and to roll back', async () => {
  const given = await scene({ production: true });
  await expect(push(given)).rejects.toMatchObject({ code: 'push/not-confirmed' });
  const record = await push(given, target);
  await expect(rollbackPush(given.ports, { id: record.id, confirmation: 'cdr' })).rejects.toMatchObject({
    code: 'push/not-confirmed',
  });
  expect(given.api.writes).toEqual(['create']);
});

test.each([
  ['after the write', 'after', [['settled-done', 'target/unknown-outcome']], ['nothing']],
  ['before the write', 'before', [['settled-not-done', 'target/unknown-outcome']], ['create']],
] as const)(
  'an answer lost %s is settled by reading, and nothing is sent twice',
  async (_name, when, results, then) => {
    const given = await scene();
    given.api.failNext = { when, fault: answerLost };
    const record = await push(given);
    expect([outcomes(record), given.api.writes.length, await does(given)]).toEqual([
      results,
      when === 'after' ? 1 : 0,
      then,
    ]);
  },
);

test.each([
  new Fault('vault/locked', {}),
  new Fault('target/proxy', { host: 'cdr.example', detail: '407' }),
  new Fault('target/client-key-gone', { host: 'cdr.example' }),
])('what keeps a request from going out is a failure, and nothing is guessed: $code', async (fault) => {
  const given = await scene();
  given.api.failNext = { when: 'before', fault };
  expect(outcomes(await push(given))).toEqual([['failed', fault.code]]);
});

test('what fails stops the push, and the history says what was not tried', async () => {
  const given = await scene();
  const second = await samplePayer(given.ports, { ref: 'southlake@test' });
  const other = await given.ports.store.savePayer(
    changePayer(second, {
      fields: {
        issuer: 'https://south.example',
        tokenEndpoint: 'https://south.example/token',
        authorizationEndpoint: '',
        userInfoEndpoint: '',
        jwksEndpoint: '',
        serverName: 'south',
      },
    }),
  );
  const payers = [given.payer, other];
  given.api.failNext = { when: 'before', fault: refused };
  const both = await planPayers(given.ports, { payers, target });
  const record = await pushPayers(given.ports, { plan: both, payers, confirmation: '' });
  const kept = await given.ports.store.push(record.id);
  expect([outcomes(record), kept]).toEqual([
    [
      ['failed', 'target/refused'],
      ['not-tried', ''],
    ],
    record,
  ]);
});

describe('a roll back is refused', () => {
  test('of anything but the last push that stands', async () => {
    const given = await scene();
    const first = await push(given);
    await change(given, { serverName: 'another-name' });
    const second = await push(given);
    await expect(rollbackPush(given.ports, { id: first.id, confirmation: '' })).rejects.toMatchObject({
      code: 'push/not-the-last',
    });
    await rollbackPush(given.ports, { id: second.id, confirmation: '' });
    await expect(rollbackPush(given.ports, { id: second.id, confirmation: '' })).rejects.toMatchObject({
      code: 'push/rolled-back-already',
    });
    await rollbackPush(given.ports, { id: first.id, confirmation: '' });
    expect(given.api.writes).toEqual(['create', 'update 2', 'update 2', 'update 2']);
  });

  test('where somebody changed what it wrote', async () => {
    const given = await scene();
    const record = await push(given);
    given.api.servers = given.api.servers.map((server) => ({ ...server, federationTokenUrl: 'https://by.hand/' }));
    await expect(rollbackPush(given.ports, { id: record.id, confirmation: '' })).rejects.toMatchObject({
      code: 'push/changed-since',
    });
  });

  test('where what it changed is gone', async () => {
    const given = await scene();
    await push(given);
    await change(given, { serverName: 'another-name' });
    const record = await push(given);
    given.api.servers = [];
    await expect(rollbackPush(given.ports, { id: record.id, confirmation: '' })).rejects.toMatchObject({
      code: 'push/gone-since',
    });
  });
});

test('a target without a password is told before it is asked', async () => {
  const given = await scene();
  await given.ports.vault.forget({ owner: `target:${target}`, kind: 'target-password', id: 'password' });
  await expect(plan(given)).rejects.toMatchObject({ code: 'target/no-password' });
});

test('two payers of one issuer stand in each other’s way', async () => {
  const given = await scene();
  const other = await samplePayer(given.ports, { ref: 'southlake@test', mode: 'CLIENT_SECRET_BASIC' });
  const { steps } = await planPayers(given.ports, { payers: [given.payer, other], target });
  expect(steps.map((step) => (step.does === 'conflict' ? step.code : step.does))).toEqual([
    'push/issuer-shared',
    'push/issuer-shared',
  ]);
});

test('a target that moves to another address or user loses its password', async () => {
  const { ports } = await scene();
  const { revision: _revision, version: _version, ...draft } = await ports.store.target(target);
  const item = passwordItem(target);
  await addTarget(ports, { ...draft, production: true }, null);
  const kept = await ports.vault.holds(item);
  await addTarget(ports, { ...draft, baseUrl: 'https://elsewhere.example/' }, null);
  expect([kept, await ports.vault.holds(item)]).toEqual([true, false]);
});

test('a push that wrote nothing is not rolled back in appearance', async () => {
  const given = await scene();
  await push(given);
  const second = await push(given);
  await expect(rollbackPush(given.ports, { id: second.id, confirmation: '' })).rejects.toMatchObject({
    code: 'push/nothing-to-undo',
  });
});
