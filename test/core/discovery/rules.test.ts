import { expect, test } from 'vitest';
import type { CauseCode } from '#core/domain/discovery/causes.ts';
import { causes, looseCauseFinding } from '#core/domain/discovery/causes.ts';
import type { DocumentKind, FoundFieldName } from '#core/domain/discovery/finding.ts';
import { judge } from '#core/domain/discovery/judge.ts';
import { judgeAsking } from '#core/domain/discovery/judge-asking.ts';
import { judgeGround } from '#core/domain/discovery/judge-ground.ts';
import type { ReadDocument } from '#core/domain/discovery/read-document.ts';
import type { AmongPayers, Neighbour } from '#core/domain/discovery/rules/payers.ts';
import { neighbour } from '#core/domain/discovery/rules/payers.ts';
import type { Rule } from '#core/domain/discovery/rules/rule.ts';
import { apply } from '#core/domain/discovery/rules/rule.ts';
import {
  askingRules,
  audienceRules,
  documentRules,
  groundRules,
  payerRules,
  togetherRules,
} from '#core/domain/discovery/rules/table.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { newPayer } from '#core/domain/payer/payer.ts';
import { base, documentOf, issuer } from './cases/case.ts';
import { clientCases, endpointCases, issuerCases, memberCases, statementCases } from './cases/documents.ts';
import { keyCases } from './cases/keys.ts';
import { udapCases } from './cases/udap.ts';
import { severities } from './severities.ts';

const cases = [
  ...issuerCases,
  ...endpointCases,
  ...memberCases,
  ...clientCases,
  ...statementCases,
  ...keyCases,
  ...udapCases,
];
const seen = new Set<string>();

function codesOf(...documents: ReadDocument[]): string[] {
  const codes = judge(documents).map(({ code }) => code);
  for (const code of codes) seen.add(code);
  return codes;
}

test.each(cases.map(([name, document, codes]) => ({ name, document, codes })))(
  '$name gives $codes',
  ({ document, codes }) => {
    expect(codesOf(document)).toEqual(codes);
  },
);

const other = 'https://auth-int.northlake.example/token';
test.each<[string, ReadDocument[], string[]]>([
  ['agree', [documentOf('openid-configuration'), documentOf('smart-configuration')], []],
  [
    'name two token endpoints',
    [documentOf('openid-configuration'), documentOf('smart-configuration', { token_endpoint: other })],
    ['token-endpoint/documents-differ'],
  ],
  [
    'name two issuers',
    [documentOf('openid-configuration'), documentOf('smart-configuration', { issuer: `${issuer}/other` })],
    ['issuer/documents-differ'],
  ],
  [
    'spell one issuer and one token endpoint in two ways',
    [
      documentOf('openid-configuration'),
      documentOf('smart-configuration', {
        issuer: `${issuer}/`,
        token_endpoint: 'https://AUTH.northlake.example:443/p2p/token',
      }),
    ],
    ['token-endpoint/documents-spell-differently', 'issuer/documents-spell-differently'],
  ],
  [
    'belong to bases of two owners',
    [
      documentOf('smart-configuration'),
      documentOf('oauth-protected-resource', { resource: 'https://evil.example/fhir' }),
    ],
    ['fhir-base/elsewhere', 'resource/differs'],
  ],
  [
    'belong to two bases of one owner',
    [
      documentOf('smart-configuration'),
      documentOf(
        'udap',
        { signed_metadata: undefined },
        { retrievedFrom: 'https://fhir.northlake.example/r5/.well-known/udap' },
      ),
    ],
    ['fhir-base/documents-differ', 'signed-metadata/missing', 'udap/no-certificate'],
  ],
  [
    'list other algorithms, grants and scopes',
    [
      documentOf('openid-configuration', { scopes_supported: ['openid'] }),
      documentOf('smart-configuration', {
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['ES384'],
        capabilities: ['client-confidential-asymmetric'],
        grant_types_supported: ['client_credentials', 'authorization_code'],
        scopes_supported: ['system/*.rs'],
      }),
    ],
    ['algorithms/documents-differ', 'grants/documents-differ', 'scopes/documents-differ'],
  ],
  [
    'name two key sets',
    [documentOf('openid-configuration'), documentOf('smart-configuration', { jwks_uri: `${issuer}/keys` })],
    ['endpoint/documents-differ'],
  ],
  [
    'offer different proofs',
    [
      documentOf('openid-configuration'),
      documentOf('smart-configuration', { token_endpoint_auth_methods_supported: ['client_secret_basic'] }),
    ],
    ['methods/documents-differ', 'methods/secret-only'],
  ],
  [
    'are of another server than the resource names',
    [documentOf('openid-configuration'), documentOf('oauth-protected-resource', { authorization_servers: [base] })],
    ['issuer/not-of-the-resource'],
  ],
  ['are a key set alone', [documentOf('jwks')], []],
  ['are a JSON object that nobody knows', [documentOf('unknown')], ['token-endpoint/missing']],
])('documents that %s', (_name, documents, wanted) => {
  expect(codesOf(...documents)).toEqual(wanted);
});

