import { expect, test } from 'vitest';
import { judge } from '#core/domain/discovery/judge.ts';
import { judgeGround } from '#core/domain/discovery/judge-ground.ts';
import type { ReadDocument } from '#core/domain/discovery/read-document.ts';
import { apply } from '#core/domain/discovery/rules/rule.ts';
import { documentRules, groundRules, payerRules, togetherRules } from '#core/domain/discovery/rules/table.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import { base, documentOf, issuer } from './cases/case.ts';
import { clientCases, endpointCases, issuerCases, memberCases, statementCases } from './cases/documents.ts';
import { keyCases } from './cases/keys.ts';
import { udapCases } from './cases/udap.ts';

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
    [documentOf('openid-configuration'), documentOf('smart-configuration', { issuer: `${issuer}/` })],
    ['issuer/documents-differ'],
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
  ['with an address that is none', { issuer, tokenEndpoint: 'token' }, []],
  ['of which nobody says whose it is', { tokenEndpoint: `${issuer}/token` }, ['endpoint/no-ground']],
  ['whose issuer is no address', { issuer: 'northlake', tokenEndpoint: `${issuer}/token` }, ['endpoint/no-ground']],
])('a payer %s', (_name, fields, wanted) => {
  const found = ground(fields);
  for (const { code } of found) seen.add(code);
  expect([found.map(({ code }) => code), found.every(({ gate }) => gate === 'confirm')]).toEqual([wanted, true]);
});

test('two payers with one token endpoint and two issuers wait for a person, and a kept value says what is new', () => {
  const us = { ref: 'a@test', issuer, fhirBase: '', tokenEndpoint: `${issuer}/token` };
  const found = apply(payerRules, {
    ...us,
    others: [
      { ...us, ref: 'same@test' },
      { ...us, ref: 'b@test', issuer: 'https://evil.example' },
    ],
    changed: [{ name: 'tokenEndpoint', kept: `${issuer}/token`, now: other }],
  });
  for (const { code } of found) seen.add(code);
  expect(found.map(({ code, gate }) => [code, gate])).toEqual([
    ['token-endpoint/of-another-payer', 'confirm'],
    ['field/changed-since', 'open'],
  ]);
});

// Last: what ran before it is what it looks at.
test('every rule was tried, has words without holes, a section, and a code of its own', () => {
  const rules = [...documentRules, ...togetherRules, ...groundRules, ...payerRules];
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
