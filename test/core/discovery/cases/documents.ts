/** @file Cases of OIDC, OAuth, SMART, RFC 9728 documents and CapabilityStatements. */
import type { JsonObject } from '#core/domain/json/read-json.ts';
import type { Case } from './case.ts';
import { documentOf, issuer, oauthUris, smartCoding } from './case.ts';

const oidc = (name: string, change: JsonObject, ...codes: string[]): Case => [
  `an OIDC document with ${name}`,
  documentOf('openid-configuration', change),
  codes,
];
const smart = (name: string, change: JsonObject, ...codes: string[]): Case => [
  `a SMART document with ${name}`,
  documentOf('smart-configuration', change),
  codes,
];

export const issuerCases: readonly Case[] = [
  oidc('nothing wrong', {}),
  oidc('no issuer', { issuer: undefined }, 'issuer/missing'),
  oidc('a slash more', { issuer: `${issuer}/` }, 'issuer/differs-by-slash'),
  oidc('another spelling', { issuer: 'https://AUTH.northlake.example:443/p2p' }, 'issuer/differs-by-spelling'),
  oidc('another issuer', { issuer: 'https://auth.northlake.example/other' }, 'issuer/differs'),
  oidc('an issuer without scheme', { issuer: 'auth.northlake.example' }, 'issuer/not-a-url', 'issuer/differs'),
  oidc('an http issuer', { issuer: 'http://auth.northlake.example/p2p' }, 'issuer/not-https', 'issuer/differs'),
  oidc('an issuer with a query', { issuer: `${issuer}?x=1` }, 'issuer/not-bare', 'issuer/differs'),
  oidc(
    'its own address as issuer',
    { issuer: `${issuer}/.well-known/openid-configuration` },
    'issuer/is-a-document',
    'issuer/differs',
  ),
  oidc(
    'a tenant to fill in',
    { issuer: 'https://auth.northlake.example/{tenantid}' },
    'issuer/differs',
    'endpoint/template',
  ),
  [
    'an OIDC document from nowhere',
    documentOf('openid-configuration', {}, { retrievedFrom: '' }),
    ['issuer/not-comparable'],
  ],
  [
    'an OIDC document from a place that nobody expects',
    documentOf('openid-configuration', {}, { retrievedFrom: 'https://auth.northlake.example/config.json' }),
    ['issuer/unusual-place'],
  ],
  [
    'an OIDC document from the place of a SMART document',
    documentOf('openid-configuration', {}, { retrievedFrom: `${issuer}/.well-known/smart-configuration` }),
    ['issuer/unusual-place'],
  ],
  [
    'another issuer’s document from the place of a SMART document',
    documentOf(
      'oauth-authorization-server',
      {},
      { retrievedFrom: 'https://a.example/.well-known/smart-configuration' },
    ),
    ['issuer/unusual-place'],
  ],
  oidc(
    'an issuer without slashes',
    { issuer: 'https:auth.northlake.example/p2p' },
    'issuer/not-a-url',
    'issuer/differs-by-spelling',
  ),
  oidc('an issuer and a line end', { issuer: `${issuer}\n` }, 'issuer/differs-by-spelling', 'endpoint/characters'),
  ['an OAuth document with nothing wrong', documentOf('oauth-authorization-server'), []],
  [
    'an OAuth document with another issuer',
    documentOf('oauth-authorization-server', { issuer: 'https://evil.example' }),
    ['issuer/differs'],
  ],
  smart('nothing wrong', {}),
  smart('an issuer of its own', { issuer: 'https://elsewhere.northlake.example' }),
  smart(
    'sign-in and nothing for it',
    { capabilities: ['sso-openid-connect'], issuer: undefined },
    'issuer/nobody-says',
    'issuer/missing-for-sign-in',
    'keys/missing-for-sign-in',
  ),
  ['a resource with nothing wrong', documentOf('oauth-protected-resource'), []],
  ['a resource without a name', documentOf('oauth-protected-resource', { resource: undefined }), ['resource/missing']],
  [
    'a resource with a slash more',
    documentOf('oauth-protected-resource', { resource: 'https://fhir.northlake.example/r4/' }),
    ['resource/differs-by-spelling'],
  ],
  [
    'another resource',
    documentOf('oauth-protected-resource', { resource: 'https://fhir.northlake.example' }),
    ['resource/differs'],
  ],
];

