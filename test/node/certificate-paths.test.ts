/** @file Chains of signed metadata that are not the plain ones: several ways, names that are not permitted, extensions of every kind. */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { beforeAll, expect, test } from 'vitest';
import type { Chain } from '#core/domain/discovery/signed-metadata.ts';
import { certificates } from '#node/certificates.ts';
import type { CertificateRequest, Signer } from '../pki.ts';
import { certify, element, pemOf, signedJwt } from '../pki.ts';

const now = new Date('2027-01-01T00:00:00.000Z');
const DAY = 86_400_000;
const base = 'https://fhir.northlake.example/r4';

let anchor: Signer;
let authority: Signer;

beforeAll(async () => {
  anchor = await certify(now, { name: 'anchor', ca: true });
  authority = await certify(now, { name: 'authority', ca: true, issuer: anchor });
});

async function chainOf(leaf: Signer, others: readonly Signer[], anchors = [anchor]): Promise<Chain> {
  const jws = await signedJwt(leaf, { claims: {}, chain: [leaf, ...others] });
  const checked = await certificates.checkSigned(jws, { anchors: anchors.map(pemOf), revocationLists: [], now });
  if (checked.is !== 'read') throw new Error(checked.is);
  return checked.chain;
}

const leafOf = async (issuer: Signer, request: Partial<CertificateRequest> = {}) =>
  certify(now, { name: 'server', issuer, uri: base, ...request });

test('an expired certificate before the renewed one of the same key does not hide the good way', async () => {
  const expired = await certify(now, {
    name: 'authority',
    ca: true,
    issuer: anchor,
    keys: authority.keys,
    notAfter: new Date(now.getTime() - DAY / 2),
  });
  const leaf = await leafOf(authority);
  expect(await chainOf(leaf, [expired, authority])).toMatchObject({ is: 'trusted' });
  expect(await chainOf(leaf, [expired])).toEqual({ is: 'out-of-date', subject: 'CN=authority' });
});

test('an expired anchor does not hide the renewed one', async () => {
  const old = await certify(now, {
    name: 'anchor',
    ca: true,
    keys: anchor.keys,
    notAfter: new Date(now.getTime() - 1),
  });
  expect(await chainOf(await leafOf(authority), [authority, old], [old, anchor])).toMatchObject({ is: 'trusted' });
});

test('certificates that could follow each other in every order are given up in time', async () => {
  const first = await certify(now, { name: 'mesh', ca: true });
  const mesh = await Promise.all(
    Array.from({ length: 9 }, async () => certify(now, { name: 'mesh', ca: true, issuer: first, keys: first.keys })),
  );
  const startedAt = performance.now();
  expect(await chainOf(await leafOf(first), mesh)).toMatchObject({ is: 'untrusted' });
  expect(performance.now() - startedAt).toBeLessThan(5000);
});

test('a link that is missing is named, with where its certificate could be had', async () => {
  const access = new x509.AuthorityInfoAccessExtension({
    caIssuers: new x509.GeneralName('url', 'http://ca.example/authority.crt'),
  });
  expect(await chainOf(await leafOf(authority, { extensions: [access] }), [])).toEqual({
    is: 'issuer-missing',
    subject: 'CN=server',
    detail: 'CN=authority (it could be had at http://ca.example/authority.crt)',
  });
  expect(await chainOf(await leafOf(authority), [])).toEqual({
    is: 'issuer-missing',
    subject: 'CN=server',
    detail: 'CN=authority (nothing tells where it could be had)',
  });
});

test('a certificate by a namesake with another key ends at itself', async () => {
  const namesake = await certify(now, { name: 'authority', ca: true, issuer: anchor });
  expect(await chainOf(await leafOf(namesake), [authority])).toEqual({ is: 'untrusted', subject: 'CN=server' });
});

test('a certificate that is not for signatures signs nothing, anchor or not', async () => {
  const leaf = await leafOf(authority, { usage: x509.KeyUsageFlags.keyEncipherment });
  const wanted = { is: 'not-for-signing', subject: 'CN=server' };
  expect([await chainOf(leaf, [authority]), await chainOf(leaf, [authority], [])]).toEqual([wanted, wanted]);
});

const oid = '1.2.3.4';
const critical = (type: string, value: Uint8Array) => new x509.Extension(type, true, value);

test('a critical extension that is not known is named', async () => {
  const extensions = [critical(oid, element(0x05))];
  const wanted = { is: 'unknown-extension', detail: oid };
  expect(await chainOf(await leafOf(authority, { extensions }), [authority])).toMatchObject(wanted);
  const lower = await certify(now, { name: 'lower', ca: true, issuer: anchor, extensions });
  expect(await chainOf(await leafOf(lower), [lower])).toEqual({ ...wanted, subject: 'CN=lower' });
});

