/** @file Keys as people have them: what is taken, what is named instead, and what is made of them. Made here by Node and openssl; none is a key of anything. */
import { execFileSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { thumbprintOf } from '#core/domain/keys/thumbprint.ts';
import { Secret } from '#core/domain/secret.ts';
import { digests } from '#node/digests.ts';
import { certificateOf, readAuthorities, readAuthority, readCertificate } from '#node/keys/certificate.ts';
import { describeKey } from '#node/keys/describe-key.ts';
import { makeKey } from '#node/keys/generate-key.ts';
import { loadKey } from '#node/keys/load-key.ts';
import { selfSigned } from '#node/keys/self-sign.ts';
import { signWith } from '#node/keys/sign.ts';
import { certify, pemOf } from '../pki.ts';
import { freshFolder } from './support/folders.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const pkcs8 = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const circumstances = { id: '1', origin: 'loaded' as const, createdAt: '2027-01-01T00:00:00.000Z', certificate: null };

/** openssl cannot open what Node pipes to it as a file. */
function fileWith(text: string): string {
  const file = path.join(freshFolder(), '..', 'input.pem');
  writeFileSync(file, text);
  return file;
}

const openssl = (args: string[], input?: string) =>
  execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'ignore'] }).toString();

const certificatePem = openssl([
  'req',
  '-new',
  '-x509',
  '-key',
  fileWith(pkcs8(rsa.privateKey)),
  '-subj',
  '/CN=Harbor Ridge',
  '-days',
  '30',
]);

test.each<[string, string]>([
  ['PKCS#8, RSA', pkcs8(rsa.privateKey)],
  ['PKCS#8, EC', pkcs8(ec.privateKey)],
  ['PKCS#1', rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
  ['SEC1', ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString()],
  ['SEC1 after its parameters, as openssl ecparam writes it', openssl(['ecparam', '-name', 'secp384r1', '-genkey'])],
  ['with lines of Windows and a byte order mark', `\uFEFF${pkcs8(ec.privateKey).replaceAll('\n', '\r\n')}`],
  [
    'with text before it, as openssl pkcs12 writes it',
    `Bag Attributes\n    friendlyName: p2p\n${pkcs8(ec.privateKey)}`,
  ],
  ['with blanks at the ends of lines', pkcs8(ec.privateKey).replaceAll('\n', '  \n')],
])('is taken: %s', async (_, pem) => {
  const { key } = loadKey(new Secret(pem));
  const record = describeKey(key, circumstances);
  const bytes = Buffer.from('a JWT to sign');
  const signature = await signWith(key, { algorithm: record.algorithm, form: 'der', bytes });
  const publicKey = createPublicKey(record.publicPem);
  expect(verify(`sha${record.algorithm.slice(2)}`, bytes, publicKey, signature)).toBe(true);
});

/** A block without a key in it. */
const pemLabelled = (label: string) => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;

/** The private exponent of another key under this one's modulus: each number is well formed, and no signature holds. */
function inconsistent(): string {
  const own = rsa.privateKey.export({ format: 'jwk' });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const mixed = createPrivateKey({ key: { ...other, n: own.n ?? '' }, format: 'jwk' });
  return pkcs8(mixed);
}

test.each<[string, string, () => string]>([
  [
    'encrypted PKCS#8',
    'key/encrypted',
    () =>
      rsa.privateKey
        .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'of nothing' })
        .toString(),
  ],
  [
    'encrypted PKCS#1',
    'key/encrypted',
    () =>
      rsa.privateKey
        .export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'of nothing' })
        .toString(),
  ],
  ['a certificate', 'key/certificate', () => certificatePem],
  ['a public key', 'key/public-key', () => rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()],
  ['a public key of SSH', 'key/public-key', () => 'ssh-rsa AAAAB3NzaC1yc2E= ana@harbor'],
  [
    'a request',
    'key/request',
    () => openssl(['req', '-new', '-key', fileWith(pkcs8(rsa.privateKey)), '-subj', '/CN=x']),
  ],
  ['a key of OpenSSH', 'key/openssh', () => pemLabelled('OPENSSH PRIVATE KEY')],
  ['a JWK', 'key/jwk', () => JSON.stringify(ec.publicKey.export({ format: 'jwk' }))],
  ['DER', 'key/binary', () => rsa.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('utf8')],
  [
    'without its first and last line',
    'key/no-boundaries',
    () => pkcs8(rsa.privateKey).split('\n').slice(1, -2).join('\n'),
  ],
  ['cut off', 'key/no-end', () => pkcs8(rsa.privateKey).slice(0, 600)],
  ['two keys', 'key/several', () => pkcs8(rsa.privateKey) + pkcs8(ec.privateKey)],
  ['a line lost', 'key/unreadable', () => pkcs8(rsa.privateKey).split('\n').toSpliced(4, 1).join('\n')],
  [
    'a letter changed to none of Base64',
    'key/unreadable',
    () =>
      pkcs8(rsa.privateKey)
        .replace(/[A-Z]/g, (letter, at) => (at === 200 ? '!' : letter))
        .replace('MII', '!!!'),
  ],
  ['nothing', 'key/nothing', () => ''],
  ['a letter', 'key/nothing', () => 'Dear colleague, the key follows by another mail.'],
  ['RSA 1024', 'key/rsa-too-small', () => pkcs8(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey)],
  [
    'the exponent 3',
    'key/weak-exponent',
    () => pkcs8(generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).privateKey),
  ],
  ['RSA-PSS', 'key/rsa-pss', () => pkcs8(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey)],
  ['P-521', 'key/other-curve', () => pkcs8(generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey)],
  ['secp256k1', 'key/other-curve', () => pkcs8(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey)],
  ['Ed25519', 'key/other-kind', () => pkcs8(generateKeyPairSync('ed25519').privateKey)],
  ['numbers that do not belong together', 'key/inconsistent', inconsistent],
])('is named: %s, %s', (_, code, text) => {
  expect(() => loadKey(new Secret(text()))).toThrow(expect.objectContaining({ code }) as Error);
});

