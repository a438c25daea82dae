/** @file Pushes and roll backs that end before their time, and others who work at the same target meanwhile. */
import { describe, expect, test } from 'vitest';
import { changePayer } from '#core/domain/payer/change.ts';
import { Fault } from '#core/domain/fault.ts';
import type { Payer, PayerRef } from '#core/domain/payer/payer.ts';
import type { PushRecord } from '#core/domain/push/plan-types.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Ports } from '#core/ports.ts';
import type { PlannedPush } from '#core/use-cases/push/push-definitions.ts';
import { planPayers } from '#core/use-cases/push/plan-push.ts';
import { pushPayers } from '#core/use-cases/push/push-definitions.ts';
import { rollbackPush } from '#core/use-cases/push/rollback-push.ts';
import { addTarget } from '#core/use-cases/push/targets.ts';
import type { MemoryAdminApi } from '../../memory-admin-api.ts';
import { answerLost, memoryAdminApi, refused } from '../../memory-admin-api.ts';
import { fixedClock, memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';

const target = 'cdr-test';
const draft = { name: target, baseUrl: 'https://cdr.example/', username: 'ana', production: false, authorities: [] };

interface Scene {
  readonly api: MemoryAdminApi;
  readonly ports: Ports;
  readonly refs: readonly PayerRef[];
}

/** So many payers, each of an issuer of its own. */
async function scene(count: number): Promise<Scene> {
  const api = memoryAdminApi();
  let seconds = 0;
  const clock = { ...fixedClock(), now: () => new Date(Date.UTC(2027, 0, 1, 0, 0, (seconds += 1))) };
  const ports = memoryPorts({ adminApi: api, clock });
  await addTarget(ports, draft, new Secret('not a real password'));
  const refs: PayerRef[] = [];
  for (let number = 1; number <= count; number += 1) {
    const made = await samplePayer(ports, { ref: `payer-${String(number)}@test`, mode: 'CLIENT_SECRET_BASIC' });
    const issuer = `https://${String(number)}.example`;
    const fields = {
      issuer,
      tokenEndpoint: `${issuer}/token`,
      authorizationEndpoint: '',
      userInfoEndpoint: '',
      jwksEndpoint: '',
      serverName: `payer-${String(number)}`,
    };
    refs.push((await ports.store.savePayer(changePayer(made, { fields }))).ref);
  }
  return { api, ports, refs };
}

const payersOf = async ({ ports, refs }: Scene): Promise<Payer[]> =>
  Promise.all(refs.map((ref) => ports.store.payer(ref)));
const plan = async (given: Scene) => planPayers(given.ports, { payers: await payersOf(given), target });

async function push(given: Scene, more: Pick<PlannedPush, 'signal' | 'told'> = {}): Promise<PushRecord> {
  const wish = { plan: await plan(given), payers: await payersOf(given), confirmation: '' };
  return pushPayers(given.ports, { ...wish, ...more });
}

async function changeAll(given: Scene, requestScopes: string): Promise<void> {
  for (const payer of await payersOf(given))
    await given.ports.store.savePayer(changePayer(payer, { fields: { requestScopes } }));
}

const outcomes = ({ results }: PushRecord) => results.map(({ outcome }) => outcome);
const does = async (given: Scene) => (await plan(given)).steps.map((step) => step.does);
const rollBack = async ({ ports }: Scene, { id }: PushRecord) => rollbackPush(ports, { id, confirmation: '' });

describe('a push of many', () => {
  test('ends between two steps when it is told to, and a second one does what was left', async () => {
    const given = await scene(9);
    const ending = new AbortController();
    const first = await push(given, {
      signal: ending.signal,
      told: ({ done }) => {
        if (done === 1) ending.abort();
      },
    });
    const written = given.api.writes.length;
    const second = await push(given);
    expect(outcomes(first)).toEqual(['done', ...Array<string>(8).fill('not-tried')]);
    expect([written, given.api.writes.length, outcomes(second), await does(given)]).toEqual([
      1,
      9,
      Array(9).fill('done'),
      Array(9).fill('nothing'),
    ]);
  });

  test('tries the first alone: what is refused of it is asked of no other', async () => {
    const given = await scene(9);
    given.api.failNext = { when: 'before', fault: refused };
    const record = await push(given);
    expect([outcomes(record), given.api.writes]).toEqual([['failed', ...Array<string>(8).fill('not-tried')], []]);
  });

  test('law: the order of the definitions does not matter', async () => {
    const [one, other] = [await scene(5), await scene(5)];
    await push(one);
    const payers = (await payersOf(other)).reverse();
    await pushPayers(other.ports, {
      plan: await planPayers(other.ports, { payers, target }),
      payers,
      confirmation: '',
    });
    const held = ({ api }: Scene) =>
      api.servers.map(({ pid: _pid, federationRegistrationId: _id, ...server }) => JSON.stringify(server)).toSorted();
    expect(held(other)).toEqual(held(one));
  });

  test('law: what a plan says will be there is there when it was applied', async () => {
    const given = await scene(3);
    await push(given);
    await changeAll(given, 'openid');
    const { steps } = await plan(given);
    await push(given);
    const fields = steps.flatMap((step) =>
      step.does === 'update'
        ? step.changes.map(({ key, planned }) => [
            given.api.servers.find(({ pid }) => pid === step.pid)?.[key],
            planned,
          ])
        : [],
    );
    expect(fields).toEqual(Array(3).fill(['openid', 'openid']));
  });
});

describe('a store that does not take what is noted', () => {
  const full = new Fault('store/disk-full', { folder: '/store' });

  test('before the request: nothing is sent, and that is said', async () => {
    const given = await scene(1);
    const ports = { ...given.ports, store: { ...given.ports.store, notePush: async () => Promise.reject(full) } };
    await expect(push({ ...given, ports })).rejects.toMatchObject({ code: 'push/not-recorded' });
    expect(given.api.writes).toEqual([]);
  });

  test('after the request: the record says that it is not known, and a roll back finds it', async () => {
    const given = await scene(3);
    await push(given);
    await changeAll(given, 'openid');
    let notes = 0;
    const notePush: Ports['store']['notePush'] = async (...note) => {
      if ((notes += 1) > 1) throw full;
      return given.ports.store.notePush(...note);
    };
    const savePush: Ports['store']['savePush'] = async (record) => {
      if (notes > 0) throw full;
      return given.ports.store.savePush(record);
    };
    const ports = { ...given.ports, store: { ...given.ports.store, notePush, savePush } };
    await expect(push({ ...given, ports })).rejects.toMatchObject({ code: 'push/not-recorded' });
    const [last] = (await given.ports.store.pushes()).toSorted((one, other) => (one.at < other.at ? 1 : -1));
    expect(last && outcomes(last)).toEqual(['unknown', 'not-tried', 'not-tried']);

    const scopes = () => given.api.servers.map((server) => server['federationRequestScopes']);
    const written = scopes().filter((each) => each === 'openid').length;
    await rollBack(given, last as PushRecord);
    expect([written, scopes().includes('openid')]).toEqual([1, false]);
  });
});

describe('a roll back', () => {
  test('leaves what somebody changed in fields that the push did not write', async () => {
    const given = await scene(1);
    await push(given);
    await changeAll(given, 'openid');
    const record = await push(given);
    given.api.servers = given.api.servers.map((server) => ({ ...server, notes: 'by hand', name: 'by hand' }));
    const undone = await rollBack(given, record);
    expect([outcomes(undone), given.api.servers[0]]).toMatchObject([
      ['done'],
      { notes: 'by hand', name: 'by hand', federationRequestScopes: 'openid cdr_all_user_authorities' },
    ]);
  });

  test('that stopped halfway is gone on with', async () => {
    const given = await scene(3);
    await push(given);
    await changeAll(given, 'openid');
    const record = await push(given);
    const writes = given.api.writes.length;
    const ending = new AbortController();
    const half = await rollbackPush(given.ports, {
      id: record.id,
      confirmation: '',
      signal: ending.signal,
      told: () => {
        ending.abort();
      },
    });
    const rest = await rollBack(given, record);
    expect([outcomes(half), outcomes(rest), given.api.writes.length - writes]).toEqual([
      ['done', 'not-tried', 'not-tried'],
      ['done', 'done', 'done'],
      3,
    ]);
    expect((await given.ports.store.push(record.id)).rolledBackBy).toBe(rest.id);
  });

  test('of which an answer was lost is settled by reading', async () => {
    const given = await scene(1);
    const record = await push(given);
    given.api.failNext = { when: 'after', fault: answerLost };
    const undone = await rollBack(given, record);
    expect([outcomes(undone), (await given.ports.store.push(record.id)).rolledBackBy]).toEqual([
      ['settled-done'],
      undone.id,
    ]);
  });

  test('is refused where the target leads to another server now', async () => {
    const given = await scene(1);
    const record = await push(given);
    await addTarget(given.ports, { ...draft, baseUrl: 'https://elsewhere.example/' }, new Secret('another'));
    await expect(rollBack(given, record)).rejects.toMatchObject({ code: 'push/other-address' });
  });

  test('asks for the secret that was there before, where it was never here', async () => {
    const given = await scene(1);
    given.api.servers = [
      { pid: 41, nodeId: 'Master', moduleId: 'smart_inbound', issuer: 'https://1.example', name: 'by hand' },
    ];
    const record = await push(given);
    await expect(rollBack(given, record)).rejects.toMatchObject({ code: 'push/secret-needed' });
    const writes = [...given.api.writes];
    const typed = new Map([[given.refs[0] as PayerRef, new Secret('the earlier one')]]);
    const undone = await rollbackPush(given.ports, { id: record.id, confirmation: '', typed });
    expect([writes, outcomes(undone), given.api.secrets.get(41)]).toEqual([['update 41'], ['done'], 'the earlier one']);
  });
});

test('a target that leads to another server was sent nothing there: the secret is sent', async () => {
  const given = await scene(1);
  await push(given);
  await addTarget(given.ports, { ...draft, baseUrl: 'https://elsewhere.example/' }, new Secret('another'));
  const states = (await plan(given)).steps.flatMap((step) =>
    step.does === 'update' ? step.changes.map(({ state }) => state) : [],
  );
  expect(states).toEqual(['secret-not-told']);
});

test('each write is made from what is there then, not from what was listed', async () => {
  const given = await scene(2);
  await push(given);
  await changeAll(given, 'openid');
  const record = await push(given, {
    told: () => {
      given.api.servers = given.api.servers.map((server) => ({ ...server, notes: 'written meanwhile' }));
    },
  });
  const held = given.api.servers.map((server) => [server['notes'], server['federationRequestScopes']]);
  expect([outcomes(record), held]).toEqual([['done', 'done'], Array(2).fill(['written meanwhile', 'openid'])]);
});