export const endpointCases: readonly Case[] = [
  oidc('no token endpoint', { token_endpoint: undefined }, 'token-endpoint/missing', 'member/missing'),
  oidc('a token endpoint of another type', { token_endpoint: 1 }, 'token-endpoint/missing', 'member/not-text'),
  oidc('a token endpoint that is no address', { token_endpoint: 'token' }, 'token-endpoint/not-a-url'),
  oidc('an http token endpoint', { token_endpoint: 'http://auth.northlake.example/t' }, 'token-endpoint/not-https'),
  oidc('a token endpoint with a fragment', { token_endpoint: `${issuer}/token#x` }, 'endpoint/fragment'),
  oidc('keys over http', { jwks_uri: 'http://auth.northlake.example/jwks' }, 'endpoint/not-https'),
  oidc('keys that are no address', { jwks_uri: 'jwks' }, 'endpoint/not-a-url'),
  oidc('keys below its host', { jwks_uri: '/jwks' }, 'endpoint/relative'),
  oidc('keys behind a password', { jwks_uri: 'https://a:b@auth.northlake.example/jwks' }, 'endpoint/holds-credentials'),
  oidc('a template', { revocation_endpoint: `${issuer}/{connectionName}/revoke` }, 'endpoint/template'),
  oidc('an encoded template', { token_endpoint: `${issuer}/%7Bpractice%7D/token` }, 'endpoint/template'),
  oidc('an endpoint at home', { userinfo_endpoint: 'https://localhost:8443/me' }, 'endpoint/this-machine'),
  oidc('an endpoint inside', { userinfo_endpoint: 'https://10.1.2.3/me' }, 'endpoint/this-machine'),
  oidc(
    'a door of its own for mutual TLS',
    { mtls_endpoint_aliases: { token_endpoint: 'https://mtls.northlake.example/token' } },
    'endpoint/mutual-tls-alias',
  ),
  smart('a relative token endpoint', { token_endpoint: '../token' }, 'endpoint/relative'),
  smart('a bare relative token endpoint', { token_endpoint: 'oauth/token' }, 'endpoint/relative'),
  smart(
    'a token endpoint with spaces',
    { token_endpoint: 'https://auth northlake' },
    'token-endpoint/not-a-url',
    'endpoint/characters',
  ),
  oidc('a token endpoint and a line end', { token_endpoint: `${issuer}/token\n` }, 'endpoint/characters'),
  oidc('a token endpoint with a backslash', { token_endpoint: `${issuer}\\token` }, 'endpoint/characters'),
  oidc('a token endpoint that turns around', { token_endpoint: `${issuer}/\u202etoken` }, 'endpoint/characters'),
  oidc(
    'a token endpoint without slashes',
    { token_endpoint: 'https:auth.northlake.example/t' },
    'token-endpoint/not-a-url',
  ),
  ...['<tenant>', '%3Ctenant%3E', '[tenant]', '$TENANT', '${tenant}', ':tenant'].map((part) =>
    oidc(`${part} to fill in`, { token_endpoint: `${issuer}/${part}/token` }, 'endpoint/template'),
  ),
  oidc('an address by its numbers', { token_endpoint: 'https://[2001:db8::1]:8443/$export?a[b]=c' }),
];

export const memberCases: readonly Case[] = [
  [
    'an empty SMART document',
    { ...documentOf('smart-configuration'), json: {} },
    ['token-endpoint/missing', 'issuer/nobody-says', 'document/empty'],
  ],
  oidc('text where a list is wanted', { scopes_supported: 'openid' }, 'member/not-a-list'),
  oidc('a list of numbers', { scopes_supported: [1] }, 'member/not-a-list'),
  oidc('an empty list', { scopes_supported: [] }, 'member/empty-list'),
  oidc('an empty entry', { response_types_supported: ['code', ''] }, 'member/empty-entry'),
  oidc('a slip of the pen', { token_endpoint_auth_methods: ['x'] }),
  oidc(
    'a slip of the pen instead of the name',
    { token_endpoint_auth_methods_supported: undefined, token_endpoint_auth_methods: ['private_key_jwt'] },
    'member/misnamed',
  ),
  oidc('a camel in the place of a name', { introspectionEndpoint: `${issuer}/me` }, 'member/misnamed'),
  oidc('a template of a vendor', { service_documentation: 'https://x.example/{tenant}' }, 'member/template'),
  oidc(
    'templates in two',
    { op_tos_uri: '/{a}', check_session_iframe: 'https://x.example/:tenant' },
    'member/template',
  ),
  oidc(
    'templates within',
    {
      mtls_endpoint_aliases: { introspection_endpoint: 'https://x.example/{a}' },
      protected_resources: ['https://x.example/<b>'],
    },
    'member/template',
  ),
  oidc('braces in its prose', { 'x-vendor': 'Ask {somebody}' }, 'member/unknown'),
  oidc('members of a vendor', { 'x-vendor': 1, ping_end_session_endpoint: '' }, 'member/unknown'),
  oidc('a member of __proto__’s kin', { constructor: 1, toString: 2 }, 'member/unknown'),
];