const field = (value: string) => ({ value, from: ['openid-configuration' as const] });
const ground = (fields: Partial<Record<FieldName, string>>) =>
  judgeGround(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, field(value)])));

test.each<[string, Partial<Record<FieldName, string>>, string[]]>([
  ['on its issuer’s ground', { issuer, tokenEndpoint: `${issuer}/token` }, []],
  ['on a sibling host', { issuer, tokenEndpoint: 'https://login.northlake.example/token' }, []],
  [
    'on another domain than the issuer',
    { issuer, tokenEndpoint: 'https://victim.example/token' },
    ['endpoint/other-domain'],
  ],
  [
    'on the issuer’s ground, and not on the FHIR base’s',
    { issuer, tokenEndpoint: `${issuer}/token`, fhirBaseUrl: 'https://fhir.southlake.example/r4' },
    ['endpoint/other-domain'],
  ],
  [
    'beside a neighbour in a shared cloud',
    { issuer: 'https://a.herokuapp.com', tokenEndpoint: 'https://b.herokuapp.com/t' },
    ['endpoint/other-domain'],
  ],
  [
    'with its keys and its people elsewhere',
    {
      issuer,
      tokenEndpoint: `${issuer}/token`,
      jwksEndpoint: 'https://keys.example/j',
      userInfoEndpoint: 'https://keys.example/u',
    },
    ['endpoint/elsewhere'],
  ],
  ...[
    ['okta.com', 'https://a.okta.com/oauth2', 'https://b.okta.com/oauth2/v1/token'],
    ['auth0.com', 'https://a.us.auth0.com/', 'https://b.us.auth0.com/oauth/token'],
    ['b2clogin.com', 'https://a.b2clogin.com/x', 'https://b.b2clogin.com/x'],
    ['Azure', 'https://a.eastus.cloudapp.azure.com', 'https://b.eastus.cloudapp.azure.com/t'],
    ['Entra', 'https://login.microsoftonline.com/a/v2.0', 'https://login.microsoftonline.com/b/oauth2/v2.0/token'],
    [
      'Cognito',
      'https://a.auth.us-east-1.amazoncognito.com',
      'https://b.auth.us-east-1.amazoncognito.com/oauth2/token',
    ],
    ['PingOne', 'https://auth.pingone.com/a/as', 'https://auth.pingone.com/b/as/token'],
  ].map(([name = '', own = '', tokenEndpoint = '']): [string, Partial<Record<FieldName, string>>, string[]] => [
    `beside another tenant of ${name}`,
    { issuer: own, tokenEndpoint },
    ['endpoint/other-domain'],
  ]),
  [
    'of one tenant',
    {
      issuer: 'https://login.microsoftonline.com/a/v2.0',
      tokenEndpoint: 'https://login.microsoftonline.com/a/oauth2/v2.0/token',
    },
    [],
  ],
  [
    'with a token endpoint for certificates on another domain',
    { issuer, tokenEndpoint: `${issuer}/token`, mtlsTokenEndpoint: 'https://victim.example/token' },
    ['endpoint/other-domain'],
  ],
  ['with an address that is none', { issuer, tokenEndpoint: 'token' }, []],
  ['of which nobody says whose it is', { tokenEndpoint: `${issuer}/token` }, ['endpoint/no-ground']],
  ['whose issuer is no address', { issuer: 'northlake', tokenEndpoint: `${issuer}/token` }, ['endpoint/no-ground']],
])('a payer %s', (_name, fields, wanted) => {
  const found = ground(fields);
  for (const { code } of found) seen.add(code);
  expect([found.map(({ code }) => code), found.every(({ gate }) => gate === 'confirm')]).toEqual([wanted, true]);
});

