import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeAdminApi } from '#core/domain/definition/dialects/admin-api.ts';
import { writeTutorial } from '#core/domain/definition/dialects/tutorial.ts';
import { readDefinitions } from '#core/domain/definition/read-definitions.ts';
import type { Dialect, ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { dialects } from '#core/domain/definition/server-definition.ts';
import { cannotCarry, dialectText } from '#core/domain/definition/text.ts';
import { definitionBytes } from '#core/domain/bundle/manifest.ts';
import { Fault } from '#core/domain/fault.ts';
import { Secret } from '#core/domain/secret.ts';
import { isSameSecret } from '#node/same-secret.ts';
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

test('law: a secret in clear is in no other member', () => {
  const secrets = fc.stringMatching(/^[!-)+-~]{12,40}$/).filter((text) => !text.startsWith('#{'));
  fc.assert(
    fc.property(secrets, (text) => {
      const [one] = read({ ...server, tokenIntrospectionClientSecret: text });
      expect(one?.secret instanceof Secret && isSameSecret(one.secret, new Secret(text))).toBe(true);
      expect(JSON.stringify({ ...one, secret: null })).not.toContain(JSON.stringify(text).slice(1, -1));
    }),
  );
});

const [definition] = fc.sample(anyDefinition, { numRuns: 1, seed: 1 }) as [ServerDefinition];

test.each<[string, unknown, string, Record<string, string>]>([
  [
    'keys that nobody knows, but for what the server gives by itself',
    { ...server, pid: 7, archivedAt: null, someNewKey: true, validationJwkText: '', extra: { deep: [1] } },
    'admin-api',
    { someNewKey: 'true', extra: '{"deep":[1]}' },
  ],
  [
    'a mode of another kind',
    { ...server, clientAuthenticationMode: 'NONE' },
    'admin-api',
    { clientAuthenticationMode: 'NONE' },
  ],
  ['a value that is no text', { ...server, name: 5 }, 'admin-api', { name: '5' }],
  [
    'files of its own in a tutorial, and a list with more than texts',
    { ...writeTutorial(definition), signingKeyFile: 'classpath:own.pem', supportedGrantTypes: ['a', 1] },
    'tutorial',
    { signingKeyFile: 'classpath:own.pem', supportedGrantTypes: '["a",1]' },
  ],
  [
    'a definition of ours that somebody edited',
    { ...definition, tokenEndpoint: 'http://plain.example', grantTypes: 'client_credentials', notes: 'ask Ana' },
    'definition',
    { grantTypes: 'client_credentials', notes: 'ask Ana' },
  ],
])('what is in no member is named: %s', (_name, value, form, unknown) => {
  expect(read(value)).toMatchObject([{ form, unknown }]);
  expect(Object.keys(read(value)[0]?.unknown ?? {})).toEqual(Object.keys(unknown));
});

test('what is not right yet is read as it stands, and nothing of it is lost', () => {
  const { tokenEndpoint: _gone, ...others } = { ...definition, issuer: 'http://plain.example' };
  expect(read(others)).toMatchObject([{ form: 'definition', members: others, unknown: {} }]);
});

test('law: whatever the bytes are, there is a definition or a fault with a code', () => {
  const sources = [JSON.stringify(writeAdminApi(definition)), JSON.stringify(definition)].map(bytesOf);
  const damaged = fc
    .tuple(fc.constantFrom(...sources), fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 }))
    .map(([source, end, at, byte]) => {
      const bytes = source.slice(0, 1 + (end % source.length));
      bytes[at % bytes.length] = byte;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged, fc.json().map(bytesOf)), (bytes) => {
      expect(endOf(() => readDefinitions(bytes, 'file.json').length > 0)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

function endOf(tried: () => boolean): boolean {
  try {
    return tried();
  } catch (error) {
    return error instanceof Fault;
  }
}

const jwk = { kty: 'RSA', n: 'x', e: 'AQAB', d: 'not-a-key' };

test.each<[string, unknown, string]>([
  ['no JSON', 'issuer=https://a', 'definition/file-not-json'],
  ['a member twice', '{"issuer":"a","issuer":"b"}', 'definition/file-not-json'],
  ['a number', 7, 'definition/file-not-known'],
  ['an object of something else', { name: 'x' }, 'definition/file-not-known'],
  // A client of Smile CDR's, not a server: it has a pid, a node, a module and an end as well.
  [
    'a client',
    { pid: 1, nodeId: 'Master', moduleId: 'smart_auth', clientId: 'x', archivedAt: '' },
    'definition/file-not-known',
  ],
  ['a list of texts', ['x'], 'definition/file-not-known'],
  ['no servers', { servers: [] }, 'definition/file-empty'],
  ['two forms in one', { ...server, tokenEndpoint: 'https://a' }, 'definition/file-ambiguous'],
  ['a private JWK', { ...server, jwks: { keys: [jwk] } }, 'definition/file-has-key'],
  [
    'a private JWK in a text',
    { ...server, validationJwkText: JSON.stringify({ keys: [jwk] }) },
    'definition/file-has-key',
  ],
  [
    'a private JWK in a text that this reader refuses and another may not',
    { ...server, validationJwkText: '{"kty":"RSA","d":"a","d":"a"}' },
    'definition/file-has-key',
  ],
  [
    'a private JWK behind a mebibyte of blanks',
    { ...server, validationJwkText: `${' '.repeat(1_048_576)}${JSON.stringify(jwk)}` },
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

test.runIf(existsSync(examples))('what else Smile CDR takes and answers is taken for no definition', () => {
  const others = readdirSync(examples).filter(
    (name) => name.endsWith('.json') && !known.some(([definitions]) => definitions === name),
  );
  const taken = others.filter(
    (name) => !endOf(() => readDefinitions(new Uint8Array(readFileSync(path.join(examples, name))), name).length < 0),
  );
  expect([others.length > 10, taken]).toEqual([true, []]);
});
