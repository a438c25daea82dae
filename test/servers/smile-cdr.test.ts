import { Agent, fetch } from 'undici';
import { describe, expect, test } from 'vitest';
import { makeAuthority } from './authority.ts';
import { LIST, PLACE, SECRET, ask, definition, find, post, put, seeded, start, user } from './smile-cdr/asking.ts';
import type { Assumptions } from './smile-cdr/assumptions.ts';
import { wizardPermissions } from './smile-cdr/users.ts';
import type { Permission } from './smile-cdr/users.ts';

describe('servers', () => {
  test('the documented example is taken, shown by issuer and listed', async () => {
    const server = await start({ contextPath: '/json-admin' });
    const example = {
      nodeId: 'Master',
      moduleId: 'smart_inbound',
      name: 'FOO Issuer',
      issuer: 'http://example.com',
      validationJwkFile: 'classpath:mykeyset.jwks',
    };
    const shown = { ...example, pid: 1, federationRegistrationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown };
    expect(await post(server, example)).toEqual({ status: 200, body: shown });
    expect(await find(server, example.issuer)).toEqual({ status: 200, body: shown });
    expect(await ask(server, LIST)).toEqual({ status: 200, body: { servers: [shown], pageIndex: 0, totalPages: 1 } });
    expect(server.baseUrl).toMatch(/\/json-admin\/$/);
    expect(server.requests).toEqual([
      { method: 'POST', path: `/${PLACE}`, status: 200 },
      { method: 'GET', path: `/${PLACE}?issuer_url=http%3A%2F%2Fexample.com`, status: 200 },
      { method: 'GET', path: `/${LIST}`, status: 200 },
    ]);
  });

  test('no reply and no log holds the secret; it is kept', async () => {
    const server = await start();
    const created = await post(server, { ...definition, tokenIntrospectionClientSecret: SECRET });
    const replies = [created, await ask(server, LIST), await find(server, definition.issuer), server.requests];
    expect(JSON.stringify(replies)).not.toContain(SECRET);
    expect(server.state.servers[0]?.secret).toBe(SECRET);
  });

  test.each<[Partial<Assumptions>, string | null]>([
    [{ updateWithoutSecret: 'erases' }, null],
    [{ updateWithoutSecret: 'keeps' }, SECRET],
  ])('an update without the secret, %j → %j', async (assumptions, secret) => {
    const server = await start({
      assumptions,
      seed: { servers: [seeded({ tokenIntrospectionClientSecret: SECRET })] },
    });
    expect((await put(server, definition)).status).toBe(200);
    expect(server.state.servers[0]?.secret).toBe(secret);
  });

  test.each<[Partial<Assumptions>, boolean]>([
    [{ updateTakes: 'whole' }, false],
    [{ updateTakes: 'given' }, true],
  ])('an update that leaves a field out, %j', async (assumptions, stays) => {
    const server = await start({ assumptions, seed: { servers: [seeded({ notes: 'kept?' })] } });
    const before = server.state.servers[0]?.fields['federationRegistrationId'];
    const { body } = await put(server, { ...definition, name: 'renamed' });
    expect(body).toMatchObject({ pid: 1, name: 'renamed', federationRegistrationId: before });
    expect('notes' in (body as object)).toBe(stays);
  });

  test.each<[Partial<Assumptions>, number, unknown]>([
    [{ unknownKeys: 'dropped' }, 200, undefined],
    [{ unknownKeys: 'kept' }, 200, ['openid']],
    [{ unknownKeys: 'refused' }, 400, undefined],
  ])('a key of the tutorial, %j → %i', async (assumptions, status, kept) => {
    const server = await start({ assumptions });
    const answer = await post(server, { ...definition, supportedScopes: ['openid'] });
    expect(answer.status).toBe(status);
    expect(server.state.servers[0]?.fields['supportedScopes']).toEqual(kept);
  });

  test.each<[Partial<Assumptions>, unknown]>([
    [{ unconfirmedKeys: 'known' }, 'https://source-payer.example/fhir'],
    [{ unconfirmedKeys: 'unknown' }, undefined],
  ])('a key that is not confirmed, %j', async (assumptions, kept) => {
    const server = await start({ assumptions });
    await post(server, { ...definition, fhirEndpointUrl: 'https://source-payer.example/fhir' });
    expect(server.state.servers[0]?.fields['fhirEndpointUrl']).toBe(kept);
  });

  test.each<[string, unknown, string]>([
    ['no issuer', { name: 'x' }, 'HAPI-2223: The issuer must not be null or blank'],
    ['a blank name', { ...definition, name: ' ' }, 'HAPI-2223: The name must not be null or blank'],
    ['no text', { ...definition, federationTokenUrl: 1 }, 'HAPI-2223: Cannot read the value of federationTokenUrl'],
    [
      'another mode',
      { ...definition, clientAuthenticationMode: 'NONE' },
      'HAPI-2223: Cannot read the value of clientAuthenticationMode',
    ],
    ['a list', [definition], 'HAPI-2223: An OAuth2Server is a JSON object'],
  ])('%s is refused in plain text', async (_, body, says) => {
    const server = await start();
    expect(await post(server, body)).toEqual({ status: 400, body: says });
  });

  test('errors may be JSON, statuses may differ', async () => {
    const server = await start({
      assumptions: { errorBody: 'json', invalidStatus: 500, createStatus: 201, updateStatus: 201 },
    });
    expect(await post(server, {})).toMatchObject({ status: 500, body: { status: 500 } });
    expect((await post(server, definition)).status).toBe(201);
    expect((await put(server, definition)).status).toBe(201);
    const silent = await start({ assumptions: { createStatus: 204 } });
    expect(await post(silent, definition)).toEqual({ status: 204, body: '' });
  });

  test('an issuer is unique in its module, and found, whatever its final slash', async () => {
    const server = await start();
    await post(server, definition);
    const other = { ...definition, issuer: 'https://source-payer.example' };
    expect((await post(server, other)).status).toBe(400);
    expect((await post(server, other, 'openid-connect-servers/Master/smart_auth')).status).toBe(200);
    expect((await find(server, other.issuer)).status).toBe(200);
    expect((await find(server, 'https://nobody.example')).status).toBe(404);

    const exact = await start({ assumptions: { issuerLookup: 'exact', issuerNotFound: 'empty-200' } });
    await post(exact, definition);
    expect(await find(exact, other.issuer)).toEqual({ status: 200, body: '' });
  });

  test.each([
    ['openid-connect-servers/Other/smart_inbound', 404],
    ['openid-connect-servers/Master/other', 404],
    ['openid-connect-servers/Master/persistence', 400],
  ])('POST %s → %i', async (path, status) => {
    expect((await post(await start(), definition, path)).status).toBe(status);
  });

  test('archiving is an update; it may hide the definition', async () => {
    const server = await start({ assumptions: { archivedServers: 'hidden' }, seed: { servers: [seeded()] } });
    expect((await put(server, { ...definition, archivedAt: '2026-01-01T00:00:00.000-05:00' })).status).toBe(200);
    expect((await find(server, definition.issuer)).status).toBe(404);
    expect((await put(server, definition, `${PLACE}/9`)).status).toBe(404);
  });

  test('lists come in pages', async () => {
    const servers = Array.from({ length: 5 }, (_, index) =>
      seeded({ issuer: `https://payer-${String(index)}.example` }),
    );
    const server = await start({ seed: { servers } });
    const page = async (index: number) => (await ask(server, `${LIST}?pageIndex=${String(index)}&pageSize=2`)).body;
    const pids = ({ servers: shown }: { servers: { pid: number }[] }) => shown.map(({ pid }) => pid);
    const pages = (await Promise.all([0, 1, 2, 3].map(page))) as unknown as Parameters<typeof pids>[0][];
    expect(pages.map(pids)).toEqual([[1, 2], [3, 4], [5], []]);
    expect(pages[2]).toMatchObject({ pageIndex: 2, totalPages: 3 });
    expect((await ask(server, `${LIST}?pageSize=0`)).status).toBe(400);
  });
});

