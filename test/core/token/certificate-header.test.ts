/** @file The certificate in an assertion's header: of the key that signs, its chain in order, and without the anchor. */
import { expect, test } from 'vitest';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import { certificateHeader } from '#core/domain/token/certificate-header.ts';
import { wayOf } from '#core/domain/token/way.ts';
import { certificateOf, keyOf } from '../keys/records.ts';

const pem = (text: string) => ({
  pem: `-----BEGIN CERTIFICATE-----\n${btoa(text)}\n-----END CERTIFICATE-----\n`,
  sha1: '0102',
});
const own = certificateOf('own', 'lower', pem('own'));
const lower = certificateOf('lower', 'upper', pem('lower'));
const upper = certificateOf('upper', 'root', pem('upper'));
const root = certificateOf('root', 'root', pem('root'));

function headerOf(choice: string, key: Partial<KeyRecord>, method = 'private_key_jwt') {
  const payer = {
    fields: {
      assertionCertificate: { value: choice, from: ['typed' as const] },
      authenticationMethod: { value: method, from: ['typed' as const] },
    },
  };
  return certificateHeader(payer, keyOf('own', key), wayOf(payer));
}

const der = (...names: string[]) => ({ x5c: names.map((name) => btoa(name)) });

test.each<[string, string, Partial<KeyRecord>, object]>([
  ['none', 'none', { certificate: own }, {}],
  ['x5c', 'the leaf alone', { certificate: own }, der('own')],
  ['x5c', 'a chain in order', { certificate: own, chain: [lower, upper, root] }, der('own', 'lower', 'upper')],
  ['x5c', 'a chain out of order', { certificate: own, chain: [root, upper, lower] }, der('own', 'lower', 'upper')],
  ['x5c', 'a chain with a stranger', { certificate: own, chain: [upper] }, der('own')],
  [
    'x5c',
    'two that name each other',
    {
      certificate: own,
      chain: [lower, certificateOf('upper', 'lower', pem('upper'))],
    },
    der('own', 'lower', 'upper'),
  ],
  ['x5t', 'its SHA-1', { certificate: own }, { x5t: 'AQI' }],
])('%s: %s', (choice, _, key, wanted) => {
  expect(headerOf(choice, key)).toEqual(wanted);
});

test('x5t#S256 is the SHA-256 in base64url', () => {
  const wanted = Buffer.from(own.sha256, 'hex').toString('base64url');
  expect(headerOf('x5t#S256', { certificate: own })).toEqual({ 'x5t#S256': wanted });
});

test('UDAP has x5c whatever is chosen', () => {
  expect(headerOf('none', { certificate: own }, 'udap')).toEqual(der('own'));
});

test.each<[string, string, Partial<KeyRecord>]>([
  ['token/no-certificate', 'x5c', {}],
  ['certificate/other-key', 'x5c', { certificate: certificateOf('other', 'ca', pem('other')) }],
  ['certificate/other-key', 'x5t#S256', { certificate: certificateOf('other', 'ca', pem('other')) }],
  ['client/no-thumbprint', 'x5t', { certificate: { ...own, sha1: '' } }],
])('%s stops %s', (code, choice, key) => {
  expect(() => headerOf(choice, key)).toThrow(expect.objectContaining({ code }));
});
