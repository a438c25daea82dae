import { expect, test } from 'vitest';
import type { Discovery } from '#core/domain/discovery/finding.ts';
import type { Finding } from '#core/domain/discovery/finding.ts';
import { openFindings } from '#core/domain/payer/findings.ts';
import { acceptFinding } from '#core/use-cases/accept-finding.ts';
import { judgePayer } from '#core/use-cases/judge-payer.ts';
import { applyDiscovery, foundValue, typeField } from '#core/domain/payer/edit.ts';
import { newPayer, valueOf } from '#core/domain/payer/payer.ts';
import { propose } from '#core/domain/payer/proposals.ts';

const payer = propose(newPayer({ ref: 'acme@test', name: 'Acme', now: '2027-01-01T00:00:00.000Z' }));

function discovery(tokenEndpoint: string, more: Partial<Discovery> = {}): Discovery {
  return {
    ok: true,
    understoodAs: 'file',
    documents: [
      { kind: 'openid-configuration', retrievedFrom: '', sha256: '0'.repeat(64), bytes: 2, retrievedAt: '', etag: '' },
    ],
    asked: [],
    fields: { tokenEndpoint: { value: tokenEndpoint, from: ['openid-configuration'] } },
    findings: [],
    ...more,
  };
}

const first = discovery('https://a.example/token');
const second = discovery('https://b.example/token');

test('a typed value survives a re-import, and the new document stands beside it', () => {
  const typed = typeField(applyDiscovery(payer, first), 'tokenEndpoint', 'https://typed.example/token');
  const again = applyDiscovery(typed, second);
  expect([again.fields.tokenEndpoint, foundValue(again, 'tokenEndpoint')]).toEqual([
    { value: 'https://typed.example/token', from: ['typed'] },
    { value: 'https://b.example/token', from: ['openid-configuration'] },
  ]);
});

test('taking a typed value back lets the document stand again, with its source', () => {
  const typed = typeField(applyDiscovery(payer, first), 'tokenEndpoint', 'https://typed.example/token');
  expect(typeField(typed, 'tokenEndpoint', null).fields.tokenEndpoint).toEqual({
    value: 'https://a.example/token',
    from: ['openid-configuration'],
  });
});

test('typing what stands there already is not an edit', () => {
  const imported = applyDiscovery(payer, first);
  expect(typeField(imported, 'tokenEndpoint', ' https://a.example/token ')).toBe(imported);
});

test('a value that the new documents do not give is dropped', () => {
  const none = discovery('', { fields: {} });
  expect(applyDiscovery(applyDiscovery(payer, first), none).fields.tokenEndpoint).toBeUndefined();
});

test('a typed empty value stays empty', () => {
  const emptied = typeField(applyDiscovery(payer, first), 'tokenEndpoint', '');
  expect(applyDiscovery(emptied, second).fields.tokenEndpoint).toEqual({ value: '', from: ['typed'] });
});

test('an acceptance goes when its finding goes, and when it is about another value', () => {
  const finding = {
    code: 'issuer/differs',
    severity: 'error',
    member: 'issuer',
    says: '',
    hint: '',
    rule: '',
    gate: 'confirm',
    compared: { expected: 'https://a.example', told: 'https://b.example' },
  } as const satisfies Finding;
  const { compared } = finding;
  const accepted = { code: 'issuer/differs', member: 'issuer', reason: 'told by phone', by: 'ana', at: '', compared };
  const held = { ...applyDiscovery(payer, discovery('', { findings: [finding] })), accepted: [accepted] };
  const other = { ...finding, compared: { ...compared, told: 'https://c.example' } };
  expect(judgePayer(held).accepted).toEqual([accepted]);
  expect(judgePayer({ ...held, findings: [other] }).accepted).toEqual([]);
  expect(judgePayer(applyDiscovery(held, first)).accepted).toEqual([]);
});