const victim = 'https://gw.example/victim';
const us = { ref: 'a@test', issuer: victim, fhirBase: '', tokenEndpoint: `${victim}/token` };
const alone = { ...us, others: [], unread: [], changed: [], held: [] };
const toldAmong = (more: Partial<AmongPayers>) => {
  const given = { ...alone, ...more };
  const found = apply(payerRules, { ...given, ...neighbour(given) });
  for (const { code } of found) seen.add(code);
  return found.map(({ code, severity, gate }) => `${severity} ${gate} ${code}`);
};
const beside = (...others: Partial<Neighbour>[]) => ({
  others: others.map((other, number) => neighbour({ ...us, ref: `${String(number)}@test`, ...other })),
});

test.each([
  'https://gw.example/victim/token',
  'https://GW.example:443/victim/token',
  'https://gw.example./victim/token',
  'https://gw.example/victim/token/',
  'https://gw.example/victim//token',
  'https://gw.example/victim/%74oken',
  'https://gw.example/victim/token?',
  'https://gw.example/victim/token#',
  'https://gw.example/victim/token#here',
  'https://gw.example/x/../victim/token',
  'https://gw.example/%78/%2e%2E/victim/token',
  'HTTPS://gw.example/victim/./token',
])('two payers share a token endpoint, spelt %s', (tokenEndpoint) => {
  expect(toldAmong(beside({ issuer: 'https://evil.example', tokenEndpoint }))).toEqual([
    'error confirm token-endpoint/of-another-payer',
  ]);
});

test.each(['https://gw.example/victim/TOKEN', 'https://gw.example/victim/token?tenant=b', 'mailto:x:http://['])(
  '%s is another token endpoint',
  (tokenEndpoint) => {
    expect(toldAmong(beside({ issuer: 'https://evil.example', tokenEndpoint }))).toEqual([]);
  },
);

test.each<[string, Partial<AmongPayers>, string[]]>([
  ['one server in two environments', beside({}), []],
  [
    'one issuer and two token endpoints',
    beside({ issuer: `${victim}/`, tokenEndpoint: 'https://evil.example/token' }),
    ['error confirm issuer/of-another-payer'],
  ],
  [
    'our token endpoint as the alias of another',
    beside({
      issuer: 'https://evil.example',
      tokenEndpoint: 'https://evil.example/t',
      mtlsTokenEndpoint: us.tokenEndpoint,
    }),
    ['error confirm token-endpoint/of-another-payer'],
  ],
  [
    'our alias as the token endpoint of another',
    {
      mtlsTokenEndpoint: 'https://mtls.gw.example/token',
      ...beside({ issuer: 'https://evil.example', tokenEndpoint: 'https://mtls.gw.example/token' }),
    },
    ['error confirm token-endpoint/of-another-payer'],
  ],
  ['one issuer of which the other has no endpoint yet', beside({ tokenEndpoint: '' }), []],
  [
    'one server and two bases',
    { fhirBase: 'https://gw.example/a', ...beside({ fhirBase: 'https://gw.example/b' }, { fhirBase: '' }) },
    ['warning confirm token-endpoint/other-base'],
  ],
  [
    'one base in two spellings',
    { fhirBase: 'https://gw.example/a', ...beside({ fhirBase: 'https://GW.example/a/' }) },
    [],
  ],
  ['a file that cannot be read', { unread: ['b@test'] }, ['warning confirm payer/not-compared']],
  ['nothing to compare', { unread: ['b@test'], issuer: '', tokenEndpoint: '' }, []],
  [
    'a value, a proposal and a list that became others',
    {
      changed: [
        { name: 'tokenEndpoint', kept: 'a', now: 'b' },
        { name: 'requestScopes', kept: 'a', now: 'b' },
        { name: 'scopesSupported', kept: 'a b', now: 'b c' },
      ],
      held: ['requestScopes'],
    },
    ['warning open field/changed-since', 'warning open proposal/changed-since', 'warning open list/changed-since'],
  ],
])('among payers: %s', (_name, more, wanted) => {
  expect(toldAmong(more)).toEqual(wanted);
});

