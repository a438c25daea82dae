import { expect, test } from 'vitest';
import { SECRET, definition, post, put, seeded, start } from './smile-cdr/asking.ts';
import type { Assumptions } from './smile-cdr/assumptions.ts';

const secretKey = 'tokenIntrospectionClientSecret';
const demo = { keystoreId: 'default-keystore', filePath: 'classpath:/smilecdr-demo.jwks' };

test.each<[Partial<Assumptions>, [string, string | null], string]>([
  [{ propertySource: 'DATABASE' }, ['pushed', 'pushed secret'], 'classpath:/pushed.jwks'],
  [
    { propertySource: 'PROPERTIES', seedAtRestart: 'adds-missing' },
    ['pushed', 'pushed secret'],
    'classpath:/pushed.jwks',
  ],
  [{ propertySource: 'PROPERTIES', seedAtRestart: 'replaces' }, [definition.name, SECRET], demo.filePath],
])('what a push changed, after a restart with %j', async (assumptions, [name, secret], filePath) => {
  const seed = { servers: [seeded({ [secretKey]: SECRET })], keystores: [demo] };
  const server = await start({ assumptions, seed });
  const before = server.state.servers[0]?.fields['federationRegistrationId'];
  const archivedAt = '2026-01-01T00:00:00.000-05:00';
  await put(server, { ...definition, name: 'pushed', archivedAt, [secretKey]: 'pushed secret' });
  await put(server, { ...demo, filePath: 'classpath:/pushed.jwks' }, 'keystores/default-keystore');
  server.restart();

  const isUndone = name !== 'pushed';
  expect(server.state.servers).toEqual([
    {
      fields: {
        ...seeded({ name }),
        pid: 1,
        federationRegistrationId: before,
        ...(isUndone ? {} : { archivedAt }),
      },
      secret,
    },
  ]);
  expect(server.state.keystores.map((keystore) => keystore.filePath)).toEqual([filePath]);
});

test('what is missing comes back, what is in no file stays', async () => {
  const server = await start({
    assumptions: { propertySource: 'PROPERTIES' },
    seed: { servers: [seeded()], keystores: [demo] },
  });
  await post(server, { ...definition, issuer: 'https://pushed.example' });
  server.state.servers.shift();
  server.state.keystores.length = 0;
  server.restart();
  expect(server.state.servers.map(({ fields }) => [fields['pid'], fields['issuer']])).toEqual([
    [2, 'https://pushed.example'],
    [3, definition.issuer],
  ]);
  expect(server.state.keystores.map(({ keystoreId }) => keystoreId)).toEqual(['default-keystore']);
});

test('variables are replaced in definitions, and not in keystores', async () => {
  const jsonKeys = "#{env['KEYS']}";
  const servers = [
    seeded({ [secretKey]: "#{env['P2P_SECRET']}", notes: "#{systemProperties['note']} of #{env['NOT_SET']}" }),
  ];
  const env = { P2P_SECRET: SECRET, KEYS: 'not used' };
  const server = await start({
    assumptions: { propertySource: 'PROPERTIES' },
    seed: { servers, keystores: [{ keystoreId: 'p2p', jsonKeys }], env, systemProperties: { note: 'a note' } },
  });
  const seen = () => [
    server.state.servers.map(({ fields, secret }) => [fields['notes'], secret]),
    server.state.keystores,
  ];
  const expected = [[["a note of #{env['NOT_SET']}", SECRET]], [{ keystoreId: 'p2p', filePath: '', jsonKeys }]];
  expect(seen()).toEqual(expected);
  server.state.servers.length = 0;
  server.restart();
  expect(seen()).toEqual(expected);
});
