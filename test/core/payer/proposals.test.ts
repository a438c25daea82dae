/** @file What is proposed for the client, by what the documents say, and that each proposal says why. */
import { describe, expect, test } from 'vitest';
import type { DocumentKind, FoundFieldName } from '#core/domain/discovery/finding.ts';
import { typeField } from '#core/domain/payer/edit.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import { fieldNames } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { newPayer, valueOf } from '#core/domain/payer/payer.ts';
import { reasonFor } from '#core/domain/payer/proposal-reasons.ts';
import { holdProposals, propose } from '#core/domain/payer/proposals.ts';
import { bulkMemberMatch, memberMatch, scopeProblems } from '#core/domain/token/scopes.ts';
import { settingProblems } from '#core/domain/token/setting-problems.ts';
import { keyOf } from '../keys/records.ts';

const recordOf = (kind: DocumentKind) => ({ kind, retrievedFrom: '', sha256: '', bytes: 1, retrievedAt: '', etag: '' });

interface Source {
  readonly kinds: readonly DocumentKind[];
  readonly lists?: Partial<Record<FoundFieldName, string[]>>;
  readonly typed?: Partial<Record<FieldName, string>>;
  readonly algorithms?: readonly string[];
}

function proposedFor({ kinds, lists = {}, typed = {}, algorithms }: Source): Payer {
  const payer = newPayer({ ref: 'northlake@test', name: 'Northlake', now: '2027-01-01T00:00:00.000Z' });
  const found = Object.fromEntries(
    Object.entries(lists).map(([name, value]) => [name, { value, from: ['smart-configuration' as const] }]),
  );
  const keys = algorithms === undefined ? [] : [keyOf('own', { algorithms: [...algorithms] })];
  const read = propose({ ...payer, documents: kinds.map(recordOf), found, keys });
  const entries = Object.entries(typed) as [FieldName, string][];
  return entries.reduce((sum, [name, text]) => typeField(sum, name, text), read);
}

const smart = ['smart-configuration'] as const;
const openid = ['openid-configuration'] as const;
const methods = (...list: string[]) => ({ tokenEndpointAuthMethods: list });
const algorithms = (...list: string[]) => ({ tokenEndpointAuthSigningAlgs: list });
const scopes = (...list: string[]) => ({ scopesSupported: list });
const rsa = ['RS384', 'RS256', 'RS512', 'PS256', 'PS384', 'PS512'];
const pdex = `${memberMatch} ${bulkMemberMatch.now}`;
const tlsAlone = { kinds: openid, lists: methods('tls_client_auth') };
const old = [bulkMemberMatch.before, 'system/*.rs'];