export const clientCases: readonly Case[] = [
  oidc('no grants', { grant_types_supported: undefined }, 'grants/not-told'),
  oidc('other grants', { grant_types_supported: ['refresh_token'] }, 'grants/no-client-credentials'),
  oidc('grants of old', { grant_types_supported: ['client_credentials', 'password'] }, 'grants/outdated'),
  oidc('no grant at all', { grant_types_supported: [] }, 'member/empty-list', 'grants/no-client-credentials'),
  oidc(
    'tokens bound to a certificate',
    { tls_client_certificate_bound_access_tokens: true },
    'tokens/certificate-bound',
  ),
  oidc('other methods', { token_endpoint_auth_methods_supported: ['tls_client_auth'] }, 'methods/none-of-ours'),
  oidc('secrets alone', { token_endpoint_auth_methods_supported: ['client_secret_basic'] }, 'methods/secret-only'),
  oidc('no algorithms', { token_endpoint_auth_signing_alg_values_supported: undefined }, 'algorithms/not-told'),
  oidc(
    'the algorithm none',
    { token_endpoint_auth_signing_alg_values_supported: ['none', 'RS384'] },
    'algorithms/none',
  ),
  oidc(
    'others’ algorithms',
    { token_endpoint_auth_signing_alg_values_supported: ['ES256K'] },
    'algorithms/none-of-ours',
  ),
  oidc('plain challenges', { code_challenge_methods_supported: ['S256', 'plain'] }, 'challenges/plain'),
  oidc('ID tokens without RS256', { id_token_signing_alg_values_supported: ['ES256'] }, 'id-token-algorithms/no-rs256'),
  oidc('unsigned ID tokens', { id_token_signing_alg_values_supported: ['RS256', 'none'] }, 'id-token-algorithms/none'),
  oidc(
    'a grant among the response types',
    { response_types_supported: ['code', 'refresh_token'] },
    'response-types/not-one',
  ),
  oidc('scopes without openid', { scopes_supported: ['profile'] }, 'scopes/no-openid'),
  oidc('two scopes in one', { scopes_supported: ['openid', 'a b'] }, 'scopes/not-a-scope'),
  oidc('the scopes of PDex', {
    scopes_supported: [
      'openid',
      'system.Group.u?code=http://hl7.org/fhir/us/davinci-pdex/ValueSet/PDexMultiMemberMatchResultVS|match',
    ],
  }),
  smart(
    'keys that it does not speak of',
    {
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384'],
    },
    'capabilities/asymmetric-not-told',
  ),
  smart(
    'a capability without its method',
    {
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_jwt'],
      capabilities: ['client-confidential-asymmetric'],
    },
    'capabilities/asymmetric-alone',
  ),
  smart(
    'algorithms that SMART does not ask for',
    { token_endpoint_auth_signing_alg_values_supported: ['RS256'] },
    'algorithms/not-as-smart',
  ),
  smart('a capability of its own', { capabilities: ['fly', 'https://x.example/c'] }, 'capabilities/unknown'),
  smart(
    'apps that nobody lets in',
    { capabilities: ['launch-standalone'] },
    'capabilities/launch-without-authorization',
  ),
  smart('apps', { capabilities: ['launch-ehr'], authorization_endpoint: `${issuer}/authorize` }),
  smart('plain challenges', { code_challenge_methods_supported: ['S256', 'plain'] }, 'challenges/plain'),
  smart('no S256', { code_challenge_methods_supported: ['S512'] }, 'challenges/no-s256'),
  smart('scopes of patients alone', { scopes_supported: ['patient/*.rs'] }, 'scopes/none-for-systems'),
];

const statement = (name: string, security: JsonObject, ...codes: string[]): Case => [
  `a CapabilityStatement with ${name}`,
  documentOf('capability-statement', { rest: [{ security }] }),
  codes,
];
const alone = ['issuer/nobody-says', 'capability-statement/deprecated'];
const old = 'http://fhir-registry.smarthealthit.org/DSTU2/StructureDefinition/oauth-uris';

export const statementCases: readonly Case[] = [
  statement('addresses', { service: [smartCoding()], extension: [oauthUris()] }, ...alone),
  statement(
    'the coding of older FHIR',
    { service: [smartCoding('http://hl7.org/fhir/restful-security-service')], extension: [oauthUris()] },
    ...alone,
  ),
  statement('both extensions', { service: [smartCoding()], extension: [oauthUris(old), oauthUris()] }, ...alone),
  statement(
    'the old extension alone',
    { service: [smartCoding()], extension: [oauthUris(old)] },
    ...alone,
    'capability-statement/old-extension',
  ),
  statement('no word of SMART', { extension: [oauthUris()] }, ...alone, 'capability-statement/not-smart'),
  statement(
    'no addresses',
    { service: [smartCoding()] },
    'token-endpoint/missing',
    ...alone,
    'capability-statement/no-addresses',
  ),
];
