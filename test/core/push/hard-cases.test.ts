/** @file Pushes that end in an unlucky moment: what is told of them is true, and what was there before comes back. */
import { expect, test } from 'vitest';
import { Fault } from '#core/domain/fault.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import type { PushRecord } from '#core/domain/push/plan-types.ts';
import { Secret } from '#core/domain/secret.ts';
import type { AdminSession, Ports } from '#core/ports.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { generateKey, setKid } from '#core/use-cases/payer-keys.ts';
import { planPayers, planPush } from '#core/use-cases/push/plan-push.ts';
import { pushableOf } from '#core/use-cases/push/pushable.ts';
import { pushDefinitions, pushPayers } from '#core/use-cases/push/push-definitions.ts';
import { rollbackPush } from '#core/use-cases/push/rollback-push.ts';
import { addTarget } from '#core/use-cases/push/targets.ts';
import type { MemoryAdminApi } from '../../memory-admin-api.ts';
import { answerLost, memoryAdminApi, refused } from '../../memory-admin-api.ts';
import { fixedClock, memoryPorts } from '../../memory-ports.ts';
import { canary, samplePayer } from '../support/sample-payer.ts';

const target = 'cdr-test';
const ref = 'northlake@test';

interface Scene {
  readonly api: MemoryAdminApi;
  readonly ports: Ports;
  /** Takes the place of calls of the session. */
  over: Partial<AdminSession>;
}

async function scene(mode: 'CLIENT_SECRET_BASIC' | 'PRIVATE_KEY_JWT' = 'CLIENT_SECRET_BASIC'): Promise<Scene> {
  const api = memoryAdminApi();
  let seconds = 0;
  const clock = { ...fixedClock(), now: () => new Date(Date.UTC(2027, 0, 1, 0, 0, (seconds += 1))) };
  const given: Scene = {
    api,
    over: {},
    ports: memoryPorts({ clock, adminApi: { open: (...of) => ({ ...api.open(...of), ...given.over }) } }),
  };
  const draft = { name: target, baseUrl: 'https://cdr.example/', username: 'ana' };
  await addTarget(given.ports, draft, new Secret('not a real password'));
  await samplePayer(given.ports, { ref, mode });
  return given;
}

const payers = async ({ ports }: Scene): Promise<Payer[]> => [await ports.store.payer(ref)];
const plan = async (given: Scene, keystores: 'leave' | 'private-keys' = 'leave') =>
  planPayers(given.ports, { payers: await payers(given), target, keystores });
const push = async (given: Scene, keystores: 'leave' | 'private-keys' = 'leave'): Promise<PushRecord> =>
  pushPayers(given.ports, { plan: await plan(given, keystores), payers: await payers(given), confirmation: '' });
const rollBack = async ({ ports }: Scene, { id }: PushRecord) => rollbackPush(ports, { id, confirmation: '' });
const outcomes = ({ results }: PushRecord) => results.map(({ outcome }) => outcome);
const secretThere = ({ api }: Scene) => [...api.secrets.values()];
const change = async ({ ports }: Scene, fields: Parameters<typeof changePayer>[1]['fields']) =>
  ports.store.savePayer(changePayer(await ports.store.payer(ref), { fields }));

test('a push that was refused costs no earlier secret: the one after it can be rolled back', async () => {
  const given = await scene();
  await push(given);
  await keepSecret(given.ports, ref, new Secret('another secret'));
  given.api.failNext = { when: 'before', fault: refused };
  expect(outcomes(await push(given))).toEqual(['failed']);
  const second = await push(given);
  expect(secretThere(given)).toEqual(['another secret']);
  expect([outcomes(await rollBack(given, second)), secretThere(given)]).toEqual([['done'], [canary]]);
});

test('a lost answer is not called undone where a secret may have arrived, and no field tells', async () => {
  const given = await scene();
  await push(given);
  given.api.dropped = ['responseType'];
  await change(given, { responseType: 'code' });
  await keepSecret(given.ports, ref, new Secret('another secret'));
  const [server] = given.api.servers;
  // This version keeps neither the old text nor the new one.
  given.api.servers = [{ ...server, responseType: '' }];
  given.over = {
    update: async ({ pid }, _body, secret) => {
      given.api.secrets.set(pid, secret?.reveal() ?? '');
      return Promise.reject(answerLost);
    },
  };
  expect(outcomes(await push(given))).toEqual(['unknown']);
});

test('a write that kept one of two fields is not called done because its answer was lost', async () => {
  const given = await scene();
  await push(given);
  await change(given, { requestScopes: 'openid', serverName: 'other' });
  given.over = {
    update: async () => {
      given.api.servers = given.api.servers.map((server) => ({ ...server, name: 'other' }));
      return Promise.reject(answerLost);
    },
  };
  expect(outcomes(await push(given))).toEqual(['otherwise']);
});