describe('users', () => {
  const everything = 'runtime-status/node-statuses/complete';

  test('wrong credentials are 401, with anonymous access too', async () => {
    const server = await start({ users: [user('wizard', wizardPermissions), user('ANONYMOUS', ['ROLE_SUPERUSER'])] });
    expect((await ask(server, everything, { as: 'nobody' })).status).toBe(401);
    expect((await ask(server, everything, { as: 'ANONYMOUS' })).status).toBe(401);
    expect((await ask(server, everything, { as: null })).status).toBe(200);
    expect((await ask(await start(), everything, { as: null })).status).toBe(401);
  });

  test.each<[Permission, string, string]>([
    ['OPENID_CONNECT_VIEW_SERVER_LIST', 'GET', LIST],
    ['OPENID_CONNECT_VIEW_SERVER_LIST', 'GET', `${PLACE}?issuer_url=x`],
    ['OPENID_CONNECT_ADD_SERVER', 'POST', PLACE],
    ['OPENID_CONNECT_EDIT_SERVER', 'PUT', `${PLACE}/1`],
    ['OPENID_CONNECT_MANAGE_KEYSTORES', 'GET', 'keystores/'],
    ['VIEW_MODULE_CONFIG', 'GET', 'module-config/'],
    ['VIEW_MODULE_STATUS', 'GET', everything],
    ['ACCESS_ADMIN_JSON', 'GET', LIST],
  ])('without %s, %s %s names it', async (permission, method, path) => {
    const less = wizardPermissions.filter((held) => held !== permission);
    const server = await start({ users: [user('wizard', less)] });
    const answer = await ask(server, path, { method, ...(method === 'GET' ? {} : { body: definition }) });
    expect(answer).toEqual({ status: 403, body: expect.stringContaining(permission) as unknown });
  });
});

