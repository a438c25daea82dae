/** @file Certificate requests: ours as openssl reads them, openssl’s as we read them, and what is refused. */
import { createPublicKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { CertificateWish } from '#core/domain/keys/certificate-wish.ts';
import { checkCertificateWish, checkRequestWish } from '#core/domain/keys/check-wish.ts';
import { describeRequest } from '#core/domain/keys/describe.ts';
import { bytesOf, splitPem, writePem } from '#core/domain/keys/pem.ts';
import { usageNames } from '#core/domain/keys/usages.ts';
import { digests } from '#node/digests.ts';
import { certificateRequest, readRequest } from '#node/keys/request.ts';
import { selfSigned } from '#node/keys/self-sign.ts';
import { freshFolder } from './support/folders.ts';
import { keyOfEach, writeKey } from './support/keys.ts';
import { openssl } from './support/openssl.ts';

const now = new Date('2027-01-01T00:00:00.000Z');
const kinds = Object.entries(keyOfEach);
const ec = keyOfEach['EC P-256'] as KeyObject;
const wish: CertificateWish = {
  subject: {
    commonName: 'Harbor "Ridge", P2P',
    organization: 'Harbor + Ridge',
    organizationalUnit: 'Exchange',
    locality: 'Köln',
    state: 'Ohio',
    country: 'US',
  },
  dnsNames: ['p2p.example', '*.p2p.example'],
  uris: ['https://p2p.example/iss', 'urn:oid:1.2.3'],
  usages: ['digitalSignature', 'nonRepudiation', 'clientAuth', 'serverAuth'],
  days: 30,
};

let folder: string;
beforeAll(() => {
  folder = freshFolder();
  mkdirSync(folder);
});

function fileWith(text: string): string {
  const file = path.join(folder, 'given.pem');
  writeFileSync(file, text);
  return file;
}

test.each(kinds)('openssl verifies and shows the request of a key %s', async (kind, key) => {
  const request = await certificateRequest(key, wish, { now });
  const file = fileWith(request.pem);
  const text = openssl([
    'req',
    '-in',
    file,
    '-verify',
    '-noout',
    '-text',
    '-nameopt',
    'RFC2253,utf8,-esc_msb',
  ]).toString();
  for (const shown of [
    /Subject: CN=Harbor \\"Ridge\\"\\, P2P,OU=Exchange,O=Harbor \\\+ Ridge,L=Köln,ST=Ohio,C=US/,
    /Key Usage: critical\n\s+Digital Signature, Non Repudiation\n/,
    /Extended Key Usage: *\n\s+TLS Web Client Authentication, TLS Web Server Authentication\n/,
    /DNS:p2p\.example, DNS:\*\.p2p\.example, URI:https:\/\/p2p\.example\/iss, URI:urn:oid:1\.2\.3\n/,
  ])
    expect(text).toMatch(shown);
  const spki = openssl([
    'pkey',
    '-pubin',
    '-in',
    fileWith(openssl(['req', '-in', file, '-pubkey', '-noout']).toString()),
    '-outform',
    'DER',
  ]);
  expect(request).toMatchObject({
    publicKeySha256: digests.sha256(spki),
    publicJwk: createPublicKey(key).export({ format: 'jwk' }),
    madeAt: now.toISOString(),
  });
  expect(Object.fromEntries(describeRequest({ ...request, template: null }))).toMatchObject({
    'Public key': kind,
    URIs: 'https://p2p.example/iss, urn:oid:1.2.3',
  });
});

test.each(kinds)('openssl verifies and shows the self-signed certificate of a key %s', async (_, key) => {
  const today = new Date();
  const certificate = await selfSigned(key, wish, { now: today });
  const file = fileWith(certificate.pem);
  expect(openssl(['verify', '-CAfile', file, '-check_ss_sig', file]).toString()).toContain(': OK');
  const text = openssl(['x509', '-in', file, '-noout', '-text', '-nameopt', 'RFC2253,utf8,-esc_msb']).toString();
  expect(text).toMatch(/Basic Constraints: critical\n\s+CA:FALSE/);
  expect(text).toMatch(/Digital Signature, Non Repudiation\n/);
  expect(text).toMatch(
    /DNS:p2p\.example, DNS:\*\.p2p\.example, URI:https:\/\/p2p\.example\/iss, URI:urn:oid:1\.2\.3\n/,
  );
  expect(new X509Certificate(certificate.pem).checkPrivateKey(key)).toBe(true);
  expect(certificate).toMatchObject({
    selfSigned: true,
    isAuthority: false,
    dnsNames: wish.dnsNames,
    uris: wish.uris,
    usages: wish.usages,
  });
  const life = Date.parse(certificate.notAfter) - today.getTime();
  expect(Math.abs(life - 30 * 86_400_000)).toBeLessThan(1000);
});

test.each(kinds)('the request that openssl makes with a key %s is read', (kind, key) => {
  const file = writeKey(path.join(folder, 'key.pem'), key);
  const subject = ['-subj', '/C=US/O=Harbor Ridge/CN=P2P'];
  const extensions = [
    'subjectAltName=DNS:a.example,URI:https://a.example/,IP:127.0.0.1',
    'keyUsage=digitalSignature',
    'extendedKeyUsage=clientAuth,1.2.3.4',
  ];
  const pem = openssl([
    'req',
    '-new',
    '-key',
    file,
    ...subject,
    ...extensions.flatMap((each) => ['-addext', each]),
  ]).toString();
  expect(readRequest(pem)).toMatchObject({
    subject: 'CN=P2P, O=Harbor Ridge, C=US',
    dnsNames: ['a.example'],
    uris: ['https://a.example/'],
    usages: ['digitalSignature', 'clientAuth', '1.2.3.4'],
    publicJwk: createPublicKey(key).export({ format: 'jwk' }),
    madeAt: '',
    template: null,
  });
  expect(kind).not.toBe('');
});

test('a request without extensions, under its older label, and signed with PSS, is read', () => {
  const file = writeKey(path.join(folder, 'rsa.pem'), keyOfEach['RSA 2048'] as KeyObject);
  const made = (...more: string[]) => openssl(['req', '-new', '-key', file, '-subj', '/CN=P2P', ...more]).toString();
  expect(readRequest(made('-newhdr'))).toMatchObject({ subject: 'CN=P2P', dnsNames: [], uris: [], usages: [] });
  expect(readRequest(made('-sha384', '-sigopt', 'rsa_padding_mode:pss'))).toMatchObject({ subject: 'CN=P2P' });
});

test('what is no request, or was altered, is named', async () => {
  const { pem } = await certificateRequest(ec, wish, { now });
  const [block] = splitPem(pem).blocks;
  const der = (block && bytesOf(block)) ?? new Uint8Array();
  const at = Buffer.from(der).indexOf('p2p.example');
  const altered = Uint8Array.from(der, (byte, index) => (index === at ? byte + 1 : byte));
  const sha224 = openssl([
    'req',
    '-new',
    '-key',
    writeKey(path.join(folder, 'ec.pem'), ec),
    '-subj',
    '/CN=a',
    '-sha224',
  ]).toString();
  const codeOf = (text: string) => () => readRequest(text);
  for (const [text, code] of [
    [writePem('CERTIFICATE REQUEST', altered), 'request/bad-signature'],
    [writePem('CERTIFICATE REQUEST', der.subarray(0, -1)), 'request/unreadable'],
    [writePem('CERTIFICATE REQUEST', Buffer.concat([der, Buffer.from([0])])), 'request/unreadable'],
    [writePem('CERTIFICATE REQUEST', Buffer.from('3000', 'hex')), 'request/unreadable'],
    [(await selfSigned(ec, wish, { now })).pem, 'request/unreadable'],
    ['nothing', 'request/unreadable'],
    [sha224, 'request/other-algorithm'],
  ] as const)
    expect(codeOf(text)).toThrow(expect.objectContaining({ code }));
});

/** The words of a name, and what has a meaning in its text form; some beyond what is allowed. */
const text = (most: number) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.string({
        unit: fc.constantFrom('a', 'Ö', '😀', ' ', ',', '+', '"', '\\', '<', ';', '#', '='),
        maxLength: most,
      }),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: most + 2 }) },
  );