test('all that share are one finding, and one that joins them makes it another', () => {
  const evil = { issuer: 'https://evil.example' };
  const findings = (count: number) =>
    apply(payerRules, { ...neighbour(us), ...alone, ...beside(...Array<typeof evil>(count).fill(evil)) });
  expect([findings(1).length, findings(12).length]).toEqual([1, 1]);
  expect(findings(12)[0]?.says).toContain('and 7 more');
  expect(findings(12)[0]?.compared).not.toEqual(findings(11)[0]?.compared);
});

const payerAsking = (values: Partial<Record<FieldName, string>>, more: Partial<Payer> = {}): Payer => ({
  ...newPayer({ ref: 'northlake@test', name: 'Northlake', now: '2027-01-01T00:00:00.000Z' }),
  fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, from: ['typed'] }])),
  ...more,
});
const recordOf = (kind: DocumentKind) => ({ kind, retrievedFrom: '', sha256: '', bytes: 1, retrievedAt: '', etag: '' });
const listed = (values: Partial<Record<FoundFieldName, string[]>>): Payer['found'] =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, from: ['smart-configuration'] }]));
const shown: Payer['network'] = { authorities: [], allowPrivate: false, proxy: 'system', clientKeyId: 'k' };
const ofBoth = { issuer, tokenEndpoint: `${issuer}/token` };
const bothKinds = [recordOf('smart-configuration'), recordOf('openid-configuration')];
const elsewhere = 'https://mtls.other.example/token';

test.each<[string, Payer, string[]]>([
  ['as usual', payerAsking(ofBoth), []],
  [
    'for a text of its own',
    payerAsking({ ...ofBoth, assertionAudience: 'own-text', assertionAudienceText: 'urn:them' }),
    ['warning confirm assertion/own-audience'],
  ],
  ...[issuer, `${issuer}/token`].map((assertionAudienceText): [string, Payer, string[]] => [
    `for a text that is ${assertionAudienceText}`,
    payerAsking({ ...ofBoth, assertionAudience: 'own-text', assertionAudienceText }),
    [],
  ]),
  [
    'for a text that is an issuer without an address',
    payerAsking({
      issuer: 'them',
      tokenEndpoint: `${issuer}/token`,
      assertionAudience: 'own-text',
      assertionAudienceText: 'them',
    }),
    ['warning confirm assertion/own-audience'],
  ],
  ['with a text that does not count', payerAsking({ ...ofBoth, assertionAudienceText: 'urn:them' }), []],
  [
    'by a secret, with a text that is not sent',
    payerAsking({
      authenticationMethod: 'client_secret_post',
      assertionAudience: 'own-text',
      assertionAudienceText: 'urn:them',
    }),
    ['info open secret/weaker'],
  ],
  ['beside an alias that is not used', payerAsking({ ...ofBoth, mtlsTokenEndpoint: elsewhere }), []],
  [
    'at an alias on another host',
    payerAsking({ ...ofBoth, mtlsTokenEndpoint: elsewhere }, { network: shown }),
    ['warning confirm assertion/alias-elsewhere'],
  ],
  [
    'at an alias on another port',
    payerAsking({ ...ofBoth, mtlsTokenEndpoint: 'https://auth.northlake.example:8443/token' }, { network: shown }),
    ['warning confirm assertion/alias-elsewhere'],
  ],
  [
    'at an alias on the same host',
    payerAsking({ ...ofBoth, mtlsTokenEndpoint: 'https://auth.northlake.example/mtls' }, { network: shown }),
    [],
  ],
  [
    'by mutual TLS, with an alias elsewhere',
    payerAsking({ ...ofBoth, mtlsTokenEndpoint: elsewhere, authenticationMethod: 'tls_client_auth' }),
    ['warning confirm assertion/alias-elsewhere'],
  ],
  ['where nobody chose', payerAsking(ofBoth, { documents: bothKinds }), ['info open assertion/audience-to-choose']],
  ['where somebody chose', payerAsking({ ...ofBoth, assertionAudience: 'issuer' }, { documents: bothKinds }), []],
  [
    'for openid at a SMART server',
    payerAsking({ requestScopes: 'openid system/*.rs' }, { documents: [recordOf('smart-configuration')] }),
    ['warning open scope/openid-without-person'],
  ],
  [
    'for openid at a server that lists other scopes',
    payerAsking({ requestScopes: 'openid' }, { found: listed({ scopesSupported: ['openid', 'email'] }) }),
    ['warning open scope/openid-without-person'],
  ],
  [
    'for openid at a Smile CDR',
    payerAsking({ requestScopes: 'openid' }, { found: listed({ scopesSupported: ['cdr_all_user_authorities'] }) }),
    [],
  ],
  [
    'for openid with a grant of its own',
    payerAsking({ requestScopes: 'openid', grantType: 'jwt-bearer' }, { documents: [recordOf('udap')] }),
    [],
  ],
  [
    'for another subject',
    payerAsking({ clientId: 'us', assertionClaims: '{"sub":"Patient/1"}' }),
    ['warning open assertion/subject-not-client'],
  ],
  ['for its own subject', payerAsking({ clientId: 'us', assertionClaims: '{"sub":"us"}' }), []],
  [
    'by a method that is not listed',
    payerAsking({}, { found: listed({ tokenEndpointAuthMethods: ['client_secret_basic'] }) }),
    ['warning open method/not-offered'],
  ],
  [
    'by UDAP, which is listed by another name',
    payerAsking(
      { authenticationMethod: 'udap', clientAuthenticationMode: 'PRIVATE_KEY_JWT' },
      { found: listed({ tokenEndpointAuthMethods: ['private_key_jwt'] }) },
    ),
    ['info open method/other-than-mode'],
  ],
  [
    'with an algorithm that is not listed',
    payerAsking({ assertionAlgorithm: 'RS384' }, { found: listed({ tokenEndpointAuthSigningAlgs: ['PS256'] }) }),
    ['warning open algorithm/not-offered'],
  ],
])('a payer that is asked %s', (_name, payer, wanted) => {
  const found = judgeAsking(payer);
  for (const { code } of found) seen.add(code);
  expect(found.map(({ code, severity, gate }) => `${severity} ${gate} ${code}`)).toEqual(wanted);
});