describe('modules', () => {
  test('are listed with their types, passwords obscured', async () => {
    const server = await start();
    const { body } = await ask(server, 'module-config/');
    const { nodes } = body as unknown as {
      nodes: { nodeId: string; modules: { moduleId: string; moduleType: string }[] }[];
    };
    expect(nodes.map(({ nodeId, modules }) => [nodeId, ...modules.map(({ moduleId }) => moduleId)])).toEqual([
      [
        'Master',
        'clustermgr',
        'local_security',
        'smart_inbound',
        'smart_auth',
        'persistence',
        'fhir_endpoint',
        'admin_json',
      ],
    ]);
    expect(JSON.stringify(body)).toContain('{"key":"db.password","value":"***"}');
    expect((await ask(server, 'module-config/Master/smart_inbound')).body).toMatchObject({
      moduleType: 'SECURITY_IN_SMART',
    });
  });

  test('properties are a file without passwords', async () => {
    const { body } = await ask(await start(), 'module-config/properties');
    expect(body).toContain('module.smart_inbound.type=SECURITY_IN_SMART\n');
    expect(body).not.toContain('password');
  });
});

test('over TLS, and nothing outside the context path', async () => {
  const authority = await makeAuthority();
  const server = await start({ authority, contextPath: '/aucore/admin-json' });
  const dispatcher = new Agent({ connect: { ca: server.ca } });
  const { origin } = new URL(server.baseUrl);
  const status = async (url: string) => (await fetch(url, { dispatcher })).status;
  expect([await status(`${server.baseUrl}${LIST}`), await status(`${origin}/${LIST}`)]).toEqual([401, 404]);
  await dispatcher.close();
});
