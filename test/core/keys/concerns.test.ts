import { expect, test } from 'vitest';
import { concerns } from '#core/domain/keys/concerns.ts';
import type { CertificateRecord, KeyRecord, RequestRecord } from '#core/domain/keys/key-record.ts';
import { newPayer } from '#core/domain/payer/payer.ts';
import { certificateOf, keyOf, requestOf } from './records.ts';

const now = new Date('2027-06-01T00:00:00.000Z');
const { network } = newPayer({ ref: 'northlake@test', name: '', now: now.toISOString() });
const iss = 'https://p2p.example/';

const told = (keys: KeyRecord[], clientKeyId: string | null = null) =>
  concerns({ keys, network: { ...network, clientKeyId } }, now).map(
    ({ severity, code, keyId }) => `${severity} ${code} ${keyId}`,
  );

const issued = (change: Partial<CertificateRecord>, asked: Partial<RequestRecord>): KeyRecord =>
  keyOf('own', { certificate: certificateOf('own', 'ca', change), answered: requestOf('own', asked) });
const until = (notAfter: string, change: Partial<KeyRecord> = {}): KeyRecord =>
  keyOf('own', { certificate: certificateOf('own', 'ca', { notAfter }), ...change });
const shared = { reason: 'one client for both', by: 'ana', at: '2027-01-01T00:00:00.000Z' };

test.each<[string, KeyRecord, string[]]>([
  ['a key without anything', keyOf('own'), []],
  ['a certificate with time', until('2028-01-01T00:00:00.000Z'), []],
  ['one that is due', until('2027-06-20T00:00:00.000Z'), ['warning certificate/renewal-due own']],
  ['one that has ended', until('2027-05-29T00:00:00.000Z'), ['error certificate/ended own']],
  [
    'one of tomorrow',
    keyOf('own', { certificate: certificateOf('own', 'ca', { notBefore: '2027-06-03T00:00:00.000Z' }) }),
    ['warning certificate/not-yet-valid own'],
  ],
  [
    'an ended one above it',
    until('2028-01-01T00:00:00.000Z', { chain: [certificateOf('ca', 'ca', { notAfter: '2027-05-01T00:00:00.000Z' })] }),
    ['error certificate/chain-ended own'],
  ],
  [
    'one of tomorrow above it',
    until('2028-01-01T00:00:00.000Z', {
      chain: [certificateOf('ca', 'root', { notBefore: '2027-06-03T00:00:00.000Z' })],
    }),
    ['warning certificate/chain-not-yet-valid own'],
  ],
  [
    'one above it that is due and ends before it',
    until('2028-01-01T00:00:00.000Z', {
      chain: [certificateOf('ca', 'root', { notAfter: '2027-06-20T00:00:00.000Z' })],
    }),
    ['warning certificate/chain-renewal-due own'],
  ],
  [
    'one above it that is due and outlives it',
    until('2028-01-01T00:00:00.000Z', {
      chain: [
        certificateOf('ca', 'root', { notBefore: '2017-01-01T00:00:00.000Z', notAfter: '2028-06-20T00:00:00.000Z' }),
      ],
    }),
    [],
  ],
  [
    'a certificate of another key',
    keyOf('own', { certificate: certificateOf('other', 'ca') }),
    ['error certificate/other-key own'],
  ],
  ['a request that waits', keyOf('own', { request: requestOf('own') }), ['info request/waiting own']],
  ['a shared key', keyOf('own', { shared }), ['warning key/shared own']],
  ['a key of this run', keyOf('own', { keptFor: 'run' }), ['warning key/for-this-run-only own']],
  [
    'a UDAP request without a URI',
    keyOf('own', { request: requestOf('own', { template: 'udap' }) }),
    ['warning certificate/no-uri own', 'info request/waiting own'],
  ],
  [
    'a mutual TLS request with two URIs',
    keyOf('own', { request: requestOf('own', { template: 'mtls', uris: [iss, 'urn:a:b'] }) }),
    ['warning certificate/several-uris own', 'info request/waiting own'],
  ],
  [
    'a UDAP request with its URI',
    keyOf('own', { request: requestOf('own', { template: 'udap', uris: [iss] }) }),
    ['info request/waiting own'],
  ],
  [
    'a SMART request without a URI',
    keyOf('own', { request: requestOf('own', { template: 'smart' }) }),
    ['info request/waiting own'],
  ],
  [
    'an answer that says it all',
    issued({ uris: [iss], dnsNames: ['P2P.example'] }, { template: 'udap', uris: [iss], dnsNames: ['p2p.example'] }),
    [],
  ],
  ['an answer without the URI', issued({}, { template: 'udap', uris: [iss] }), ['error certificate/uri-not-iss own']],
  [
    'an answer whose URI lost its slash',
    issued({ uris: ['https://p2p.example'] }, { template: 'mtls', uris: [iss] }),
    ['error certificate/uri-not-iss own'],
  ],
  [
    'an answer with one URI more',
    issued({ uris: [iss, 'urn:a:b'] }, { template: 'udap', uris: [iss] }),
    ['warning certificate/several-uris own'],
  ],
  [
    'an answer to a UDAP request that asked for none',
    issued({}, { template: 'udap' }),
    ['warning certificate/no-uri own'],
  ],
  [
    'an answer without the names, for nobody in particular',
    issued({}, { uris: [iss], dnsNames: ['p2p.example'] }),
    ['warning certificate/names-lost own'],
  ],
  [
    'an answer that is for servers',
    issued({ usages: ['digitalSignature', 'serverAuth'] }, { usages: ['digitalSignature', 'clientAuth'] }),
    ['warning certificate/usages-lost own', 'warning certificate/usages-added own'],
  ],
  [
    'an answer with names that nobody asked for',
    issued({ uris: [iss, 'urn:a:b'], dnsNames: ['other.example'] }, { uris: [iss] }),
    ['warning certificate/names-added own'],
  ],
  [
    'an answer for another subject',
    issued({ subject: 'CN=own, O=Another' }, {}),
    ['warning certificate/other-subject own'],
  ],
  ['an answer whose subject is spelt in capitals', issued({ subject: 'CN=OWN' }, {}), []],
  [
    'an answer with one more use',
    issued({ usages: ['digitalSignature', 'clientAuth'] }, { usages: ['digitalSignature'] }),
    ['warning certificate/usages-added own'],
  ],
  ['an answer to a request that left the uses to the CA', issued({ usages: ['digitalSignature'] }, {}), []],
  ['an answer that names no usage, and so allows all', issued({}, { usages: ['digitalSignature', 'clientAuth'] }), []],
])('%s', (_, key, wanted) => {
  expect(told([key])).toEqual(wanted);
});

test('what nobody sees now is no error; what a server is shown is', () => {
  const next = until('2027-05-29T00:00:00.000Z', { signsSince: null });
  expect(told([keyOf('first'), next])).toEqual(['warning certificate/ended own', 'info key/next-waiting own']);
  expect(told([keyOf('first'), next], 'own')).toEqual(['error certificate/ended own', 'info key/next-waiting own']);
});

test('the worst comes first, whosever it is', () => {
  const keys = [keyOf('first', { request: requestOf('first'), shared }), until('2027-05-29T00:00:00.000Z')];
  expect(told(keys, 'own').map((line) => line.split(' ')[0])).toEqual(['error', 'warning', 'info']);
});
