/**
 * @file The documented examples of Smile CDR pass through: each definition is read from its file, compared with what a target holds,
 * planned, written, and nothing that stood there is lost. Where the examples are not at hand there is nothing to run.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadDefinition } from '#core/domain/definition/read-definitions.ts';
import { readDefinitions, readServer } from '#core/domain/definition/read-definitions.ts';
import type { ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { secretKey, wireMembers } from '#core/domain/definition/wire-names.ts';
import { invokeExport } from '#core/domain/exchange/invoke-export.ts';
import { ownedByServer } from '#core/domain/push/same.ts';
import { Secret } from '#core/domain/secret.ts';
import type { AdminSession } from '#core/ports.ts';
import { planPush } from '#core/use-cases/push/plan-push.ts';
import type { Pushable } from '#core/use-cases/push/pushable.ts';
import { pushDefinitions } from '#core/use-cases/push/push-definitions.ts';
import { addTarget } from '#core/use-cases/push/targets.ts';
import { memoryPorts } from '../memory-ports.ts';
import type { Authority } from '../servers/authority.ts';
import { makeAuthority } from '../servers/authority.ts';
import type { Misbehaving } from '../servers/misbehaving/start.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import type { SmileCdr } from '../servers/smile-cdr/start.ts';
import { startSmileCdr } from '../servers/smile-cdr/start.ts';
import { wizardPermissions } from '../servers/smile-cdr/users.ts';
import { straightAdminApi } from './straight.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/reference/smile-cdr-examples');
const read = (name: string) => readFileSync(path.join(folder, name));
const json = (name: string) => JSON.parse(read(name).toString('utf8')) as Record<string, unknown>;

const password = 'for this run only';
const users = [{ username: 'ana', password, permissions: wizardPermissions }];
const running: SmileCdr[] = [];
let authority: Authority;
let answering: Misbehaving;

beforeAll(async () => {
  authority = await makeAuthority();
  answering = await startMisbehaving({ authority });
});
afterAll(async () => Promise.all([answering, ...running].map(({ stop }) => stop())));

async function scene(seed: Record<string, unknown>[]) {
  const modules = ['smart_inbound', 'smart_auth', 'security_in_smart'].map((moduleId) => ({
    moduleId,
    moduleType: 'SECURITY_IN_SMART',
    options: [],
  }));
  const cdr = await startSmileCdr({
    authority,
    users,
    seed: { servers: seed, nodes: [{ nodeId: 'Master', modules }] },
    assumptions: { unknownKeys: 'kept' },
  });
  running.push(cdr);
  const ports = memoryPorts({ adminApi: straightAdminApi });
  const draft = { name: 'cdr', baseUrl: cdr.baseUrl, username: 'ana', production: false, authorities: [cdr.ca] };
  await addTarget(ports, draft, new Secret(password));
  return { cdr, ports };
}

const blank = {
  ...(Object.fromEntries(wireMembers.map((member) => [member, ''])) as unknown as ServerDefinition),
  grantTypes: [],
  supportedScopes: [],
};

/** As it stands in the file, in a place that the simulator has. */
function pushableOf({ members, secret }: ReadDefinition, at: number): Pushable {
  const clientAuthenticationMode = secret === null ? 'PRIVATE_KEY_JWT' : 'CLIENT_SECRET_BASIC';
  const definition: ServerDefinition = { ...blank, clientAuthenticationMode, ...members };
  return { payer: `example-${String(at)}@test`, definition, keys: [] };
}

async function push(ports: ReturnType<typeof memoryPorts>, given: readonly { one: ReadDefinition; its: Pushable }[]) {
  const pushables = given.map(({ its }) => its);
  const typed = new Map(
    given.flatMap(({ one, its }) => (one.secret === null ? [] : [[its.payer, one.secret] as const])),
  );
  const plan = await planPush(ports, { pushables, target: 'cdr', typed });
  const record = await pushDefinitions(ports, { plan, pushables, typed, confirmation: '' });
  return { plan, did: record.results.map(({ step, outcome }) => `${step.does} ${outcome}`) };
}

const files = [
  'servers-list.response.docs.json',
  'server-create.request.docs.json',
  'server-create.request.terraform-test.derived.json',
  'seed-oidc-servers.public-repo.json',
  'p2p-requesting-payer-server.docs-tutorial.partial.json',
];