const cases: readonly [FieldName, string, Source][] = [
  ['clientAuthenticationMode', 'PRIVATE_KEY_JWT', { kinds: [] }],
  ['clientAuthenticationMode', 'PRIVATE_KEY_JWT', { kinds: smart }],
  ['clientAuthenticationMode', 'PRIVATE_KEY_JWT', { kinds: openid, lists: methods('private_key_jwt', 'none') }],
  ['clientAuthenticationMode', 'CLIENT_SECRET_BASIC', { kinds: openid, lists: methods('client_secret_basic') }],
  ['clientAuthenticationMode', 'CLIENT_SECRET_BASIC', { kinds: openid, lists: methods('client_secret_post') }],
  ['clientAuthenticationMode', 'PRIVATE_KEY_JWT', tlsAlone],
  ['authenticationMethod', 'client_secret_post', { kinds: openid, lists: methods('client_secret_post') }],
  ['authenticationMethod', 'client_secret_basic', { kinds: openid, lists: methods('client_secret_basic') }],
  ['authenticationMethod', 'tls_client_auth', tlsAlone],
  ['authenticationMethod', 'udap', { kinds: ['udap', 'jwks'] }],
  ['authenticationMethod', 'private_key_jwt', { kinds: ['udap', 'smart-configuration'] }],
  [
    'authenticationMethod',
    'client_secret_basic',
    { kinds: smart, typed: { clientAuthenticationMode: 'CLIENT_SECRET_BASIC' } },
  ],
  ['grantType', 'client_credentials', { kinds: smart }],
  [
    'grantType',
    'jwt-bearer',
    { kinds: openid, lists: { grantTypesSupported: ['urn:ietf:params:oauth:grant-type:jwt-bearer'] } },
  ],
  ['assertionAudience', 'token-endpoint', { kinds: [] }],
  ['assertionAudience', 'token-endpoint', { kinds: smart }],
  ['assertionAudience', 'token-endpoint', { kinds: ['udap'] }],
  ['assertionAudience', 'token-endpoint', { kinds: ['capability-statement'] }],
  ['assertionAudience', 'issuer', { kinds: openid }],
  ['assertionAudience', 'issuer', { kinds: ['oauth-authorization-server', 'jwks'] }],
  ['assertionAudience', 'token-endpoint', { kinds: [...smart, ...openid] }],
  ['assertionAlgorithm', 'RS384', { kinds: [] }],
  ['assertionAlgorithm', 'RS384', { kinds: smart, algorithms: rsa }],
  ['assertionAlgorithm', 'RS256', { kinds: smart, lists: algorithms('PS256', 'RS256'), algorithms: rsa }],
  ['assertionAlgorithm', 'PS256', { kinds: openid, lists: algorithms('PS256', 'ES256', 'EdDSA'), algorithms: rsa }],
  ['assertionAlgorithm', 'ES256', { kinds: openid, lists: algorithms('PS256', 'ES256', 'EdDSA') }],
  ['assertionAlgorithm', 'ES384', { kinds: smart, lists: algorithms('RS256'), algorithms: ['ES384'] }],
  ['assertionCertificate', 'x5c', { kinds: ['udap'] }],
  ['assertionCertificate', 'none', { kinds: smart }],
  ['requestScopes', 'openid cdr_all_user_authorities', { kinds: [] }],
  ['requestScopes', 'openid cdr_all_user_authorities', { kinds: openid }],
  ['requestScopes', 'openid cdr_all_user_authorities', { kinds: smart, lists: scopes('cdr_all_user_authorities') }],
  ['requestScopes', `system/*.read ${pdex}`, { kinds: smart }],
  ['requestScopes', `system/*.read ${pdex}`, { kinds: openid, lists: scopes('openid', 'profile') }],
  ['requestScopes', `system/*.rs ${pdex}`, { kinds: smart, lists: scopes('system/*.rs') }],
  ['requestScopes', `system/*.rs ${memberMatch} ${bulkMemberMatch.before}`, { kinds: smart, lists: scopes(...old) }],
  ['requestScopes', `system/*.rs ${pdex}`, { kinds: smart, lists: scopes(...old, bulkMemberMatch.now) }],
];

test.each(cases)('%s is proposed as %s, with a reason', (name, value, source) => {
  const payer = proposedFor(source);
  expect([valueOf(payer, name), reasonFor(payer, name)]).toEqual([value, expect.stringMatching(/^[A-Z].*\.$/)]);
});

test.each(cases)('what is proposed with %s as %s has no problem of its own', (_name, _value, source) => {
  const payer = proposedFor(source);
  const codes = settingProblems(payer).map(({ at, code }) => `${at} ${code}`);
  const waiting = ['client/no-b2b-extension', 'client/no-client-certificate', 'client/no-issuer'];
  expect(codes.filter((code) => !waiting.some((one) => code.endsWith(one)))).toEqual([]);
  expect(scopeProblems(valueOf(payer, 'requestScopes'))).toEqual([]);
});

describe('a reason', () => {
  test('is told of what is proposed and of nothing else', () => {
    const payer = typeField(proposedFor({ kinds: smart }), 'assertionSeconds', '120');
    const told = fieldNames.filter((name) => reasonFor(payer, name) !== '');
    expect(told.sort()).toEqual([
      'assertionAlgorithm',
      'assertionAudience',
      'assertionCertificate',
      'assertionType',
      'authenticationMethod',
      'basicEncoding',
      'clientAuthenticationMode',
      'grantType',
      'requestScopes',
    ]);
  });

  test('of a proposal that is held names the one of today', () => {
    const payer = proposedFor({ kinds: openid });
    const held = holdProposals({ ...payer, documents: smart.map(recordOf) });
    expect([valueOf(held, 'assertionAudience'), reasonFor(held, 'assertionAudience')]).toEqual([
      'issuer',
      expect.stringContaining('token-endpoint'),
    ]);
  });
});

test('a method that follows a mode follows it when it changes', () => {
  const payer = proposedFor({ kinds: openid, lists: methods('client_secret_post', 'private_key_jwt') });
  const secret = typeField(payer, 'clientAuthenticationMode', 'CLIENT_SECRET_BASIC');
  const back = typeField(secret, 'clientAuthenticationMode', null);
  expect([payer, secret, back].map((each) => valueOf(each, 'authenticationMethod'))).toEqual([
    'private_key_jwt',
    'client_secret_post',
    'private_key_jwt',
  ]);
});