test('what is written late is seen by reading again', async () => {
  const given = await scene();
  let reads = 0;
  given.over = {
    create: async () => Promise.reject(answerLost),
    server: async () => {
      reads += 1;
      if (reads === 3) await given.api.open(undefined as never, undefined as never).create(place, body, null);
      return Promise.resolve(given.api.servers[0] ?? null);
    },
  };
  const place = { nodeId: 'Master', moduleId: 'smart_inbound' };
  const [step] = (await plan(given)).steps;
  const changes = step !== undefined && 'changes' in step ? step.changes : [];
  const body = Object.fromEntries(changes.map(({ key, planned }) => [key, planned ?? '']));
  expect(outcomes(await push(given))).toEqual(['settled-done']);
});

test('what was called not written is taken back where it stands there after all, and nothing of a later push is', async () => {
  const given = await scene();
  given.api.failNext = { when: 'before', fault: answerLost };
  const first = await push(given);
  expect([outcomes(first), outcomes(await rollBack(given, first))]).toEqual([['settled-not-done'], ['done']]);

  const other = await scene();
  other.api.failNext = { when: 'before', fault: answerLost };
  const lost = await push(other);
  const done = await push(other);
  await expect(rollBack(other, lost)).rejects.toMatchObject({ code: 'push/not-the-last' });
  await rollBack(other, done);
  expect(other.api.servers.map(({ archivedAt }) => typeof archivedAt)).toEqual(['string']);
});

test('a vault that is locked in the middle is a failure of that step, and the record is whole', async () => {
  const given = await scene();
  const all = [];
  for (let at = 0; at < 12; at += 1) {
    const other = { ref: `payer-${String(at)}@test`, mode: 'CLIENT_SECRET_BASIC' as const };
    const payer = await samplePayer(given.ports, other);
    const issuer = `https://payer-${String(at)}.example`;
    all.push(await given.ports.store.savePayer(changePayer(payer, { fields: { issuer } })));
  }
  const pushables = all.map(pushableOf);
  const planned = await planPush(given.ports, { pushables, target });
  const { vault } = given.ports;
  let asked = 0;
  const ports = {
    ...given.ports,
    vault: {
      ...vault,
      holds: async (item: Parameters<typeof vault.holds>[0]) => {
        asked += 1;
        if (asked > 30) throw new Fault('vault/locked', {});
        return vault.holds(item);
      },
    },
  };
  const record = await pushDefinitions(ports, { plan: planned, pushables, confirmation: '' });
  const kinds = new Set(outcomes(record));
  expect([kinds.has('failed'), kinds.has('not-tried'), given.api.writes.length]).toEqual([
    true,
    true,
    outcomes(record).filter((outcome) => outcome === 'done').length,
  ]);
  expect((await given.ports.store.pushes())[0]?.results.map(({ outcome }) => outcome)).toEqual(outcomes(record));
});

test('a key under another kid is sent again', async () => {
  const given = await scene('PRIVATE_KEY_JWT');
  await push(given, 'private-keys');
  const does = async () => (await plan(given, 'private-keys')).steps.map((step) => step.does);
  const before = await does();
  const [key] = (await given.ports.store.payer(ref)).keys;
  await setKid(given.ports, { ref, keyId: key?.id ?? '', kid: 'agreed-with-them' });
  expect([before, await does()]).toEqual([
    ['keystore-as-it-is', 'nothing'],
    ['update-keystore', 'nothing'],
  ]);
});

test('a field that was dropped unseen is nobody’s change, and a roll back goes on', async () => {
  const given = await scene('PRIVATE_KEY_JWT');
  given.api.dropped = ['clientAuthenticationMode'];
  let reads = 0;
  const { server } = given.api.open(undefined as never, undefined as never);
  given.over = {
    server: async (place) => {
      reads += 1;
      if (reads === 2) throw new Fault('target/timeout', { host: 'cdr.example' });
      return server(place);
    },
  };
  const record = await push(given);
  expect([outcomes(record), outcomes(await rollBack(given, record))]).toEqual([['not-read-back'], ['done']]);
});

test('what an update loses of others is told, and comes back by the roll back where it is kept again', async () => {
  const given = await scene('PRIVATE_KEY_JWT');
  await push(given);
  given.api.servers = given.api.servers.map((each) => ({ ...each, validationJwkText: '{"keys":[]}' }));
  await change(given, { requestScopes: 'openid' });
  given.api.dropped = ['validationJwkText'];
  const record = await push(given);
  given.api.dropped = [];
  await rollBack(given, record);
  expect([record.results[0]?.notKept, given.api.servers[0]?.['validationJwkText']]).toEqual([
    ['validationJwkText'],
    '{"keys":[]}',
  ]);
});

test('private keys that a target refused have left all the same', async () => {
  const given = await scene('PRIVATE_KEY_JWT');
  await generateKey(given.ports, { ref, kind: 'EC-P-256' });
  given.over = { createKeystore: async () => Promise.reject(refused) };
  await push(given, 'private-keys');
  expect((await given.ports.store.payer(ref)).departures.map(({ way }) => way.is)).toEqual(['target']);
});