const policies = (...names: string[]) => new x509.CertificatePolicyExtension(names);
const policyConstraints = (tag: number) => critical('2.5.29.36', element(0x30, element(tag, Buffer.from([0]))));
const inhibitAnyPolicy = critical('2.5.29.54', element(0x02, Buffer.from([0])));

test.each<[string, x509.Extension[], x509.Extension[], string]>([
  [
    'asks for a policy, and all have one in common',
    [policyConstraints(0x80), policies('1.2.3')],
    [policies('1.2.4', '1.2.3')],
    'trusted',
  ],
  [
    'asks for a policy that not all have',
    [policyConstraints(0x80), policies('1.2.3')],
    [policies('1.2.4')],
    'unknown-extension',
  ],
  ['asks for a policy, and the server has none', [policyConstraints(0x80), policies('1.2.3')], [], 'unknown-extension'],
  ['forbids to map policies', [policyConstraints(0x81)], [], 'trusted'],
  ['forbids any policy', [inhibitAnyPolicy], [], 'trusted'],
])('an authority that %s', async (_name, ofAuthority, ofLeaf, wanted) => {
  const lower = await certify(now, { name: 'lower', ca: true, issuer: anchor, extensions: ofAuthority });
  const chain = await chainOf(await leafOf(lower, { extensions: ofLeaf }), [lower]);
  expect(chain).toMatchObject(wanted === 'trusted' ? { is: wanted } : { is: wanted, detail: '2.5.29.36' });
});

const URI = 0x86;
const DNS = 0x82;
const EMAIL = 0x81;
const IP = 0x87;
const OTHER = 0xa0;
const attribute = (type: number, value: string) =>
  element(0x31, element(0x30, element(0x06, Buffer.from([0x55, 0x04, type])), element(0x0c, value)));
const directory = (...parts: Buffer[]) => element(0xa4, element(0x30, ...parts));
const organisation = attribute(10, 'Northlake  HEALTH');

type Trees = Partial<Record<'permitted' | 'excluded', Buffer[]>>;
function constraints({ permitted = [], excluded = [] }: Trees): x509.Extension {
  const trees = (tag: number, bases: readonly Buffer[]) =>
    bases.length === 0 ? [] : [element(tag, ...bases.map((tree) => element(0x30, tree)))];
  return critical('2.5.29.30', element(0x30, ...trees(0xa0, permitted), ...trees(0xa1, excluded)));
}

const dns = (value: string): Partial<CertificateRequest> => ({ names: [{ type: 'dns', value }] });
const email = (value: string): Partial<CertificateRequest> => ({ names: [{ type: 'email', value }] });
const ip = (value: string): Partial<CertificateRequest> => ({ names: [{ type: 'ip', value }] });
const inNorthlake: Partial<CertificateRequest> = { subject: 'O=northlake health, CN=server' };

test.each<[string, Trees, Partial<CertificateRequest>, string]>([
  ['permits its host', { permitted: [element(URI, 'FHIR.northlake.example')] }, {}, ''],
  ['permits the hosts below a domain', { permitted: [element(URI, '.northlake.example')] }, {}, ''],
  ['permits a domain, and not what is below', { permitted: [element(URI, 'northlake.example')] }, {}, base],
  ['permits another host', { permitted: [element(URI, 'a.example'), element(URI, '.b.example')] }, {}, base],
  ['permits one of several', { permitted: [element(URI, 'a.example'), element(URI, '.example')] }, {}, ''],
  ['permits hosts by the end of a word', { permitted: [element(URI, 'lake.example')] }, {}, base],
  ['excludes its host', { excluded: [element(URI, 'fhir.northlake.example')] }, {}, base],
  [
    'excludes its host, which ends with a dot',
    { excluded: [element(URI, '.northlake.example')] },
    { uri: 'https://fhir.northlake.example./r4' },
    'https://fhir.northlake.example./r4',
  ],
  [
    'excludes mail that stands in the subject',
    { excluded: [element(EMAIL, 'northlake.example')] },
    { subject: 'E=a@northlake.example, CN=server' },
    'a@northlake.example',
  ],
  ['excludes another host', { excluded: [element(URI, 'x.example')] }, {}, ''],
  [
    'excludes a part of what it permits',
    { permitted: [element(URI, '.example')], excluded: [element(URI, '.northlake.example')] },
    {},
    base,
  ],
  [
    'permits hosts, and the server has a URI without one',
    { permitted: [element(URI, '.example')] },
    { uri: 'urn:northlake' },
    'urn:northlake',
  ],
  [
    'permits hosts, and the server has an address',
    { permitted: [element(URI, '.example')] },
    { uri: 'https://192.0.2.1/r4' },
    'https://192.0.2.1/r4',
  ],
  ['says nothing of URIs', { permitted: [element(DNS, 'x.example')] }, {}, ''],
  ['permits a DNS name', { permitted: [element(DNS, 'northlake.example')] }, dns('a.Northlake.example'), ''],
  [
    'permits another DNS name',
    { permitted: [element(DNS, 'x.example')] },
    dns('northlake.example'),
    'northlake.example',
  ],
  ['excludes every DNS name', { excluded: [element(DNS, '')] }, dns('northlake.example'), 'northlake.example'],
  ['permits an organisation', { permitted: [directory(organisation)] }, inNorthlake, ''],
  [
    'permits another organisation',
    { permitted: [directory(attribute(10, 'Southlake'))] },
    inNorthlake,
    'O=northlake health, CN=server',
  ],
  ['excludes an organisation', { excluded: [directory(organisation)] }, inNorthlake, 'O=northlake health, CN=server'],
  [
    'permits more than the name has',
    { permitted: [directory(organisation, attribute(11, 'x'))] },
    inNorthlake,
    'O=northlake health, CN=server',
  ],
  ['permits mail of a host', { permitted: [element(EMAIL, 'northlake.example')] }, email('a@Northlake.example'), ''],
  [
    'permits one mailbox',
    { permitted: [element(EMAIL, 'b@northlake.example')] },
    email('a@northlake.example'),
    'a@northlake.example',
  ],
  [
    'permits a network',
    { permitted: [element(IP, Buffer.from([192, 0, 2, 0, 255, 255, 255, 0]))] },
    ip('192.0.2.7'),
    '',
  ],
  [
    'excludes a network',
    { excluded: [element(IP, Buffer.from([192, 0, 2, 0, 255, 255, 255, 0]))] },
    ip('192.0.2.7'),
    'an IP address',
  ],
  [
    'constrains names of a form that the server does not have',
    { excluded: [element(OTHER, element(0x06, Buffer.from([42])))] },
    {},
    '',
  ],
])('an authority that %s', async (_name, trees, request, wanted) => {
  const lower = await certify(now, { name: 'lower', ca: true, issuer: anchor, extensions: [constraints(trees)] });
  const chain = await chainOf(await leafOf(lower, request), [lower]);
  expect(chain.is === 'trusted' ? '' : [chain.is, chain.detail]).toEqual(
    wanted === '' ? '' : ['name-not-permitted', wanted],
  );
});

