import { expect, test } from 'vitest';
import type { CertificateWish } from '#core/domain/keys/certificate-wish.ts';
import { checkCertificateWish, checkRequestWish } from '#core/domain/keys/check-wish.ts';
import { refuseWrongRequest } from '#core/domain/keys/refuse-wish.ts';
import { startingWish } from '#core/domain/keys/templates.ts';
import { newPayer } from '#core/domain/payer/payer.ts';

const start = startingWish('mtls', newPayer({ ref: 'northlake@test', name: '', now: '2027-01-01T00:00:00.000Z' }));
const subject = (change: Partial<CertificateWish['subject']>): Partial<CertificateWish> => ({
  subject: { ...start.subject, ...change },
});
const many = Array.from({ length: 51 }, (_, index) => `urn:many:${String(index)}`);

test.each<[string, Partial<CertificateWish>, string[]]>([
  [
    'all parts of a name',
    subject({
      organization: 'Harbor + Ridge, Inc.',
      organizationalUnit: 'P2P',
      locality: 'Köln',
      state: 'Ohio',
      country: 'US',
    }),
    [],
  ],
  ['a name of 64 signs beyond the first plane', subject({ commonName: '😀'.repeat(64) }), []],
  ['no name', subject({ commonName: '' }), ['subject.commonName certificate/wrong-name']],
  ['65 signs', subject({ commonName: 'n'.repeat(65) }), ['subject.commonName certificate/wrong-name']],
  ['blanks at the end', subject({ commonName: 'Harbor Ridge ' }), ['subject.commonName certificate/wrong-name']],
  ['a line end', subject({ commonName: 'Harbor\nRidge' }), ['subject.commonName certificate/wrong-name']],
  ['half a sign', subject({ commonName: 'a\ud800' }), ['subject.commonName certificate/wrong-name']],
  [
    'a name that turns its direction',
    subject({ commonName: 'a\u202Eb' }),
    ['subject.commonName certificate/wrong-name'],
  ],
  [
    '65 signs of an organization',
    subject({ organization: 'o'.repeat(65) }),
    ['subject.organization certificate/wrong-part'],
  ],
  [
    '65 signs of a unit',
    subject({ organizationalUnit: 'o'.repeat(65) }),
    ['subject.organizationalUnit certificate/wrong-part'],
  ],
  ['128 signs of a place', subject({ locality: 'o'.repeat(128), state: 's'.repeat(128) }), []],
  ['129 signs of a place', subject({ locality: 'o'.repeat(129) }), ['subject.locality certificate/wrong-part']],
  ['129 signs of a state', subject({ state: 'o'.repeat(129) }), ['subject.state certificate/wrong-part']],
  ['a country in words', subject({ country: 'USA' }), ['subject.country certificate/wrong-country']],
  ['a country in small letters', subject({ country: 'us' }), ['subject.country certificate/wrong-country']],
  [
    'names of hosts',
    { dnsNames: ['p2p.example', '*.p2p.example', 'localhost', 'xn--kln-sna.example', 'A-1.example'] },
    [],
  ],
  ['a host in other letters', { dnsNames: ['köln.example'] }, ['dnsNames.0 certificate/dns-name-not-ascii']],
  [
    'an address for a host',
    { dnsNames: ['p2p.example', 'https://p2p.example'] },
    ['dnsNames.1 certificate/wrong-dns-name'],
  ],
  ['a host with a port', { dnsNames: ['p2p.example:443'] }, ['dnsNames.0 certificate/wrong-dns-name']],
  ['an IP address', { dnsNames: ['192.168.0.1'] }, ['dnsNames.0 certificate/wrong-dns-name']],
  ['a dot at the end', { dnsNames: ['p2p.example.'] }, ['dnsNames.0 certificate/wrong-dns-name']],
  ['a wildcard within', { dnsNames: ['p2p.*.example'] }, ['dnsNames.0 certificate/wrong-dns-name']],
  ['a long label', { dnsNames: [`${'a'.repeat(64)}.example`] }, ['dnsNames.0 certificate/wrong-dns-name']],
  ['a long host', { dnsNames: [`${'abc.'.repeat(63)}de`] }, ['dnsNames.0 certificate/wrong-dns-name']],
  ['a hyphen at the end', { dnsNames: ['p2p-.example'] }, ['dnsNames.0 certificate/wrong-dns-name']],
  ['no host', { dnsNames: [''] }, ['dnsNames.0 certificate/wrong-dns-name']],
  ['one host twice', { dnsNames: ['p2p.example', 'P2P.example'] }, ['dnsNames.1 certificate/twice']],
  [
    'addresses',
    { uris: ['https://p2p.example/a?b=c#d', 'urn:oid:1.2.3', 'https://[::1]/', 'https://p2p.example/%C3%A9'] },
    [],
  ],
  ['a relative address', { uris: ['/p2p'] }, ['uris.0 certificate/wrong-uri']],
  ['a scheme alone', { uris: ['https:'] }, ['uris.0 certificate/wrong-uri']],
  ['an address with a blank', { uris: ['https://p2p.example/a b'] }, ['uris.0 certificate/wrong-uri']],
  ['an address in other letters', { uris: ['https://p2p.example/é'] }, ['uris.0 certificate/wrong-uri']],
  ['half an escape', { uris: ['https://p2p.example/%4'] }, ['uris.0 certificate/wrong-uri']],
  ['one address twice', { uris: ['urn:a:b', 'urn:a:b'] }, ['uris.1 certificate/twice']],
  ['too many', { uris: many }, ['uris certificate/too-many-names']],
  ['a usage twice', { usages: ['clientAuth', 'clientAuth'] }, ['usages certificate/twice']],
  ['a usage of RSA', { usages: ['keyEncipherment'] }, ['usages certificate/wrong-usage']],
  ['a usage of EC', { usages: ['keyAgreement'] }, []],
  ['no usage', { usages: [] }, []],
  ['3650 days', { days: 3650 }, []],
  ['no day', { days: 0 }, ['days certificate/wrong-days']],
  ['3651 days', { days: 3651 }, ['days certificate/wrong-days']],
  ['half a day', { days: 0.5 }, ['days certificate/wrong-days']],
  ['days that are no number', { days: Number.NaN }, ['days certificate/wrong-days']],
])('%s', (_, change, wanted) => {
  const wish = { ...start, ...change };
  expect(checkCertificateWish(wish, 'EC P-384').map(({ at, code }) => `${at} ${code}`)).toEqual(wanted);
});

test.each([
  ['RSA 3072', 'keyEncipherment', true],
  ['RSA 3072', 'keyAgreement', false],
  ['EC P-256', 'keyEncipherment', false],
  ['EC P-256', 'keyAgreement', true],
  ['Ed25519', 'keyEncipherment', false],
  ['Ed25519', 'keyAgreement', false],
  ['Ed25519', 'nonRepudiation', true],
  ['', 'keyAgreement', true],
] as const)('a key of the kind “%s” may be used for %s: %s', (kind, usage, may) => {
  expect(checkRequestWish({ ...start, usages: [usage] }, kind)).toHaveLength(may ? 0 : 1);
});

test('a host in other letters is told as a certificate writes it', () => {
  expect(checkRequestWish({ ...start, dnsNames: ['köln.example'] })[0]?.hint).toContain('xn--kln-sna.example');
});

test('days are no matter of a request', () => {
  const { days: _, ...wish } = start;
  expect(checkRequestWish(wish)).toEqual([]);
  expect(() => {
    refuseWrongRequest(wish, 'EC P-384');
  }).not.toThrow();
});