test('no refusal holds a part of the key', () => {
  const broken = pkcs8(rsa.privateKey).split('\n').toSpliced(4, 1).join('\n');
  let told = '';
  try {
    loadKey(new Secret(broken));
  } catch (error) {
    told = JSON.stringify([String(error), (error as Error).cause, (error as Error).stack, error]);
  }
  expect(told).not.toBe('');
  expect(
    broken
      .split('\n')
      .filter((line) => line.length > 20 && told.includes(line.slice(0, 20)) && !line.startsWith('-----')),
  ).toEqual([]);
});

test('kid is the thumbprint of RFC 7638, with the example of its section 3.1', () => {
  const n =
    '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
  const jwk = { kty: 'RSA', n, e: 'AQAB', alg: 'RS256', kid: '2011-04-29' };
  expect(thumbprintOf(jwk, digests.sha256)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
});

test.each(['RSA-3072', 'EC-P-384', 'EC-P-256'] as const)('what is made is what was asked for: %s', async (kind) => {
  const key = await makeKey(kind);
  const record = describeKey(key, circumstances);
  const text = openssl(['pkey', '-pubin', '-noout', '-text'], record.publicPem);
  expect(text).toContain({ 'RSA-3072': '(3072 bit)', 'EC-P-384': 'secp384r1', 'EC-P-256': 'prime256v1' }[kind]);
  expect(record.publicJwk).toMatchObject({ kid: record.thumbprint, use: 'sig', alg: record.algorithm });
  const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];
  expect(Object.keys(record.publicJwk).filter((name) => secretMembers.includes(name))).toEqual([]);
});

test.each(['RSA-3072', 'EC-P-384'] as const)('a certificate that openssl takes: %s', async (kind) => {
  const key = await makeKey(kind);
  const name = 'Harbor "Ridge", Health + Plan \\ Zürich';
  const wish = { commonName: name, days: 730, uri: 'https://harbor.example/p2p', now: new Date() };
  const file = fileWith(await selfSigned(key, wish));
  const text = openssl(['x509', '-in', file, '-noout', '-text', '-nameopt', 'utf8,sep_multiline']);
  expect(openssl(['verify', '-CAfile', file, file])).toContain('OK');
  expect(text).toContain(name);
  expect(text).toContain('CA:FALSE');
  expect(text).toContain('Digital Signature');
  expect(text).toContain('URI:https://harbor.example/p2p');
});

test.each([
  ['no name', { commonName: ' ' }, 'certificate/wrong-name'],
  ['a name of 65 characters', { commonName: 'x'.repeat(65) }, 'certificate/wrong-name'],
  ['no days', { days: 0 }, 'certificate/wrong-days'],
  ['half a day', { days: 0.5 }, 'certificate/wrong-days'],
  ['eleven years', { days: 4000 }, 'certificate/wrong-days'],
  ['an address that is none', { uri: 'harbor' }, 'certificate/wrong-uri'],
])('a certificate is not made with %s', async (_, wrong, code) => {
  const wish = { commonName: 'Harbor Ridge', days: 30, uri: '', now: new Date(), ...wrong };
  await expect(selfSigned(ec.privateKey, wish)).rejects.toMatchObject({ code });
});

test('of the certificates beside a key, its own is found', () => {
  const { key, certificates } = loadKey(new Secret(pkcs8(rsa.privateKey) + certificatePem));
  expect(certificateOf(key, certificates)?.subject).toBe('CN=Harbor Ridge');
  expect(certificateOf(ec.privateKey, certificates)).toBeNull();
  expect(readCertificate(certificatePem).selfSigned).toBe(true);
});

test('a CA is taken as PEM and as DER; a certificate that may not sign others is not', async () => {
  const der = Buffer.from(certificatePem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  expect(readAuthority(new Uint8Array(der))).toBe(readAuthority(Buffer.from(certificatePem)));
  const leaf = await selfSigned(ec.privateKey, { commonName: 'Leaf', days: 30, uri: '', now: new Date() });
  expect(() => readAuthority(Buffer.from(leaf))).toThrow(
    expect.objectContaining({ code: 'certificate/not-an-authority' }) as Error,
  );
  expect(() => readAuthority(Buffer.from('no'))).toThrow(
    expect.objectContaining({ code: 'certificate/unreadable' }) as Error,
  );
});

test('of a file with several certificates every CA is taken, and what is none is named', async () => {
  const now = new Date();
  const root = await certify(now, { name: 'root', ca: true });
  const issuing = await certify(now, { name: 'issuing', ca: true, issuer: root });
  const leaf = await certify(now, { name: 'leaf', issuer: issuing });
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  const read = (...pems: string[]) => readAuthorities(Buffer.from(pems.join('\n')));
  const own = [root, issuing].map((one) => readAuthority(Buffer.from(pemOf(one))));
  expect(read(pemOf(leaf), pemOf(root), broken, pemOf(issuing), pemOf(root))).toEqual({
    authorities: own,
    leftOut: ['CN=leaf', 'number 3, which cannot be read'],
  });
  expect(read(pemOf(root))).toEqual({ authorities: own.slice(0, 1), leftOut: [] });
  expect(() => read(pemOf(leaf), pemOf(leaf))).toThrow(
    expect.objectContaining({ code: 'certificate/not-an-authority' }) as Error,
  );
});
