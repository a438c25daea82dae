import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDefinitions } from '#core/domain/definition/read-definitions.ts';
import type { Dialect, ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { dialects } from '#core/domain/definition/server-definition.ts';
import { cannotCarry, dialectText } from '#core/domain/definition/text.ts';
import { definitionBytes } from '#core/domain/bundle/manifest.ts';
import { anyDefinition } from './any-definition.ts';

const bytesOf = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const read = (value: unknown) => readDefinitions(bytesOf(value), 'file.json');

function without(definition: Partial<ServerDefinition>, dialect: Dialect): Partial<ServerDefinition> {
  return Object.fromEntries(Object.entries(definition).filter(([member]) => !(member in cannotCarry[dialect])));
}

test.each(dialects)('law: what is written in %s is read again, but for what it cannot carry', (dialect) => {
  fc.assert(
    fc.property(anyDefinition, (definition) => {
      const [one, ...more] = readDefinitions(bytesOf(dialectText(definition, dialect, 'a@test')), 'file.json');
      expect([one?.form, more]).toEqual([dialect, []]);
      expect(without(one?.members ?? {}, dialect)).toEqual(without(definition, dialect));
    }),
  );
});

test('law: our own form is read whole', () => {
  fc.assert(
    fc.property(anyDefinition, (definition) => {
      expect(readDefinitions(definitionBytes(definition), 'file.json')).toMatchObject([
        { form: 'definition', members: definition },
      ]);
    }),
  );
});

const server = { issuer: 'https://a.example', nodeId: 'Master', federationTokenUrl: 'https://a.example/t' };

describe('the secret', () => {
  test.each<[string, string, boolean, string]>([
    ['in clear', 'canary-4f1c', true, ''],
    ['by the environment', "#{env['P2P_A_TEST_CLIENT_SECRET']}", false, 'P2P_A_TEST_CLIENT_SECRET'],
    ['by another reference', "#{systemProperties['x']}", false, ''],
    ['masked with stars', '********', false, ''],
    ['masked with dots', '••••••••', false, ''],
    ['empty', '', false, ''],
  ])('%s', (_name, text, isHeld, secretVariable) => {
    const [one] = read({ servers: [{ ...server, tokenIntrospectionClientSecret: text }] });
    expect([one?.secret !== null, one?.secretVariable]).toEqual([isHeld, secretVariable]);
    expect(`${String(one?.secret)} ${JSON.stringify(one?.members)} ${JSON.stringify(one?.unknown)}`).not.toContain(
      'canary',
    );
  });
});

test('keys that nobody knows are named, and those of the server are not', () => {
  const [one] = read({ ...server, pid: 7, archivedAt: null, someNewKey: true, validationJwkText: '' });
  expect([one?.form, one?.unknown]).toEqual(['admin-api', { someNewKey: 'true', validationJwkText: '' }]);
});

const jwk = { kty: 'RSA', n: 'x', e: 'AQAB', d: 'not-a-key' };

test.each<[string, unknown, string]>([
  ['no JSON', 'issuer=https://a', 'definition/file-not-json'],
  ['a member twice', '{"issuer":"a","issuer":"b"}', 'definition/file-not-json'],
  ['a number', 7, 'definition/file-not-known'],
  ['an object of something else', { name: 'x' }, 'definition/file-not-known'],
  ['a list of texts', ['x'], 'definition/file-not-known'],
  ['no servers', { servers: [] }, 'definition/file-empty'],
  ['two forms in one', { ...server, tokenEndpoint: 'https://a' }, 'definition/file-ambiguous'],
  ['a private JWK', { ...server, jwks: { keys: [jwk] } }, 'definition/file-has-key'],
  [
    'a private JWK in a text',
    { ...server, validationJwkText: JSON.stringify({ keys: [jwk] }) },
    'definition/file-has-key',
  ],
  ['a private PEM', { ...server, more: '-----BEGIN EC PRIVATE KEY-----' }, 'definition/file-has-key'],
])('%s is refused', (_name, value, code) => {
  expect(() => read(value)).toThrow(expect.objectContaining({ code }));
});

const examples = path.resolve(import.meta.dirname, '../../../../shared/reference/smile-cdr-examples');
const known: readonly [string, string, number][] = [
  ['p2p-requesting-payer-server.docs-tutorial.partial.json', 'tutorial', 1],
  ['seed-oidc-servers.public-repo.json', 'seed-file', 3],
  ['server-create.request.docs.json', 'admin-api', 1],
  ['server-create.request.terraform-test.derived.json', 'admin-api', 1],
  ['servers-list.response.docs.json', 'admin-api', 1],
];

test.runIf(existsSync(examples)).each(known)('the documented %s is %s', (name, form, least) => {
  const found = readDefinitions(new Uint8Array(readFileSync(path.join(examples, name))), name);
  expect([new Set(found.map((one) => one.form)), found.length >= least || found.length]).toEqual([
    new Set([form]),
    true,
  ]);
});