describe.runIf(existsSync(folder))('the documented examples', () => {
  test.each(files)('%s: where it is there already, a change writes that change and loses nothing', async (name) => {
    const found = readDefinitions(read(name), name);
    const wire = found[0]?.form === 'tutorial' ? [] : rawOf(name);
    const { cdr, ports } = await scene(wire);
    const given = found.map((one, at) => {
      const its = pushableOf(one, at);
      return { one, its: { ...its, definition: { ...its.definition, requestScopes: 'system/*.rs' } } };
    });
    const { plan, did } = await push(ports, given);
    const does = wire.length === 0 ? 'create' : 'update';
    expect(did).toEqual(found.map(() => `${does} done`));
    expect(plan.steps.map((step) => ('changes' in step ? step.changes.map(({ key }) => key) : []))).toEqual(
      found.map(() => expect.arrayContaining(['federationRequestScopes']) as unknown),
    );
    for (const [at, raw] of wire.entries()) {
      const kept = cdr.state.servers.find(({ fields }) => fields['issuer'] === raw['issuer']);
      const { [secretKey]: secret = null, pid: _pid, ...fields } = raw;
      expect(kept?.fields).toMatchObject({ ...fields, federationRequestScopes: 'system/*.rs' });
      if (found[at]?.secret !== null) expect(kept?.secret).toBe(secret);
    }
    expect((await push(ports, given)).did).toEqual(found.map(() => 'nothing done'));
  });

  test.each(files)('%s: where it is not there, what is written reads the same', async (name) => {
    const found = readDefinitions(read(name), name);
    const { cdr, ports } = await scene([]);
    const given = found.map((one, at) => ({ one, its: pushableOf(one, at) }));
    expect((await push(ports, given)).did).toEqual(found.map(() => 'create done'));
    const there = cdr.state.servers.map(({ fields }) => readServer(fields).members);
    for (const { its } of given) {
      const { issuer } = its.definition;
      const written = there.find((members) => members.issuer === issuer);
      const members = wireMembers.map((member) => [member, its.definition[member]]);
      expect(written).toMatchObject(Object.fromEntries(members) as object);
    }
  });

  test.each(files)('%s: what the wizard has no place for is named', (name) => {
    for (const [at, { unknown, form, members }] of readDefinitions(read(name), name).entries()) {
      const raw = form === 'tutorial' ? json(name) : rawOf(name)[at];
      const told = new Set([...Object.keys(unknown), ...ownedByServer, secretKey]);
      // What every tutorial has is written again without being read.
      if (form === 'tutorial')
        for (const key of ['signingCertificateFile', 'signingKeyFile', 'authorizationScript']) told.add(key);
      const values = new Set(Object.values(members).map((value) => JSON.stringify(value)));
      const lost = Object.entries(raw ?? {}).filter(
        ([key, value]) => value !== '' && !told.has(key) && !values.has(JSON.stringify(value)),
      );
      expect(lost).toEqual([]);
    }
  });

  const printed = (at: string, name: string): AdminSession => {
    const base = `/${name}/`;
    answering.place(`${base}${at}`, { status: 200, body: read(name).toString('utf8'), headers: {} });
    const network = { authorities: [authority.certificatePem], allowPrivate: true };
    return straightAdminApi.open(
      { baseUrl: `${answering.origin}${base}`, username: 'ana', network },
      new Secret('any'),
    );
  };

  test('the answers are read as they are printed', async () => {
    const servers = await printed(
      'openid-connect-servers/?pageIndex=0&pageSize=100',
      'servers-list.response.docs.json',
    ).servers();
    const keystores = await printed(
      'keystores/?pageIndex=0&pageSize=100',
      'keystores-list.response.docs.json',
    ).keystores();
    const modules = await printed('module-config/', 'module-config-list.response.docs.partial.json').modules();
    expect({ servers, keystores, modules }).toEqual({
      servers: json('servers-list.response.docs.json')['servers'],
      keystores: json('keystores-list.response.docs.json')['keystores'],
      modules: [{ nodeId: 'Master', moduleId: 'clustermgr', moduleType: 'CLUSTER_MGR' }],
    });
  });

  test('a keystore is created with the keys that the documented request has', async () => {
    const { cdr, ports } = await scene([]);
    const keystore = json('keystore-create.request.docs.json') as { keystoreId: string; filePath: string };
    const { baseUrl } = await ports.store.target('cdr');
    const network = { authorities: [cdr.ca], allowPrivate: true };
    const session = straightAdminApi.open({ baseUrl, username: 'ana', network }, new Secret(password));
    await session.createKeystore(keystore, null);
    expect(cdr.state.keystores).toEqual([{ ...keystore, jsonKeys: '' }]);
    expect(await session.keystore(keystore.keystoreId)).toEqual(keystore);
  });

  test('the sample request has the parameters of the documented one, in its order', () => {
    const { body } = invokeExport('https://source-payer.example.com');
    expect(named(body)).toEqual(named(json('invoke-export.request.docs.json')));
  });
});

function rawOf(name: string): Record<string, unknown>[] {
  const whole = json(name);
  return (whole['servers'] as Record<string, unknown>[] | undefined) ?? [whole];
}

interface Parameter {
  readonly name: string;
  readonly valueString?: string;
  readonly part?: readonly Parameter[];
}

/** The names of parameters, their parts, and what is no place to fill in. */
function named(body: object): unknown[] {
  const { parameter = [] } = body as { parameter?: readonly Parameter[] };
  return parameter.map(({ name, valueString, part = [] }) => [name, valueString, part.map((each) => each.name)]);
}
