/** @file The points of doubt about definitions and about the API itself: each switch, both ways. Those of keystores have a file of their own. */
import { describe, expect, test } from 'vitest';
import { LIST, PLACE, SECRET, ask, definition, find, post, put, seeded, start } from './smile-cdr/asking.ts';
import type { Assumptions } from './smile-cdr/assumptions.ts';
import { inventedS2sType, nodesWithS2s, nodesWithSeedFile } from './smile-cdr/default-nodes.ts';

const secretKey = 'tokenIntrospectionClientSecret';
const withSecret = { servers: [seeded({ [secretKey]: SECRET })] };

describe('secrets', () => {
  test.each<[Partial<Assumptions>, string | undefined]>([
    [{ shownSecrets: 'absent' }, undefined],
    [{ shownSecrets: 'masked' }, '***'],
  ])('%j: every reply shows %s', async (assumptions, shown) => {
    const server = await start({ assumptions, seed: withSecret });
    const [listed] = ((await ask(server, LIST)).body as { servers: unknown[] }).servers;
    const found = (await find(server, definition.issuer)).body;
    const updated = (await put(server, { ...definition, [secretKey]: 'another' })).body;
    const created = (await post(server, { ...definition, issuer: 'https://b.example', [secretKey]: SECRET })).body;
    const replies = [listed, found, updated, created] as Record<string, unknown>[];
    expect(replies.map((reply) => reply[secretKey])).toEqual([shown, shown, shown, shown]);
    expect(server.state.servers.map(({ secret }) => secret)).toEqual(['another', SECRET]);
  });

  test('a mask stands for a secret that is there', async () => {
    const server = await start({ assumptions: { shownSecrets: 'masked' } });
    expect((await post(server, definition)).body).not.toHaveProperty(secretKey);
  });

  test.each<[Partial<Assumptions>, string]>([
    [{ maskSentBack: 'is-the-secret' }, '***'],
    [{ maskSentBack: 'keeps' }, SECRET],
  ])('fetch, modify, put with the mask, %j → %s', async (assumptions, secret) => {
    const server = await start({ assumptions: { shownSecrets: 'masked', ...assumptions }, seed: withSecret });
    const { body } = await find(server, definition.issuer);
    expect((await put(server, { ...(body as object), name: 'renamed' })).status).toBe(200);
    expect(server.state.servers).toEqual([{ fields: expect.objectContaining({ name: 'renamed' }) as unknown, secret }]);
  });
});

describe('what a definition may hold', () => {
  test.each<[Partial<Assumptions>, number]>([
    [{ archivedIssuer: 'taken' }, 400],
    [{ archivedIssuer: 'free' }, 200],
  ])('the issuer of an archived one, %j → %i', async (assumptions, status) => {
    const seed = { servers: [seeded({ archivedAt: '2026-01-01T00:00:00.000-05:00' })] };
    expect((await post(await start({ assumptions, seed }), definition)).status).toBe(status);
  });

  test.each<[Partial<Assumptions>, number, number]>([
    [{ archivedServers: 'listed' }, 1, 200],
    [{ archivedServers: 'hidden' }, 0, 404],
  ])('an archived one, %j: listed %i times, found with %i', async (assumptions, listed, status) => {
    const seed = { servers: [seeded({ archivedAt: '2026-01-01T00:00:00.000-05:00' })] };
    const server = await start({ assumptions, seed });
    const { servers } = (await ask(server, LIST)).body as { servers: unknown[] };
    expect([servers.length, (await find(server, definition.issuer)).status]).toEqual([listed, status]);
  });

  test.each<[Partial<Assumptions>, number]>([
    [{ duplicateIssuer: 'refused' }, 400],
    [{ duplicateIssuer: 'accepted' }, 200],
  ])('an issuer twice, %j → %i', async (assumptions, status) => {
    const server = await start({ assumptions, seed: { servers: [seeded()] } });
    expect((await post(server, definition)).status).toBe(status);
    expect(server.state.servers).toHaveLength(status === 200 ? 2 : 1);
  });

  test.each<[Partial<Assumptions>, string | undefined]>([
    [{ emptyStrings: 'returned' }, ''],
    [{ emptyStrings: 'left-out' }, undefined],
  ])('an empty text, %j', async (assumptions, shown) => {
    const { body } = await post(await start({ assumptions }), { ...definition, notes: '' });
    expect((body as Record<string, unknown>)['notes']).toBe(shown);
  });

  test.each<[Partial<Assumptions>, number]>([
    [{ updateNeedsPidInBody: false }, 200],
    [{ updateNeedsPidInBody: true }, 400],
  ])('an update without the pid, %j → %i', async (assumptions, status) => {
    const server = await start({ assumptions, seed: { servers: [seeded()] } });
    expect((await put(server, definition)).status).toBe(status);
    expect((await put(server, { ...definition, pid: 1 })).status).toBe(200);
  });

  test.each<[Partial<Assumptions>, number]>([
    [{ placeInBody: 'ignored' }, 200],
    [{ placeInBody: 'refused-if-other' }, 400],
  ])('another module in the body, %j → %i', async (assumptions, status) => {
    const server = await start({ assumptions });
    const created = await post(server, seeded());
    const elsewhere = seeded({ moduleId: 'smart_auth', issuer: 'https://b.example' });
    const statuses = [created, await post(server, elsewhere), await put(server, seeded({ nodeId: 'Other' }))];
    expect(statuses.map((answer) => answer.status)).toEqual([200, status, status]);
    const places = server.state.servers.map(({ fields }) => [fields['nodeId'], fields['moduleId']]);
    expect(new Set(places.map(String))).toEqual(new Set(['Master,smart_inbound']));
  });

  test.each<[Partial<Assumptions>, number]>([
    [{}, 400],
    [{ moreAuthenticationModes: ['CLIENT_SECRET_POST'] }, 200],
  ])('another way of authentication, %j → %i', async (assumptions, status) => {
    const body = { ...definition, clientAuthenticationMode: 'CLIENT_SECRET_POST' };
    expect((await post(await start({ assumptions }), body)).status).toBe(status);
  });
});