const part = (most: number) => fc.oneof(fc.constant(''), text(most));
const host = fc.oneof(
  { weight: 5, arbitrary: fc.domain() },
  fc.constantFrom(
    'localhost',
    '*.a.example',
    'xn--kln-sna.example',
    'köln.example',
    '1.2.3.4',
    'a_b.example',
    'a.example.',
    '',
  ),
);
const uri = fc.oneof(
  { weight: 5, arbitrary: fc.webUrl({ withFragments: true, withQueryParameters: true }) },
  fc.constantFrom(
    'urn:oid:1.2.3',
    'https://[::1]/',
    'https:',
    '/a',
    'https://a.example/é',
    'https://a.example/%zz',
    '',
  ),
);
const anyWish: fc.Arbitrary<CertificateWish> = fc.record({
  subject: fc.record({
    commonName: text(20),
    organization: part(20),
    organizationalUnit: part(20),
    locality: part(20),
    state: part(20),
    country: fc.constantFrom('', '', 'US', 'DE', 'us', 'U', 'ÜS'),
  }),
  dnsNames: fc.array(host, { maxLength: 3 }),
  uris: fc.array(uri, { maxLength: 3 }),
  usages: fc.uniqueArray(fc.constantFrom(...usageNames), { maxLength: 6 }),
  days: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 3650 }) }, fc.constantFrom(0, -1, 3651, 1.5)),
});

