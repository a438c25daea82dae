/** @file Keystores in a push through the real adapter, once as Smile CDR is likely to be, and once with each point of doubt the other way. */
import { afterAll, expect, test } from 'vitest';
import { changePayer } from '#core/domain/payer/change.ts';
import type { PushRecord } from '#core/domain/push/plan-types.ts';
import { Secret } from '#core/domain/secret.ts';
import { generateKey, switchKey } from '#core/use-cases/payer-keys.ts';
import { planPayers } from '#core/use-cases/push/plan-push.ts';
import { pushPayers } from '#core/use-cases/push/push-definitions.ts';
import { addTarget } from '#core/use-cases/push/targets.ts';
import { samplePayer } from '../core/support/sample-payer.ts';
import { fixedClock, memoryPorts } from '../memory-ports.ts';
import type { Assumptions } from '../servers/smile-cdr/assumptions.ts';
import type { SmileCdr } from '../servers/smile-cdr/start.ts';
import { startSmileCdr } from '../servers/smile-cdr/start.ts';
import { wizardPermissions } from '../servers/smile-cdr/users.ts';
import { straightAdminApi } from './straight.ts';

const target = 'cdr';
const ref = 'northlake@test';
const keystoreId = 'p2p-northlake_test';
const running: SmileCdr[] = [];
afterAll(async () => {
  await Promise.all(running.map(({ stop }) => stop()));
});

async function scene(assumptions: Partial<Assumptions>, keystoreReference = '') {
  const users = [{ username: 'ana', password: 'for this run only', permissions: wizardPermissions }];
  const cdr = await startSmileCdr({ authority: null, users, assumptions });
  running.push(cdr);
  let seconds = 0;
  const clock = { ...fixedClock(), now: () => new Date(Date.UTC(2027, 0, 1, 0, 0, (seconds += 1))) };
  const ports = memoryPorts({ adminApi: straightAdminApi, clock });
  const draft = { name: target, baseUrl: cdr.baseUrl, username: 'ana', production: false, authorities: [] };
  await addTarget(ports, { ...draft, keystoreReference }, new Secret('for this run only'));
  await samplePayer(ports, { ref });
  const push = async () => {
    const payers = [await ports.store.payer(ref)];
    const plan = await planPayers(ports, { payers, target, keystores: 'private-keys' });
    return pushPayers(ports, { plan, payers, confirmation: '' });
  };
  return { cdr, ports, push };
}

const did = ({ results }: PushRecord) => results.map(({ step, outcome }) => `${step.does} ${outcome}`);

const variations: [string, Partial<Assumptions>][] = [
  ['as it is likely to be', {}],
  ['a create answered 204', { createStatus: 204 }],
  ['the path that is printed', { keystoreReadPath: 'kaystores' }],
  ['a list with numbered pages', { keystoresList: 'numbered' }],
  ['pages of one', { largestPage: 1 }],
  ['an empty path that is returned', { emptyFilePath: 'returned' }],
  ['keys shown as ***', { shownKeys: 'masked' }],
  ['paths as they are printed', { finalSlash: 'as-printed' }],
];

test.each(variations)('%s: made, left alone, and changed when another key takes over', async (_name, assumptions) => {
  const { cdr, ports, push } = await scene(assumptions);
  const made = await push();
  const again = await push();
  const { keys } = await generateKey(ports, { ref, kind: 'EC-P-384' });
  await switchKey(ports, { ref, keyId: keys.at(-1)?.id ?? '' });
  const changed = await push();
  const kids = (JSON.parse(cdr.state.keystores[0]?.jsonKeys ?? '{}') as { keys: { kid: string }[] }).keys.map(
    ({ kid }) => kid,
  );
  expect([did(made), did(again), did(changed)]).toEqual([
    ['create-keystore done', 'create done'],
    ['keystore-as-it-is done', 'nothing done'],
    ['update-keystore done', 'nothing done'],
  ]);
  expect(kids).toEqual((await ports.store.payer(ref)).keys.map(({ kid }) => kid));
});

test('a version without an update of keystores fails in its own words, and the definition waits', async () => {
  const { ports, push } = await scene({ keystoreUpdate: 'absent' });
  await push();
  await generateKey(ports, { ref, kind: 'EC-P-384' });
  await ports.store.savePayer(changePayer(await ports.store.payer(ref), { fields: { serverName: 'changed' } }));
  const record = await push();
  expect([did(record), record.results[0]?.code]).toEqual([
    ['update-keystore failed', 'update not-tried'],
    'target/not-found',
  ]);
});

test('a reference that this version knows names the keystore, which is there before it', async () => {
  const { cdr, push } = await scene({ keystoreReference: 'keystoreId', missingKeystore: 'refused' }, 'keystoreId');
  expect([did(await push()), cdr.state.servers[0]?.fields['keystoreId'], did(await push())]).toEqual([
    ['create-keystore done', 'create done'],
    keystoreId,
    ['keystore-as-it-is done', 'nothing done'],
  ]);
});

test('a reference that this version drops is told as not kept, and is no difference afterwards', async () => {
  const { push } = await scene({ keystoreReference: null }, 'keystoreId');
  const record = await push();
  expect([record.results[1]?.notKept, did(await push())]).toEqual([
    ['keystoreId'],
    ['keystore-as-it-is done', 'nothing done'],
  ]);
});

test('a version without keystores is pushed to, and what is left is told', async () => {
  const { push } = await scene({ keystores: 'absent' });
  const record = await push();
  expect([did(record), record.byHand.map(({ code }) => code)]).toEqual([['create done'], ['push/no-keystores']]);
});
