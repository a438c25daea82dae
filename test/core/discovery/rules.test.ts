import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentKind } from '#core/domain/discovery/finding.ts';
import { judge } from '#core/domain/discovery/judge.ts';
import type { JsonObject } from '#core/domain/json/read-json.ts';

const issuer = 'https://auth.northlake.example/p2p';
const oidc: JsonObject = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  grant_types_supported: ['client_credentials'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384'],
};
const smart: JsonObject = {
  token_endpoint: `${issuer}/token`,
  issuer,
  grant_types_supported: ['client_credentials'],
  capabilities: ['permission-v2'],
  code_challenge_methods_supported: ['S256'],
};
const at = `${issuer}/.well-known/openid-configuration`;
const smartAt = 'https://fhir.northlake.example/r4/.well-known/smart-configuration';

const document = (kind: DocumentKind, json: JsonObject, retrievedFrom: string) => ({ kind, json, retrievedFrom });
const codes = (...documents: ReturnType<typeof document>[]) => judge(documents).map(({ code }) => code);

test('good documents give no finding', () => {
  expect(codes(document('openid-configuration', oidc, at), document('smart-configuration', smart, smartAt))).toEqual(
    [],
  );
});

test.each<[string, JsonObject, string[]]>([
  ['no issuer', { issuer: undefined }, ['issuer/missing']],
  ['a slash more', { issuer: `${issuer}/` }, ['issuer/differs-by-slash']],
  ['another spelling', { issuer: 'https://AUTH.northlake.example:443/p2p' }, ['issuer/differs-by-spelling']],
  ['another issuer', { issuer: 'https://auth.northlake.example/other' }, ['issuer/differs']],
  ['an issuer without scheme', { issuer: 'auth.northlake.example' }, ['issuer/not-a-url', 'issuer/differs']],
  ['an http issuer', { issuer: 'http://auth.northlake.example/p2p' }, ['issuer/not-https', 'issuer/differs']],
  ['an issuer with a query', { issuer: `${issuer}?x=1` }, ['issuer/not-bare', 'issuer/differs']],
  ['no token endpoint', { token_endpoint: undefined }, ['token-endpoint/missing', 'member/missing']],
  ['a token endpoint of another type', { token_endpoint: 1 }, ['token-endpoint/missing', 'member/not-text']],
  ['a token endpoint that is no address', { token_endpoint: 'token' }, ['token-endpoint/not-a-url']],
  ['an http token endpoint', { token_endpoint: 'http://auth.northlake.example/token' }, ['token-endpoint/not-https']],
  ['a token endpoint with a fragment', { token_endpoint: `${issuer}/token#x` }, ['endpoint/fragment']],
  [
    'a token endpoint on another domain',
    { token_endpoint: 'https://victim.example.org/token' },
    ['endpoint/other-domain'],
  ],
  ['a token endpoint on a sibling host', { token_endpoint: 'https://login.northlake.example/token' }, []],
  [
    'a neighbour on a shared cloud',
    {
      issuer: 'https://a.herokuapp.com',
      token_endpoint: 'https://b.herokuapp.com/t',
      authorization_endpoint: 'https://a.herokuapp.com/a',
      jwks_uri: 'https://a.herokuapp.com/j',
    },
    ['issuer/differs', 'endpoint/other-domain'],
  ],
  ['keys elsewhere', { jwks_uri: 'https://keys.example.org/jwks' }, ['endpoint/elsewhere']],
  ['keys over http', { jwks_uri: 'http://auth.northlake.example/jwks' }, ['endpoint/not-https']],
  ['keys that are no address', { jwks_uri: '/jwks' }, ['endpoint/not-a-url']],
  ['no grants', { grant_types_supported: undefined }, ['grants/not-told']],
  ['other grants', { grant_types_supported: ['implicit'] }, ['grants/no-client-credentials']],
  ['no grant at all', { grant_types_supported: [] }, ['member/empty-list', 'grants/no-client-credentials']],
  ['grants of another type', { grant_types_supported: 'client_credentials' }, ['member/not-a-list', 'grants/not-told']],
  ['other methods', { token_endpoint_auth_methods_supported: ['tls_client_auth'] }, ['methods/none-of-ours']],
  ['no algorithms', { token_endpoint_auth_signing_alg_values_supported: undefined }, ['algorithms/not-told']],
  ['the algorithm none', { token_endpoint_auth_signing_alg_values_supported: ['none', 'RS384'] }, ['algorithms/none']],
  [
    'algorithms of others',
    { token_endpoint_auth_signing_alg_values_supported: ['EdDSA'] },
    ['algorithms/none-of-ours'],
  ],
])('an OIDC document with %s', (_name, change, wanted) => {
  expect(codes(document('openid-configuration', { ...oidc, ...change }, at))).toEqual(wanted);
});