test('an acceptance of what compares nothing holds for its words only', () => {
  const finding = {
    code: 'endpoint/not-https',
    severity: 'error',
    member: 'jwks_uri',
    says: 'JWKS Endpoint http://a.example/jwks is not https.',
    hint: '',
    rule: '',
    gate: 'open',
  } as const satisfies Finding;
  const by = { code: finding.code, member: undefined, reason: 'mended on Monday', by: 'ana', at: '' };
  const accepted = acceptFinding({ ...payer, findings: [finding] }, by);
  expect(openFindings(accepted)).toEqual([]);
  const other = { ...finding, says: 'JWKS Endpoint http://evil.example/jwks is not https.' };
  expect(openFindings({ ...accepted, findings: [other] })).toEqual([other]);
  expect(judgePayer({ ...accepted, findings: [other] }).accepted).toEqual([]);
});

test.each([
  ['an empty reason', { reason: ' ' }, 'payer/no-reason'],
  ['several places at once', {}, 'payer/which-member'],
  ['what is not there', { member: 'issuer' }, 'payer/no-such-finding'],
])('%s is not accepted', (_name, more, code) => {
  const findings = ['jwks_uri', 'revocation_endpoint'].map((member): Finding => ({
    code: 'endpoint/not-https',
    severity: 'error',
    member,
    says: member,
    hint: '',
    rule: '',
    gate: 'open',
  }));
  const by = { code: 'endpoint/not-https', member: undefined, reason: 'known', by: 'ana', at: '' };
  expect(() => acceptFinding({ ...payer, findings }, { ...by, ...more })).toThrow(expect.objectContaining({ code }));
  const accepted = acceptFinding({ ...payer, findings }, { ...by, member: 'jwks_uri' });
  expect(accepted.accepted.map(({ member }) => member)).toEqual(['jwks_uri']);
});

test.each([
  ['nothing read', {}, { requestScopes: 'openid cdr_all_user_authorities', assertionAudience: 'token-endpoint' }],
  [
    'plain OIDC',
    { documents: ['openid-configuration'] },
    { requestScopes: 'openid cdr_all_user_authorities', assertionAudience: 'issuer' },
  ],
  [
    'SMART without Smile CDR’s scope',
    { documents: ['smart-configuration'], scopes: ['system/*.rs'] },
    {
      requestScopes:
        'system/*.rs http://hl7.org/fhir/us/davinci-hrex/OperationDefinition/member-match http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/BulkMemberMatch',
      assertionAudience: 'token-endpoint',
    },
  ],
  [
    'a Smile CDR',
    { documents: ['smart-configuration'], scopes: ['openid', 'cdr_all_user_authorities'] },
    { requestScopes: 'openid cdr_all_user_authorities', assertionAudience: 'token-endpoint' },
  ],
  [
    'only secrets taken',
    { documents: ['openid-configuration'], methods: ['client_secret_basic'] },
    { clientAuthenticationMode: 'CLIENT_SECRET_BASIC' },
  ],
  [
    'keys taken too',
    { documents: ['openid-configuration'], methods: ['client_secret_basic', 'private_key_jwt'] },
    { clientAuthenticationMode: 'PRIVATE_KEY_JWT' },
  ],
] as const)(
  'proposes by the kind of source: %s',
  (
    _name,
    given: { documents?: readonly string[]; scopes?: readonly string[]; methods?: readonly string[] },
    wanted,
  ) => {
    const documents = (given.documents ?? []).map((kind) => ({
      ...first.documents[0],
      kind,
    })) as Discovery['documents'];
    const fields = {
      ...(given.scopes && { scopesSupported: { value: [...given.scopes], from: [] } }),
      ...(given.methods && { tokenEndpointAuthMethods: { value: [...given.methods], from: [] } }),
    };
    const read = applyDiscovery(payer, { ...first, documents, fields });
    expect(Object.fromEntries(Object.keys(wanted).map((name) => [name, valueOf(read, name as 'issuer')]))).toEqual(
      wanted,
    );
  },
);
