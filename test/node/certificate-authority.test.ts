/** @file A CA that is not ours: what it makes of our requests joins them, and its chains are put in order. */
import type { KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { concerns } from '#core/domain/keys/concerns.ts';
import type { CertificateRecord, KeyRecord, TemplateId } from '#core/domain/keys/key-record.ts';
import { startingWish } from '#core/domain/keys/templates.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { newPayer } from '#core/domain/payer/payer.ts';
import { joined } from '#core/use-cases/key-certificates.ts';
import { certificates } from '#node/certificates.ts';
import { readAuthority, readCertificate } from '#node/keys/certificate.ts';
import { describeKey } from '#node/keys/describe-key.ts';
import { certificateRequest } from '#node/keys/request.ts';
import { selfSigned } from '#node/keys/self-sign.ts';
import { issuedAmong } from '../keys/issued-among.ts';
import { freshFolder } from './support/folders.ts';
import { keyOfEach } from './support/keys.ts';
import { openssl } from './support/openssl.ts';
import type { Authority } from './support/openssl-authority.ts';
import { opensslAuthority } from './support/openssl-authority.ts';

const now = new Date();
const iss = 'https://p2p.example/';
const payer = newPayer({ ref: 'northlake@test', name: 'Northlake', now: now.toISOString() });
const kinds = Object.entries(keyOfEach);

let folder: string;
let root: Authority;
let issuing: Authority;
beforeAll(() => {
  folder = freshFolder();
  root = opensslAuthority(folder, 'Root');
  issuing = root.below('Issuing');
});

async function waiting(key: KeyObject, template: TemplateId): Promise<KeyRecord> {
  const wish = { ...startingWish(template, payer), uris: [iss], dnsNames: ['p2p.example'] };
  const request = { ...(await certificateRequest(key, wish, { now })), template };
  return { ...describeKey(key, { id: '1', origin: 'generated', createdAt: '', keptFor: 'good' }), request };
}

async function load(key: KeyRecord, pems: readonly string[]): Promise<Payer> {
  const file = { certificates: pems.map(readCertificate), requests: [], mustJoin: true };
  return joined({ certificates }, { ...payer, keys: [key] }, file);
}

const told = (of: Payer) => concerns(of, new Date()).map(({ code }) => code);

test.each(kinds)('a certificate for a key %s joins its request, with all that was asked for', async (_, key) => {
  const asked = await waiting(key, 'mtls');
  const pem = issuing.issue(asked.request?.pem ?? '');
  const after = await load(asked, [root.pem, pem, issuing.pem]);
  expect(after.keys[0]).toMatchObject({
    request: null,
    answered: asked.request,
    certificate: {
      subject: asked.request?.subject,
      issuer: 'CN=Issuing',
      uris: [iss],
      dnsNames: ['p2p.example'],
      usages: ['digitalSignature', 'clientAuth'],
      publicJwk: asked.request?.publicJwk,
      publicKeySha256: asked.publicKeySha256,
      selfSigned: false,
      isAuthority: false,
    },
    chain: [
      { subject: 'CN=Issuing', isAuthority: true },
      { subject: 'CN=Root', selfSigned: true },
    ],
  });
  expect(told(after)).toEqual([]);
  const files = ['leaf', 'issuing', 'root'].map((name) => path.join(folder, `chain-${name}.pem`)) as [
    string,
    string,
    string,
  ];
  const chain = [after.keys[0]?.certificate, ...(after.keys[0]?.chain ?? [])];
  files.forEach((file, index) => {
    writeFileSync(file, chain[index]?.pem ?? '');
  });
  expect(openssl(['verify', '-CAfile', files[2], '-untrusted', files[1], files[0]]).toString()).toContain(': OK');
});

test.each<[string, Parameters<Authority['issue']>[1], TemplateId, string[]]>([
  ['dropped all names', { copies: 'none' }, 'udap', ['certificate/uri-not-iss', 'certificate/names-lost']],
  ['dropped all names, where nobody looks at the URI', { copies: 'none' }, 'smart', ['certificate/names-lost']],
  [
    'changed the URI by its slash',
    { copies: 'none', extensions: 'subjectAltName=URI:https://p2p.example,DNS:p2p.example\n' },
    'udap',
    ['certificate/uri-not-iss'],
  ],
  [
    'made it for servers only',
    { copies: 'none', extensions: `subjectAltName=URI:${iss},DNS:p2p.example\nextendedKeyUsage=serverAuth\n` },
    'mtls',
    ['certificate/usages-lost', 'certificate/usages-added'],
  ],
])('a CA that %s is named', async (_, wish, template, codes) => {
  const asked = await waiting(keyOfEach['EC P-384'] as KeyObject, template);
  expect(told(await load(asked, [issuing.issue(asked.request?.pem ?? '', wish)]))).toEqual(codes);
});

test('a chain is put in order from any order, and certificates of others are left out', async () => {
  const asked = await waiting(keyOfEach['EC P-256'] as KeyObject, 'udap');
  const lower = issuing.below('Lower');
  const stranger = opensslAuthority(folder, 'Stranger');
  const pems = [lower.issue(asked.request?.pem ?? ''), lower.pem, issuing.pem, root.pem, stranger.pem];
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(pems, { minLength: pems.length }), async (shuffled) => {
      expect((await load(asked, shuffled)).keys[0]?.chain.map(({ subject }) => subject)).toEqual([
        'CN=Lower',
        'CN=Issuing',
        'CN=Root',
      ]);
    }),
    { numRuns: 20 },
  );
});