const allRules: readonly Rule<never>[] = [
  ...documentRules,
  ...togetherRules,
  ...groundRules,
  ...audienceRules,
  ...askingRules,
  ...payerRules,
];

test('every code is as grave as interop-specs §1.11 has it, and nobody made one graver or lighter in passing', () => {
  const rules = allRules;
  const ofRules = rules.map(({ code, severity, gate }) => [code, gate === 'open' ? severity : `${severity} ${gate}`]);
  const ofCauses = Object.keys(causes).map((code) => {
    const { severity, gate } = looseCauseFinding(code as CauseCode, {});
    return [code, gate === 'open' ? severity : `${severity} ${gate}`];
  });
  expect(Object.fromEntries([...ofRules, ...ofCauses])).toEqual(severities);
});

test('a sentence quotes a value of any length in part, and tells two of them apart', () => {
  const long = (last: string) =>
    documentOf('openid-configuration', { token_endpoint: `http://a.example/${'x'.repeat(5000)}${last}` });
  const [one, other] = ['', 'yy'].map((last) =>
    judge([long(last)]).find(({ code }) => code === 'token-endpoint/not-https'),
  );
  expect(one?.says.length).toBeLessThan(450);
  expect(one?.says).not.toBe(other?.says);
});

// Last: what ran before it is what it looks at.
test('every rule was tried, has words without holes, a section, and a code of its own', () => {
  const rules = allRules;
  expect(rules.map(({ code }) => code).filter((code) => !seen.has(code))).toEqual([]);
  expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  for (const { code, says, hint, section } of rules) {
    expect(code).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
    expect(
      [says, hint].every((words) => /[.)]$/.test(words)),
      code,
    ).toBe(true);
    expect(Object.values(section).join('').length, code).toBeGreaterThan(5);
  }
});