const runs = process.env['PAYER_WIZARD_PROOF'] === '1' ? 5000 : 300;

test('law: a wish without problems comes back unchanged, any other is refused with the code of its first problem', async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(anyWish, fc.constantFrom(...kinds.slice(1)), async (given, [kind, key]) => {
      const [asked, whole] = [checkRequestWish(given, kind), checkCertificateWish(given, kind)];
      const said = {
        names: partsOf(given.subject),
        dnsNames: given.dnsNames,
        uris: given.uris,
        usages: [...given.usages].sort(),
      };
      if (asked[0] === undefined) {
        const { subject, dnsNames, uris, usages } = await certificateRequest(key, given, { now });
        expect({ names: partsIn(subject), dnsNames, uris, usages: [...usages].sort() }).toEqual(said);
        made += 1;
      } else {
        const { days: _, ...request } = given;
        await expect(certificateRequest(key, request, { now })).rejects.toMatchObject({ code: asked[0].code });
      }
      if (whole[0] === undefined) {
        const { subject, dnsNames, uris, usages } = await selfSigned(key, given, { now });
        expect({ names: partsIn(subject), dnsNames, uris, usages: [...usages].sort() }).toEqual(said);
      } else await expect(selfSigned(key, given, { now })).rejects.toMatchObject({ code: whole[0].code });
    }),
    { numRuns: runs },
  );
  // Else the law would speak of refusals only.
  expect(made).toBeGreaterThan(runs / 20);
}, 120_000);

function partsOf(subject: CertificateWish['subject']): [string, string][] {
  const { commonName, organization, organizationalUnit, locality, state, country } = subject;
  const parts: [string, string][] = [
    ['CN', commonName],
    ['OU', organizationalUnit],
    ['O', organization],
    ['L', locality],
    ['ST', state],
    ['C', country],
  ];
  return parts.filter(([, value]) => value !== '');
}

/** RFC 4514 the other way round. */
function partsIn(line: string): [string, string][] {
  const [...parts] = line.matchAll(/([A-Z]+)=((?:\\.|[^\\,])*)(?:, |$)/gsu);
  return parts.map(([, type = '', value = '']) => [type, value.replaceAll(/\\(.)/gsu, '$1')]);
}
