import { describe, expect, test } from 'vitest';
import type { FieldName } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { newPayer } from '#core/domain/payer/payer.ts';
import { loopbackProblems } from '#core/domain/token/loopback-redirect.ts';
import { settingProblems } from '#core/domain/token/setting-problems.ts';
import { sampleKey } from '../../renderer/sample-keys.ts';

const payerWith = (values: Partial<Record<FieldName, string>>, more: Partial<Payer> = {}): Payer => ({
  ...newPayer({ ref: 'northlake@test', name: 'Northlake', now: '2027-01-01T00:00:00.000Z' }),
  keys: [{ ...sampleKey, certificate: null }],
  fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, from: ['typed'] }])),
  ...more,
});

const codes = (payer: Payer) => settingProblems(payer).map(({ at, code }) => `${at} ${code}`);
const b2b = JSON.stringify({
  organization_id: 'https://harborridge.example',
  purpose_of_use: ['urn:oid:2.16.840.1.113883.5.8#COVERAGE'],
});
const chosen = { authorities: [], allowPrivate: false, proxy: 'system', clientKeyId: sampleKey.id };

describe('of the settings that the way uses', () => {
  test.each<[string, Partial<Record<FieldName, string>>, string[]]>([
    ['nothing set', {}, []],
    ['own audience without text', { assertionAudience: 'own-text' }, ['assertionAudienceText client/no-audience-text']],
    ['own audience', { assertionAudience: 'own-text', assertionAudienceText: 'https://as.example' }, []],
    ['a life of 29', { assertionSeconds: '29' }, ['assertionSeconds client/life']],
    ['a life of 30', { assertionSeconds: '30' }, []],
    ['a life of 300', { assertionSeconds: '300' }, []],
    ['a life of 301', { assertionSeconds: '301' }, ['assertionSeconds client/life']],
    ['a life in words', { assertionSeconds: 'a minute' }, ['assertionSeconds client/life']],
    ['a jku in clear', { assertionJku: 'http://us.example/jwks' }, ['assertionJku client/jku-address']],
    ['claims that are none', { assertionClaims: '[]' }, ['assertionClaims client/claims-not-an-object']],
    ['x5c without a certificate', { assertionCertificate: 'x5c' }, ['assertionCertificate client/no-certificate']],
    [
      'UDAP without certificate and extension',
      { authenticationMethod: 'udap' },
      ['authenticationMethod client/no-certificate', 'b2bExtension client/no-b2b-extension'],
    ],
    [
      'mutual TLS without a certificate',
      { authenticationMethod: 'tls_client_auth' },
      ['authenticationMethod client/no-client-certificate'],
    ],
    // What is not sent cannot be wrong.
    ['a secret, and a bad life', { authenticationMethod: 'client_secret_post', assertionSeconds: '1' }, []],
    [
      'a secret, and the assertion as the grant',
      { authenticationMethod: 'client_secret_post', grantType: 'jwt-bearer', assertionSeconds: '1' },
      ['assertionSeconds client/life'],
    ],
    ['a redirect elsewhere', { loopbackRedirect: 'https://us.example/' }, ['loopbackRedirect client/not-loopback']],
  ])('%s', (_, values, expected) => {
    expect(codes(payerWith(values))).toEqual(expected);
  });

  test('a certificate settles what asks for one', () => {
    const settled = { keys: [sampleKey], network: chosen };
    expect([
      codes(payerWith({ authenticationMethod: 'udap', b2bExtension: b2b }, settled)),
      codes(payerWith({ assertionCertificate: 'x5c' }, settled)),
      codes(payerWith({ authenticationMethod: 'tls_client_auth' }, settled)),
    ]).toEqual([[], [], []]);
  });

  test('a chosen key whose certificate is gone shows none', () => {
    expect(codes(payerWith({ authenticationMethod: 'self_signed_tls_client_auth' }, { network: chosen }))).toEqual([
      'authenticationMethod client/no-client-certificate',
    ]);
  });
});

describe('a redirect address on this computer', () => {
  test.each([
    '',
    'http://127.0.0.1:8400/callback',
    'http://127.0.0.1/callback',
    'http://[::1]:8400/',
    'http://localhost:8400/callback?from=wizard',
    'http://localhost',
  ])('takes “%s”', (address) => {
    expect(loopbackProblems(address)).toEqual([]);
  });

  test.each([
    'https://127.0.0.1:8400/callback',
    'http://127.0.0.1.payer.example/',
    'http://payer.example/127.0.0.1',
    'http://127.0.0.1@payer.example/',
    'http://me@127.0.0.1/',
    'http://127.0.0.1:8400/#here',
    'http://127.1/',
    'http:\\\\127.0.0.1\\',
    'http://127.0.0.1:99999/',
    ' http://127.0.0.1/',
    'app://callback',
    'callback',
  ])('refuses “%s”', (address) => {
    expect(loopbackProblems(address).map(({ code }) => code)).toEqual(['client/not-loopback']);
  });
});
