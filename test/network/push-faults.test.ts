/**
 * @file Every fault at every request of a push and of a roll back, through the real adapter. What holds for each: the report is true,
 * the second run ends in the wanted state, a roll back brings every field back, and no output holds a secret.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changePayer } from '#core/domain/payer/change.ts';
import { Fault, toFailure } from '#core/domain/fault.ts';
import type { KeystoreWay } from '#core/domain/push/keystore.ts';
import { isAllDone, isDone } from '#core/domain/push/outcome.ts';
import type { Outcome, PushRecord } from '#core/domain/push/plan-types.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Ports } from '#core/ports.ts';
import { generateKey } from '#core/use-cases/payer-keys.ts';
import { planPayers } from '#core/use-cases/push/plan-push.ts';
import { pushPayers } from '#core/use-cases/push/push-definitions.ts';
import { rollbackPush } from '#core/use-cases/push/rollback-push.ts';
import { addTarget } from '#core/use-cases/push/targets.ts';
import { canary, issuer, samplePayer } from '../core/support/sample-payer.ts';
import { fixedClock, memoryPorts } from '../memory-ports.ts';
import type { Mishap } from '../servers/smile-cdr/mishaps.ts';
import { startSmileCdr } from '../servers/smile-cdr/start.ts';
import type { SmileCdr } from '../servers/smile-cdr/start.ts';
import { wizardPermissions } from '../servers/smile-cdr/users.ts';
import { impatientAdminApi, straightAdminApi } from './straight.ts';

const target = 'cdr';
const password = 'canary-of-a-password';
const ref = 'northlake@test';
let cdr: SmileCdr;

beforeAll(async () => {
  const users = [{ username: 'ana', password, permissions: wizardPermissions }];
  cdr = await startSmileCdr({ authority: null, users });
});
afterAll(async () => cdr.stop());

const byHand = {
  nodeId: 'Master',
  moduleId: 'smart_inbound',
  issuer,
  name: 'by hand',
  notes: 'keep me',
  federationRequestScopes: 'openid',
  tokenIntrospectionClientSecret: 'the earlier secret',
};

async function scene(present: boolean, does: Mishap['does']): Promise<Ports> {
  cdr.state.servers.length = 0;
  let seconds = 0;
  const clock = { ...fixedClock(), now: () => new Date(Date.UTC(2027, 0, 1, 0, 0, (seconds += 1))) };
  const stalls = does === 'stall' || does === 'stall-after';
  const ports = memoryPorts({ adminApi: stalls ? impatientAdminApi : straightAdminApi, clock });
  const draft = { name: target, baseUrl: cdr.baseUrl, username: 'ana', production: false, authorities: [] };
  await addTarget(ports, draft, new Secret(password));
  await samplePayer(ports, { ref, mode: 'CLIENT_SECRET_BASIC' });
  if (!present) return ports;
  // One that was pushed before, with an earlier secret, and changed by hand in a field that is not ours.
  await push(ports);
  const [server] = cdr.state.servers;
  if (server === undefined) throw new Error('The first push made nothing');
  server.fields = { ...server.fields, notes: byHand.notes };
  await ports.store.savePayer(
    changePayer(await ports.store.payer(ref), { fields: { requestScopes: 'openid', serverName: 'changed' } }),
  );
  return ports;
}

async function push(ports: Ports, keystores: KeystoreWay = 'leave'): Promise<PushRecord> {
  const payers = [await ports.store.payer(ref)];
  return pushPayers(ports, { plan: await planPayers(ports, { payers, target, keystores }), payers, confirmation: '' });
}

/** A record, or the fault that kept it from being. */
async function attempt(work: () => Promise<PushRecord>): Promise<PushRecord | Fault> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) return error as Fault;
    throw error;
  }
}

const owned = ['pid', 'federationRegistrationId', 'archivedAt'];
/** What a roll back restores: every field that the API shows, but those that the server owns. '' is not set. */
const shown = () =>
  cdr.state.servers.map(({ fields, secret }) => ({
    fields: Object.fromEntries(Object.entries(fields).filter(([key, value]) => !owned.includes(key) && value !== '')),
    secret,
    archived: 'archivedAt' in fields,
  }));

const mishaps: [string, Mishap['does']][] = [
  ['a lost request', 'lose-request'],
  ['a lost answer', 'lose-answer'],
  ['a request that is never answered', 'stall'],
  ['a request that is done and never answered', 'stall-after'],
  ['401', { status: 401, text: `wrong: ${password}` }],
  ['403', { status: 403, text: 'not yours' }],
  ['404', { status: 404, text: 'nothing here' }],
  ['409', { status: 409, text: `conflict over ${canary}` }],
  ['412', { status: 412, text: 'the module is stopping' }],
  ['500', { status: 500, text: `HAPI-0001: ${canary}` }],
  ['a login page', { status: 200, text: '<html>log in</html>' }],
  ['an answer cut in its head', { cutAt: 20, when: 'after' }],
  ['an answer cut behind its head', { cutAt: 160, when: 'after' }],
  ['a request that was cut before it was done', { cutAt: 20, when: 'before' }],
  ['an answer that is late', { slow: 60 }],
  ['a redirect', { status: 302, text: '', headers: { location: `https://elsewhere.example/?s=${canary}` } }],
];
/** The list, the re-read, the write, the read-back. */
const requests: [string, Pick<Mishap, 'method' | 'after'>][] = [
  ['the list', { method: 'GET', after: 0 }],
  ['the second reading', { method: 'GET', after: 1 }],
  ['the reading back', { method: 'GET', after: 2 }],
  ['the write', { method: 'PUT', after: 0 }],
];
const path = '/openid-connect-servers';
const cases = mishaps.flatMap(([fault, does]) =>
  requests.map(([at, when]) => ({ fault, does: when.method === 'GET' ? quoting(does, password) : does, at, when })),
);

