/** @file Keystores in a push: made before the definition that names them, by a file or by private keys, and what stays for a person. */
import { describe, expect, test } from 'vitest';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { KeystoreWay } from '#core/domain/push/keystore.ts';
import { keystoreFor } from '#core/domain/push/keystore.ts';
import { keystoreReferenceSeen } from '#core/domain/push/keystore-reference.ts';
import type { PushRecord } from '#core/domain/push/plan-types.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Ports } from '#core/ports.ts';
import { generateKey, switchKey } from '#core/use-cases/payer-keys.ts';
import { planPayers } from '#core/use-cases/push/plan-push.ts';
import { pushPayers } from '#core/use-cases/push/push-definitions.ts';
import { rollbackPush } from '#core/use-cases/push/rollback-push.ts';
import { addTarget } from '#core/use-cases/push/targets.ts';
import type { MemoryAdminApi } from '../../memory-admin-api.ts';
import { answerLost, memoryAdminApi } from '../../memory-admin-api.ts';
import { fixedClock, memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';

const target = 'cdr-test';
const ref = 'northlake@test';
const keystoreId = 'p2p-northlake_test';

interface Scene {
  readonly api: MemoryAdminApi;
  readonly ports: Ports;
}

async function scene(keystoreReference = ''): Promise<Scene> {
  const api = memoryAdminApi();
  let seconds = 0;
  const clock = { ...fixedClock(), now: () => new Date(Date.UTC(2027, 0, 1, 0, 0, (seconds += 1))) };
  const ports = memoryPorts({ adminApi: api, clock });
  const draft = { name: target, baseUrl: 'https://cdr.example/', username: 'ana', production: false, authorities: [] };
  await addTarget(ports, { ...draft, keystoreReference }, new Secret('not a real password'));
  await samplePayer(ports, { ref, mode: 'PRIVATE_KEY_JWT' });
  return { api, ports };
}

const payers = async ({ ports }: Scene): Promise<Payer[]> => [await ports.store.payer(ref)];
const plan = async (given: Scene, keystores: KeystoreWay) =>
  planPayers(given.ports, { payers: await payers(given), target, keystores });
async function push(given: Scene, keystores: KeystoreWay): Promise<PushRecord> {
  return pushPayers(given.ports, {
    plan: await plan(given, keystores),
    payers: await payers(given),
    confirmation: '',
  });
}
const does = ({ results }: PushRecord) => results.map(({ step, outcome }) => `${step.does} ${outcome}`);
const byHand = (of: { byHand: readonly { code: string }[] }) => of.byHand.map(({ code }) => code);

describe('keystores are left alone', () => {
  test('unless somebody chooses a way, and what is to be done by hand is told', async () => {
    const given = await scene('keystoreId');
    const record = await push(given, 'leave');
    expect([does(record), byHand(record), given.api.writes, given.api.servers[0]?.['keystoreId']]).toEqual([
      ['create done'],
      ['push/keystore-left'],
      ['create'],
      undefined,
    ]);
  });

  test('in a version that has none', async () => {
    const given = await scene('keystoreId');
    given.api.keystores = null;
    const record = await push(given, 'private-keys');
    expect([does(record), byHand(record), given.api.servers[0]?.['keystoreId']]).toEqual([
      ['create done'],
      ['push/no-keystores'],
      undefined,
    ]);
  });
});

describe('private keys', () => {
  test('are sent before the definition, the one that signs first; and not a second time', async () => {
    const given = await scene();
    await generateKey(given.ports, { ref, kind: 'EC-P-384' });
    const record = await push(given, 'private-keys');
    const [payer] = await payers(given);
    const sent = JSON.parse(given.api.keys.get(keystoreId) ?? '{}') as { keys: Record<string, string>[] };
    const second = await push(given, 'private-keys');
    expect([does(record), given.api.writes, does(second), byHand(record)]).toEqual([
      ['create-keystore done', 'create done'],
      [`create ${keystoreId}`, 'create'],
      ['keystore-as-it-is done', 'nothing done'],
      ['push/keystore-by-hand'],
    ]);
    expect(sent.keys.map(({ kid, alg, use, d }) => [kid, alg, use, typeof d])).toEqual(
      payer?.keys.map(({ kid }) => [kid, 'ES384', 'sig', 'string']),
    );
  });

  test('are in no plan, record or history', async () => {
    const given = await scene();
    const told = [
      await plan(given, 'private-keys'),
      await push(given, 'private-keys'),
      await given.ports.store.pushes(),
    ];
    const { keys } = JSON.parse(given.api.keys.get(keystoreId) ?? '{}') as { keys: { d: string }[] };
    const [{ d } = { d: '' }] = keys;
    expect([d.length > 40, JSON.stringify(told).includes(d)]).toEqual([true, false]);
  });

  test('that were sent are among what left the vault, with where they went', async () => {
    const given = await scene();
    const wish = { plan: await plan(given, 'private-keys'), payers: await payers(given), confirmation: '' };
    await pushPayers(given.ports, { ...wish, by: 'ana' });
    await push(given, 'private-keys');
    const [payer] = await payers(given);
    expect(payer?.departures).toMatchObject([
      {
        by: 'ana',
        keys: payer?.keys.map(({ kid }) => kid),
        way: { is: 'target', name: target, address: 'https://cdr.example/' },
      },
    ]);
  });

  test('that take over are a change, sent with the previous one behind', async () => {
    const given = await scene();
    await push(given, 'private-keys');
    const next = await generateKey(given.ports, { ref, kind: 'EC-P-384' });
    const id = next.keys.at(-1)?.id ?? '';
    await switchKey(given.ports, { ref, keyId: id });
    const changed = (await plan(given, 'private-keys')).steps[0];
    await push(given, 'private-keys');
    const { keys } = JSON.parse(given.api.keys.get(keystoreId) ?? '{}') as { keys: { kid: string }[] };
    const [payer] = await payers(given);
    expect([changed?.does, keys.map(({ kid }) => kid)]).toEqual(['update-keystore', payer?.keys.map(({ kid }) => kid)]);
  });

  test('whose answer was lost are settled by reading where they were made, and not known where they were replaced', async () => {
    const given = await scene();
    given.api.failNext = { when: 'after', fault: answerLost };
    const made = await push(given, 'private-keys');
    await generateKey(given.ports, { ref, kind: 'EC-P-384' });
    given.api.failNext = { when: 'after', fault: answerLost };
    const replaced = await push(given, 'private-keys');
    const again = await push(given, 'private-keys');
    expect([does(made), does(replaced), does(again)]).toEqual([
      ['create-keystore settled-done', 'create done'],
      ['update-keystore unknown', 'nothing done'],
      ['update-keystore done', 'nothing done'],
    ]);
  });
});

describe('by a file', () => {
  test('the path is sent and no key, and putting the file there is for a person', async () => {
    const given = await scene();
    const record = await push(given, 'file');
    expect([does(record), given.api.keystores, given.api.keys.size, byHand(record)]).toEqual([
      ['create-keystore done', 'create done'],
      [{ keystoreId, filePath: `classpath:/${keystoreId}.jwks` }],
      0,
      ['push/keystore-file', 'push/keystore-by-hand'],
    ]);
  });

  test('a roll back puts an earlier path back, and says what stays of one that the push made', async () => {
    const given = await scene();
    const made = await push(given, 'file');
    const undone = await rollbackPush(given.ports, { id: made.id, confirmation: '' });
    const before = { keystoreId, filePath: 'classpath:/earlier.jwks' };
    given.api.keystores = [before];
    given.api.servers = [];
    const changed = await push(given, 'file');
    const back = await rollbackPush(given.ports, { id: changed.id, confirmation: '' });
    expect([does(undone), byHand(undone), does(changed), does(back), given.api.keystores]).toEqual([
      ['archive done'],
      ['push/keystore-stays'],
      ['update-keystore done', 'create done'],
      ['archive done', 'update-keystore done'],
      [before],
    ]);
  });
});

describe('the name of the reference', () => {
  test('that a person gave is written into the definition, and rolled back with it', async () => {
    const given = await scene('signingKeystoreId');
    const record = await push(given, 'file');
    const [server] = given.api.servers;
    expect([
      server?.['signingKeystoreId'],
      byHand(record),
      (await plan(given, 'file')).steps.map((step) => step.does),
    ]).toEqual([keystoreId, ['push/keystore-file'], ['keystore-as-it-is', 'nothing']]);
  });

  test('is learnt from a definition that names a keystore of the list', async () => {
    const given = await scene();
    given.api.keystores = [{ keystoreId: 'by-hand', filePath: 'classpath:/by-hand.jwks' }];
    given.api.servers = [
      { pid: 90, nodeId: 'Master', moduleId: 'smart_inbound', issuer: 'https://other.example', jwtKeystore: 'by-hand' },
    ];
    await push(given, 'file');
    expect(given.api.servers.find(({ pid }) => pid !== 90)?.['jwtKeystore']).toBe(keystoreId);
  });

  test.each([
    ['nothing names one', [{ notes: 'by-hand' }], ''],
    ['it names none of the list', [{ keystoreId: 'another' }], ''],
    ['two keys name one', [{ keystoreId: 'by-hand', oldKeystore: 'by-hand' }], ''],
    ['one does', [{ keystoreId: 'by-hand' }, { keystoreId: 'another' }], 'keystoreId'],
  ])('%s', (_name, servers, reference) => {
    expect(keystoreReferenceSeen(servers, [{ keystoreId: 'by-hand', filePath: '' }])).toBe(reference);
  });
});

test('no two payers have one keystore, however their names are put together', () => {
  const refs = ['a-b@c', 'a@b-c', 'a@b', 'a-b-c@d', 'a-b@c-d'];
  expect(new Set(refs.map((ref) => keystoreFor(ref, []).id)).size).toBe(refs.length);
});