test('of two CAs with one name the one that signed is in the chain', async () => {
  const asked = await waiting(keyOfEach['EC P-256'] as KeyObject, 'udap');
  const twin = opensslAuthority(path.join(folder, 'twin'), 'Issuing');
  const leaf = issuing.issue(asked.request?.pem ?? '');
  const own = readCertificate(issuing.pem).sha256;
  expect((await load(asked, [leaf, twin.pem, issuing.pem])).keys[0]?.chain.map(({ sha256 }) => sha256)).toEqual([own]);
  expect((await load(asked, [leaf, twin.pem])).keys[0]?.chain).toEqual([]);
  expect(issuedAmong([leaf, twin.pem, 'nothing', issuing.pem])).toEqual([
    { issuer: 3, subject: 0 },
    { issuer: 1, subject: 1 },
  ]);
});

test('a certificate of a key that this payer does not have joins nothing', async () => {
  const asked = await waiting(keyOfEach['EC P-256'] as KeyObject, 'udap');
  await expect(load(asked, [root.pem])).rejects.toMatchObject({ code: 'certificate/no-key-for-it' });
});

test('a key beside the certificate that openssl made of it, an authority by default, joins it', async () => {
  const key = keyOfEach['RSA 2048'] as KeyObject;
  const file = path.join(folder, 'own-key.pem');
  writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const pem = openssl(['req', '-x509', '-key', file, '-subj', '/C=US/O=Harbor Ridge/CN=P2P', '-days', '9']).toString();
  const record = describeKey(key, { id: '1', origin: 'loaded', createdAt: '', keptFor: 'good' });
  expect((await load(record, [pem])).keys[0]?.certificate).toMatchObject({
    subject: 'CN=P2P, O=Harbor Ridge, C=US',
    issuer: 'CN=P2P, O=Harbor Ridge, C=US',
    selfSigned: true,
    isAuthority: true,
    usages: [],
    sha256: fingerprint(pem, 'sha256'),
    sha1: fingerprint(pem, 'sha1'),
  } satisfies Partial<CertificateRecord>);
});

function fingerprint(pem: string, digest: string): string {
  const file = path.join(folder, 'printed.pem');
  writeFileSync(file, pem);
  const line = openssl(['x509', '-in', file, '-noout', '-fingerprint', `-${digest}`]).toString();
  return line.replace(/^.*=/, '').replaceAll(':', '').trim().toLowerCase();
}

test('names that others write are read: several values, other strings, control characters', () => {
  const file = path.join(folder, 'odd.cnf');
  writeFileSync(
    file,
    '[req]\ndistinguished_name=dn\nprompt=no\nutf8=yes\nstring_mask=default\n[dn]\nDC=example\nO=Größe\n+OU=a\nemailAddress=a@b.example\nCN=tab\\there\n0.1.2.3.4=x\n',
  );
  const pem = openssl([
    'req',
    '-x509',
    '-newkey',
    'ed25519',
    '-nodes',
    '-keyout',
    path.join(folder, 'odd.pem'),
    '-config',
    file,
  ]).toString();
  expect(readCertificate(pem).subject).toBe(
    '1.2.3.4=x, CN=tab\\09here, emailAddress=a@b.example, OU=a+O=Größe, DC=example',
  );
});

test('what is no certificate is named', async () => {
  const own = await selfSigned(keyOfEach['Ed25519'] as KeyObject, startingWish('smart', payer), { now });
  for (const text of ['nothing', own.pem.replace('MI', 'AA'), own.pem.replaceAll(/[A-Za-z0-9+/]{4}\n/g, '\n')])
    expect(() => readCertificate(text)).toThrow(expect.objectContaining({ code: 'certificate/unreadable' }));
  expect(() => readAuthority(Buffer.from(own.pem))).toThrow(
    expect.objectContaining({ code: 'certificate/not-an-authority' }),
  );
  expect(readAuthority(Buffer.from(root.pem))).toBe(readCertificate(root.pem).pem);
});