describe('the keystore of a definition', () => {
  const seed = { keystores: [{ keystoreId: 'p2p', filePath: 'classpath:/p2p.jwks' }], servers: [seeded()] };
  const named = { ...definition, issuer: 'https://b.example', keystoreId: 'p2p' };

  test.each<[Partial<Assumptions>, string | undefined]>([
    [{ keystoreReference: null }, undefined],
    [{ keystoreReference: 'keystoreId' }, 'p2p'],
    [{ keystoreReference: 'signingKeystore' }, undefined],
  ])('under a wire name, %j: kept %s', async (assumptions, kept) => {
    const server = await start({ assumptions, seed });
    const { status, body } = await post(server, named);
    expect([status, (body as Record<string, unknown>)['keystoreId']]).toEqual([200, kept]);
  });

  test.each<[Partial<Assumptions>, number, string]>([
    [{ missingKeystore: 'refused' }, 400, 'HAPI-2223: No keystore with id other'],
    [{ missingKeystore: 'accepted' }, 200, ''],
  ])('that is not there, %j → %i', async (assumptions, status, says) => {
    const server = await start({ assumptions: { keystoreReference: 'keystoreId', ...assumptions }, seed });
    const answers = [
      await post(server, { ...named, keystoreId: 'other' }),
      await put(server, { ...definition, keystoreId: 'other' }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([status, status]);
    if (says !== '') expect(answers.map(({ body }) => body)).toEqual([says, says]);
  });

  test('none at all is no missing one', async () => {
    const server = await start({ assumptions: { keystoreReference: 'keystoreId' }, seed });
    const statuses = [await put(server, definition), await put(server, { ...definition, keystoreId: '' })];
    expect(statuses.map(({ status }) => status)).toEqual([200, 200]);
  });
});

test.each<[Partial<Assumptions>, number[]]>([
  [{ finalSlash: 'either' }, [200, 200, 200, 200]],
  [{ finalSlash: 'as-printed' }, [200, 404, 404, 200]],
  [{ finalSlash: 'needed' }, [200, 404, 200, 404]],
  [{ finalSlash: 'refused' }, [404, 200, 404, 200]],
])('a final slash, %j → %j', async (assumptions, expected) => {
  const server = await start({ assumptions, seed: { servers: [seeded()] } });
  const query = `?issuer_url=${encodeURIComponent(definition.issuer)}`;
  const paths = ['openid-connect-servers/', 'openid-connect-servers', `${PLACE}/${query}`, `${PLACE}${query}`];
  const answers = await Promise.all(paths.map(async (path) => ask(server, path)));
  expect(answers.map(({ status }) => status)).toEqual(expected);
});

test.each<[Partial<Assumptions>, unknown]>([
  [{ largestPage: null }, [3, 1, 1]],
  [{ largestPage: 2 }, [2, 2, 1]],
])('pages, %j: items and pages of the first, items of the last', async (assumptions, expected) => {
  const servers = ['a', 'b', 'c'].map((name) => seeded({ issuer: `https://${name}.example` }));
  const server = await start({ assumptions, seed: { servers } });
  type Page = { servers: unknown[]; totalPages: number };
  const first = (await ask(server, `${LIST}?pageIndex=0&pageSize=100`)).body as unknown as Page;
  const small = (await ask(server, `${LIST}?pageIndex=1&pageSize=2`)).body as unknown as Page;
  expect([first.servers.length, first.totalPages, small.servers.length]).toEqual(expected);
});

describe('the API’s description of itself', () => {
  type Described = {
    openapi: string;
    paths: Record<string, Record<string, unknown>>;
    components: { schemas: Record<string, { properties: Record<string, unknown> }> };
  };
  const described = async (assumptions: Partial<Assumptions>, path = 'v3/api-docs') =>
    ask(await start({ assumptions: { apiDescription: 'openapi', ...assumptions } }), path);

  test('is not there, or lies where the switch says', async () => {
    const answers = [
      await described({ apiDescription: 'absent' }),
      await described({}),
      await described({ apiDescriptionPath: '/swagger.json' }),
      await described({ apiDescriptionPath: '/swagger.json' }, 'swagger.json'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 200, 404, 200]);
  });

  test.each<[Partial<Assumptions>, boolean, string | null]>([
    [{}, true, null],
    [{ unconfirmedKeys: 'unknown' }, false, null],
    [{ keystoreReference: 'keystoreId' }, true, 'keystoreId'],
  ])('lists the keys that are known, %j', async (assumptions, isUnconfirmedKnown, reference) => {
    const { openapi, paths, components } = (await described(assumptions)).body as unknown as Described;
    const keys = Object.keys(components.schemas['OAuth2Server']?.properties ?? {});
    expect(openapi).toMatch(/^3\./);
    expect(keys).toEqual(expect.arrayContaining(['pid', 'issuer', 'federationTokenUrl', secretKey]));
    expect(keys.filter((key) => ['fhirEndpointUrl', 'keystoreId'].includes(key))).toEqual([
      ...(isUnconfirmedKnown ? ['fhirEndpointUrl'] : []),
      ...(reference === null ? [] : [reference]),
    ]);
    expect(Object.keys(paths['/openid-connect-servers/{nodeId}/{moduleId}'] ?? {})).toEqual(['get', 'post']);
  });

  test('knows keystores where there are any', async () => {
    const schemas = async (assumptions: Partial<Assumptions>) =>
      Object.keys(((await described(assumptions)).body as unknown as Described).components.schemas);
    expect(await schemas({})).toEqual(['OAuth2Server', 'OAuth2Keystore']);
    expect(await schemas({ keystores: 'absent' })).toEqual(['OAuth2Server']);
  });
});

describe('modules', () => {
  test.each<[Partial<Assumptions>, string]>([
    [{ propertySource: 'DATABASE' }, 'node.propertysource=DATABASE\n'],
    [{ propertySource: 'PROPERTIES' }, 'node.propertysource=PROPERTIES\n'],
  ])('%j stands in the properties', async (assumptions, line) => {
    const server = await start({ assumptions, seed: { nodes: nodesWithSeedFile } });
    const { body } = await ask(server, 'module-config/properties');
    expect(body).toContain(line);
    expect(body).toContain(
      'module.smart_inbound.config.seed_servers.file=classpath:/config_seeding/oidc-servers.json\n',
    );
  });

  test.each<[Partial<Assumptions>, number]>([
    [{ moduleProperties: 'present' }, 200],
    [{ moduleProperties: 'absent' }, 404],
  ])('the properties, %j → %i', async (assumptions, status) => {
    expect((await ask(await start({ assumptions }), 'module-config/properties')).status).toBe(status);
  });

  test.each<[Partial<Assumptions>, number]>([
    [{}, 400],
    [{ moduleTypesWithServers: [inventedS2sType] }, 200],
  ])('a definition of the S2S module, %j → %i', async (assumptions, status) => {
    const server = await start({ assumptions, seed: { nodes: nodesWithS2s } });
    const place = 'Master/system_to_system_data_exchange';
    expect((await ask(server, `module-config/${place}`)).body).toMatchObject({ moduleType: inventedS2sType });
    expect((await post(server, definition, `openid-connect-servers/${place}`)).status).toBe(status);
  });
});