/** A server can quote what it was sent, and no more. */
function quoting(does: Mishap['does'], secret: string): Mishap['does'] {
  return typeof does === 'string' || !('text' in does) ? does : { ...does, text: does.text.replace(canary, secret) };
}

const says: Readonly<Record<Outcome, 'wanted' | 'untouched' | 'either'>> = {
  done: 'wanted',
  'settled-done': 'wanted',
  otherwise: 'either',
  'not-read-back': 'wanted',
  unknown: 'either',
  failed: 'untouched',
  'settled-not-done': 'untouched',
  'not-tried': 'untouched',
};

describe.each([
  ['a create', false],
  ['an update', true],
])('%s', (_name, present) => {
  test.each(cases)('$fault at $at', async ({ does, when }) => {
    const ports = await scene(present, does);
    const before = shown();
    const method = when.method === 'PUT' && !present ? 'POST' : when.method;
    cdr.arrange({ ...when, method, path, does });
    const first = await attempt(async () => push(ports));
    const told = first instanceof Fault ? 'untouched' : says[first.results[0]?.outcome ?? 'not-tried'];
    const after = shown();
    const second = await push(ports);
    const wanted = shown();
    const third = await planPayers(ports, { payers: [await ports.store.payer(ref)], target });

    const state = same(after, before) ? 'untouched' : same(after, wanted) ? 'wanted' : 'between';
    expect(told === 'either' || told === state, `told ${told}, is ${state}`).toBe(true);
    expect(second.results.map(({ outcome }) => outcome)).toEqual(['done']);
    expect(third.steps.map((step) => step.does)).toEqual(['nothing']);

    const undone: PushRecord[] = [];
    for (const { id, results } of first instanceof Fault ? [second] : [second, first])
      if (results.some(({ step, outcome }) => step.does !== 'nothing' && says[outcome] !== 'untouched'))
        undone.push(await rollbackPush(ports, { id, confirmation: '' }));
    const left = present ? shown() : shown().filter(({ archived }) => !archived);
    expect(left).toEqual(before);
    const output = JSON.stringify([first instanceof Fault ? toFailure(first) : first, second, third, undone]);
    expect([output.includes(canary), output.includes(password)]).toEqual([false, false]);
  });

  test.each(cases)('rolled back with $fault at $at', async ({ does, when }) => {
    const ports = await scene(present, does);
    const before = shown();
    const { id } = await push(ports);
    const pushed = shown();
    cdr.arrange({ ...when, path, does });
    const first = await attempt(async () => rollbackPush(ports, { id, confirmation: '' }));
    const told = first instanceof Fault ? 'untouched' : says[first.results[0]?.outcome ?? 'not-tried'];
    const after = present ? shown() : shown().filter(({ archived }) => !archived);
    const state = same(after, before) ? 'wanted' : same(after, pushed) ? 'untouched' : 'between';
    expect(told === 'either' || told === state, `told ${told}, is ${state}`).toBe(true);

    if (first instanceof Fault || !isAllDone(first)) await rollbackPush(ports, { id, confirmation: '' });
    expect(present ? shown() : shown().filter(({ archived }) => !archived)).toEqual(before);
    expect((await ports.store.push(id)).rolledBackBy).not.toBeNull();
    const output = JSON.stringify([first instanceof Fault ? toFailure(first) : first, await ports.store.pushes()]);
    expect([output.includes(canary), output.includes(password)]).toEqual([false, false]);
  });
});

/** The keystore’s own requests: the list, the second reading, the reading back, the write. */
describe('a keystore with private keys', () => {
  test.each(cases)('$fault at $at', async ({ does, when }) => {
    const ports = await scene(false, does);
    cdr.state.keystores.length = 0;
    await generateKey(ports, { ref, kind: 'EC-P-384' });
    const fields = { clientAuthenticationMode: 'PRIVATE_KEY_JWT' as const };
    await ports.store.savePayer(changePayer(await ports.store.payer(ref), { fields }));
    const method = when.method === 'PUT' ? 'POST' : when.method;
    cdr.arrange({ ...when, method, path: '/keystores', does });
    const first = await attempt(async () => push(ports, 'private-keys'));
    const ofKeystore =
      first instanceof Fault ? undefined : first.results.find(({ step }) => step.does === 'create-keystore');
    // Without a list there are no keystores, as in an older version: that is told, and the definition is written.
    const isOlder = !(first instanceof Fault) && first.byHand.some(({ code }) => code === 'push/no-keystores');
    const outcome = ofKeystore?.outcome ?? 'not-tried';
    const kept = cdr.state.keystores.length;
    const definitions = cdr.state.servers.length;
    const second = await push(ports, 'private-keys');
    const [keystore] = cdr.state.keystores;
    const [payer] = [await ports.store.payer(ref)];

    expect(says[outcome] === 'either' || (says[outcome] === 'wanted') === (kept === 1)).toBe(true);
    expect(definitions, 'a definition only behind its keystore').toBe(isDone(outcome) || isOlder ? 1 : 0);
    expect(isAllDone(second)).toBe(true);
    const { keys } = JSON.parse(keystore?.jsonKeys ?? '{}') as { keys: { kid: string; d: string }[] };
    expect(keys.map(({ kid }) => kid)).toEqual(payer.keys.map(({ kid }) => kid));
    const output = JSON.stringify([first instanceof Fault ? toFailure(first) : first, second, payer]);
    expect([output.includes(keys[0]?.d ?? ''), output.includes(password)]).toEqual([false, false]);
  });
});

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
