/** @file The push through the real adapter, against the simulator: once as Smile CDR is likely to be, and once with each point of doubt the other way. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { Ports } from '#core/ports.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import { planPayers } from '#core/use-cases/push/plan-push.ts';
import { pushPayers } from '#core/use-cases/push/push-definitions.ts';
import { rollbackPush } from '#core/use-cases/push/rollback-push.ts';
import { addTarget } from '#core/use-cases/push/targets.ts';
import { testTarget } from '#core/use-cases/push/target-test.ts';
import { fixedClock, memoryPorts } from '../memory-ports.ts';
import { canary, samplePayer } from '../core/support/sample-payer.ts';
import type { Authority } from '../servers/authority.ts';
import { makeAuthority } from '../servers/authority.ts';
import type { Assumptions } from '../servers/smile-cdr/assumptions.ts';
import type { SmileCdr } from '../servers/smile-cdr/start.ts';
import { startSmileCdr } from '../servers/smile-cdr/start.ts';
import { wizardPermissions } from '../servers/smile-cdr/users.ts';
import { straightAdminApi } from './straight.ts';

const target = 'cdr';
const password = 'for this run only';
let authority: Authority;
const running: SmileCdr[] = [];

beforeAll(async () => {
  authority = await makeAuthority();
});
afterAll(async () => {
  await Promise.all(running.map(({ stop }) => stop()));
});

async function scene(assumptions: Partial<Assumptions> = {}): Promise<{ ports: Ports; cdr: SmileCdr }> {
  const users = [{ username: 'ana', password, permissions: wizardPermissions }];
  const cdr = await startSmileCdr({ contextPath: '/json-admin', authority, users, assumptions });
  running.push(cdr);
  let seconds = 0;
  const clock = { ...fixedClock(), now: () => new Date(Date.UTC(2027, 0, 1, 0, 0, (seconds += 1))) };
  const ports = memoryPorts({ adminApi: straightAdminApi, clock });
  const draft = {
    name: target,
    baseUrl: cdr.baseUrl,
    username: 'ana',
    production: false,
    authorities: [authority.certificatePem],
  };
  await addTarget(ports, draft, new Secret(password));
  return { ports, cdr };
}

async function push(ports: Ports, ref: string) {
  const payers = [await ports.store.payer(ref)];
  return pushPayers(ports, { plan: await planPayers(ports, { payers, target }), payers, confirmation: '' });
}

const variations: [string, Partial<Assumptions>][] = [
  ['as it is likely to be', {}],
  ['a create answered 201', { createStatus: 201 }],
  ['a create answered 204, without the object', { createStatus: 204 }],
  ['an update answered 201', { updateStatus: 201 }],
  ['unknown keys kept', { unknownKeys: 'kept' }],
  ['unconfirmed keys dropped', { unconfirmedKeys: 'unknown' }],
  ['an update that keeps the secret', { updateWithoutSecret: 'keeps' }],
  ['an update that takes what is given', { updateTakes: 'given' }],
  ['an update that needs the pid in the body', { updateNeedsPidInBody: true }],
  ['issuers that may stand twice', { duplicateIssuer: 'accepted' }],
  ['an exact lookup of issuers', { issuerLookup: 'exact' }],
  ['an empty answer for an unknown issuer', { issuerNotFound: 'empty-200' }],
  ['empty texts left out', { emptyStrings: 'left-out' }],
  ['archived definitions hidden', { archivedServers: 'hidden' }],
  ['errors in JSON', { errorBody: 'json' }],
  ['secrets shown as ***', { shownSecrets: 'masked' }],
  ['secrets shown as *** that are kept when they come back', { shownSecrets: 'masked', maskSentBack: 'keeps' }],
  ['a place that has to be the same in path and body', { placeInBody: 'refused-if-other' }],
  ['pages of fewer than were asked for', { largestPage: 1 }],
  ['paths as they are printed', { finalSlash: 'as-printed' }],
  ['an API that describes itself', { apiDescription: 'openapi' }],
];

test.each(variations)(
  '%s: create, nothing, change, roll back both',
  { concurrent: true },
  async (_name, assumptions) => {
    const { ports, cdr } = await scene(assumptions);
    const { ref } = await samplePayer(ports, { mode: 'CLIENT_SECRET_BASIC' });
    const first = await push(ports, ref);
    const writesBefore = cdr.requests.filter(({ method }) => method !== 'GET').length;
    const again = await push(ports, ref);
    const writesAfter = cdr.requests.filter(({ method }) => method !== 'GET').length;
    await ports.store.savePayer(changePayer(await ports.store.payer(ref), { fields: { requestScopes: 'openid' } }));
    const second = await push(ports, ref);
    const kept = cdr.state.servers.map(({ fields, secret }) => [fields['federationRequestScopes'], secret]);
    const undone = await rollbackPush(ports, { id: second.id, confirmation: '' });
    const restored = cdr.state.servers[0]?.fields['federationRequestScopes'];
    const gone = await rollbackPush(ports, { id: first.id, confirmation: '' });

    const outcomes = [first, again, second, undone, gone].map(({ results }) =>
      results.map(({ step, outcome }) => `${step.does} ${outcome}`).join(),
    );
    expect({
      outcomes,
      writes: writesAfter - writesBefore,
      kept,
      restored,
      archived: typeof cdr.state.servers[0]?.fields['archivedAt'],
    }).toEqual({
      outcomes: ['create done', 'nothing done', 'update done', 'update done', 'archive done'],
      writes: 0,
      kept: [['openid', canary]],
      restored: 'openid cdr_all_user_authorities',
      archived: 'string',
    });
  },
);

test.each([
  ['lost with the request', 'lose-request', 'settled-not-done'],
  ['lost after the write', 'lose-answer', 'settled-done'],
  ['an error of the server', { status: 500, text: 'HAPI-0001: out of luck' }, 'settled-not-done'],
  ['an account that was locked meanwhile', { status: 401, text: '' }, 'failed'],
] as const)('an answer that is %s: %s', async (_name, does, outcome) => {
  const { ports, cdr } = await scene();
  const { ref } = await samplePayer(ports);
  cdr.arrange({ method: 'POST', path: '/openid-connect-servers', does });
  const record = await push(ports, ref);
  expect(record.results.map((result) => result.outcome)).toEqual([outcome]);
});

test('keys that this version refuses are told in its own words, and nothing is kept', async () => {
  const { ports, cdr } = await scene({ unconfirmedKeys: 'unknown', unknownKeys: 'refused' });
  const { ref } = await samplePayer(ports);
  const [result] = (await push(ports, ref)).results;
  expect([result?.code, result?.says.includes('clientAuthenticationMode'), cdr.state.servers]).toEqual([
    'target/refused',
    true,
    [],
  ]);
});

test('a target tells its modules, and that it wants credentials', async () => {
  const { ports } = await scene();
  const facts = await testTarget(ports, target);
  expect(facts).toMatchObject({
    reachable: true,
    anonymousAccess: false,
    modules: expect.arrayContaining([expect.objectContaining({ moduleId: 'smart_inbound' })]),
  });
});