test('the constraints of an authority hold for all below it', async () => {
  const upper = await certify(now, {
    name: 'upper',
    ca: true,
    issuer: anchor,
    extensions: [constraints({ excluded: [element(URI, '.northlake.example')] })],
  });
  const lower = await certify(now, { name: 'lower', ca: true, issuer: upper });
  expect(await chainOf(await leafOf(lower), [lower, upper])).toMatchObject({ is: 'name-not-permitted', detail: base });
});

test.each([
  ['no DER', Buffer.from('nonsense')],
  ['a length that lies', Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff])],
  [
    'a least distance',
    element(0x30, element(0xa0, element(0x30, element(URI, '.example'), element(0x80, Buffer.from([1]))))),
  ],
])('name constraints that are %s permit nothing', async (_name, value) => {
  const lower = await certify(now, {
    name: 'lower',
    ca: true,
    issuer: anchor,
    extensions: [critical('2.5.29.30', value)],
  });
  expect(await chainOf(await leafOf(lower), [lower])).toMatchObject({ is: 'name-not-permitted' });
});

test.each([
  '2.5.29.15',
  '2.5.29.17',
  '2.5.29.19',
  '2.5.29.30',
  '2.5.29.31',
  '2.5.29.32',
  '2.5.29.36',
  '1.3.6.1.5.5.7.1.1',
])('a certificate whose extension %s cannot be read throws nothing', async (type) => {
  for (const nonsense of [Buffer.from('nonsense'), Buffer.alloc(0), element(0x30, Buffer.from([0x86, 0x7f]))]) {
    const extensions = [new x509.Extension(type, false, nonsense)];
    const lower = await certify(now, { name: 'lower', ca: true, issuer: anchor, replacing: extensions });
    const leaf = await leafOf(lower, { replacing: extensions });
    const jws = await signedJwt(leaf, { claims: {}, chain: [leaf, lower] });
    const checked = await certificates.checkSigned(jws, { anchors: [pemOf(anchor)], revocationLists: [], now });
    expect(checked.is === 'read' ? checked.chain.is : checked.is).not.toBe('trusted');
    expect(await certificates.revocationAddresses(jws)).toBeInstanceOf(Array);
  }
});

test('a key of a kind that nobody knows throws nothing', async () => {
  const leaf = await leafOf(authority);
  const der = Buffer.from(leaf.certificate.rawData);
  der[der.indexOf(Buffer.from('2a8648ce3d0201', 'hex')) + 6] = 9;
  const header = { x5c: [der.toString('base64')] };
  const jws = await signedJwt(leaf, { claims: {}, chain: [], header });
  const checked = await certificates.checkSigned(jws, { anchors: [pemOf(anchor)], revocationLists: [], now });
  expect(checked).toMatchObject({ is: 'read', signature: 'bad' });
  expect(await certificates.read(der)).toMatchObject({ publicJwk: {} });
});