test('an issuer cannot be compared where nobody said where the document came from', () => {
  expect(codes(document('openid-configuration', oidc, ''))).toEqual(['issuer/not-comparable']);
});

test('SMART binds the issuer to nothing, and completes relative addresses', () => {
  const relative = { ...smart, token_endpoint: '../token', issuer: 'https://elsewhere.northlake.example' };
  expect(codes(document('smart-configuration', relative, smartAt))).toEqual(['endpoint/relative']);
});

test.each<[string, JsonObject, string[]]>([
  [
    'another token endpoint',
    { token_endpoint: 'https://auth-int.northlake.example/token' },
    ['token-endpoint/documents-differ'],
  ],
  ['another issuer', { issuer: `${issuer}/` }, ['issuer/documents-differ']],
])('a SMART document with %s beside an OIDC document', (_name, change, wanted) => {
  const both = [
    document('openid-configuration', oidc, at),
    document('smart-configuration', { ...smart, ...change }, smartAt),
  ];
  expect(codes(...both)).toEqual(wanted);
});

test('a resource that names other authorization servers is told', () => {
  const json = { resource: 'https://fhir.northlake.example/r4', authorization_servers: ['https://other.example'] };
  expect(codes(document('openid-configuration', oidc, at), document('oauth-protected-resource', json, ''))).toEqual([
    'issuer/not-of-the-resource',
  ]);
});

test.each<[string, JsonObject, string[]]>([
  ['public keys', { keys: [{ kty: 'EC', kid: 'a' }] }, []],
  ['a private key', { keys: [{ kty: 'RSA', kid: 'a', d: 'x' }] }, ['jwks/private-member']],
  ['a shared secret', { keys: [{ kty: 'oct', k: 'x' }] }, ['jwks/private-member']],
  ['no key', { keys: [] }, ['jwks/empty']],
  ['keys without kid', { keys: [{ kty: 'RSA' }] }, ['jwks/no-kid']],
  ['a kid twice', { keys: [{ kid: 'a' }, { kid: 'a' }] }, ['jwks/kid-twice']],
])('a key set with %s', (_name, json, wanted) => {
  expect(codes(document('jwks', json, ''))).toEqual(wanted);
});

test('law: no JSON makes the rules throw', () => {
  const kinds = fc.constantFrom<DocumentKind>(
    'openid-configuration',
    'oauth-authorization-server',
    'smart-configuration',
    'udap',
    'capability-statement',
    'oauth-protected-resource',
    'jwks',
    'unknown',
  );
  const member = fc.constantFrom(
    ...Object.keys({ ...oidc, ...smart }),
    'rest',
    'keys',
    'jwks',
    'resource',
    'authorization_servers',
    '__proto__',
  );
  const json = fc.dictionary(
    member,
    fc.oneof(fc.jsonValue(), fc.webUrl(), fc.constant([{ security: { extension: [{ url: null }] } }])),
  );
  fc.assert(
    fc.property(
      fc.array(fc.record({ kind: kinds, json, retrievedFrom: fc.oneof(fc.webUrl(), fc.string()) }), { maxLength: 3 }),
      (given) => {
        judge(given);
      },
    ),
    { numRuns: 1000 },
  );
});
