import type { KeyObject } from 'node:crypto';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Fault } from '#core/domain/fault.ts';
import { Secret } from '#core/domain/secret.ts';
import type { HandOverPart } from '#core/ports.ts';
import { writeHandOver } from '#node/hand-over/hand-over.ts';
import { freshFolder } from './support/folders.ts';
import { openssl } from './support/openssl.ts';

const folder = freshFolder();
mkdirSync(folder);

interface CertificateWish {
  readonly key: readonly string[];
  readonly subject?: string;
  readonly extensions?: readonly string[];
}

/** A certificate and its key, as openssl makes them. */
function certificate(name: string, { key, subject = '/CN=Operator', extensions = [noAuthority] }: CertificateWish) {
  const at = path.join(folder, name.replaceAll(/\W/g, '-'));
  const files = { key: `${at}.key.pem`, certificate: `${at}.pem`, envelope: `${at}.cms` };
  const added = extensions.flatMap((extension) => ['-addext', extension]);
  const named = ['-utf8', '-subj', subject, '-days', '30', ...added];
  openssl(['req', '-x509', '-newkey', ...key, '-nodes', '-keyout', files.key, '-out', files.certificate, ...named]);
  return { ...files, pem: readFileSync(files.certificate, 'utf8') };
}

const noAuthority = 'basicConstraints=critical,CA:FALSE';
const ec = (curve: string) => ['ec', '-pkeyopt', `ec_paramgen_curve:${curve}`];

const held: Readonly<Record<string, KeyObject>> = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  ec: generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  ed: generateKeyPairSync('ed25519').privateKey,
};

const secretItem = { owner: 'northlake@test', kind: 'client-secret', id: 'client-secret' } as const;

const contents: readonly HandOverPart[] = [
  {
    owner: 'northlake@test',
    clientId: 'requesting-payer',
    keys: [
      { id: 'ec', kid: 'first', algorithm: 'ES384' },
      { id: 'rsa', kid: 'second', algorithm: 'PS256' },
    ],
    secret: secretItem,
  },
  { owner: 'harbor@test', clientId: '', keys: [{ id: 'ed', kid: 'third', algorithm: 'EdDSA' }], secret: null },
];

/** A vault that holds what is named above, and says what was asked of it. */
function source(madeAt = new Date()) {
  const asked: string[] = [];
  return {
    asked,
    contents,
    madeAt,
    keyOf: async (owner: string, keyId: string) => {
      asked.push(`${owner} ${keyId}`);
      const key = held[keyId];
      if (key === undefined) throw new Fault('key/gone', { keyId });
      return Promise.resolve(key);
    },
    secretOf: async () => Promise.resolve(new Secret('§ecret "of" Northlake')),
  };
}

interface Opened {
  payers: { keys: { privateKeyPem: string }[]; jwks: { keys: Record<string, string>[] } }[];
}

async function throughOpenssl(recipient: ReturnType<typeof certificate>, given = source()): Promise<Opened> {
  writeFileSync(recipient.envelope, await writeHandOver({ recipientPem: recipient.pem, ...given }));
  const wanted = ['-inkey', recipient.key, '-recip', recipient.certificate];
  const text = openssl(['cms', '-decrypt', '-binary', '-inform', 'DER', '-in', recipient.envelope, ...wanted]);
  return JSON.parse(text.toString()) as Opened;
}

const recipients: readonly (CertificateWish & { name: string; oids: readonly string[] })[] = [
  { name: 'RSA 2048', key: ['rsa:2048'], oids: ['rsaesOaep', 'sha256', 'mgf1', 'sha256'] },
  { name: 'RSA 3072', key: ['rsa:3072'], oids: ['rsaesOaep', 'sha256', 'mgf1', 'sha256'] },
  { name: 'RSA 4096', key: ['rsa:4096'], oids: ['rsaesOaep', 'sha256', 'mgf1', 'sha256'] },
  {
    name: 'EC P-256',
    key: ec('P-256'),
    oids: ['id-ecPublicKey', 'dhSinglePass-stdDH-sha256kdf-scheme', 'id-aes256-wrap'],
  },
  {
    name: 'EC P-384',
    key: ec('P-384'),
    oids: ['id-ecPublicKey', 'dhSinglePass-stdDH-sha384kdf-scheme', 'id-aes256-wrap'],
  },
  {
    name: 'EC P-521',
    key: ec('P-521'),
    oids: ['id-ecPublicKey', 'dhSinglePass-stdDH-sha512kdf-scheme', 'id-aes256-wrap'],
  },
];

test.each(recipients)('openssl opens what is for $name', async ({ name, oids, ...wish }) => {
  const recipient = certificate(name, wish);
  const given = source();
  const opened = await throughOpenssl(recipient, given);
  const structure = openssl(['asn1parse', '-inform', 'DER', '-in', recipient.envelope]).toString();
  const names = [...structure.matchAll(/OBJECT +:(\S+)/g)].map(([, oid]) => oid).filter((oid) => oid !== 'commonName');
  expect({ opened, names }).toEqual({
    opened: {
      type: 'payer-wizard/hand-over',
      version: 1,
      madeAt: given.madeAt.toISOString(),
      payers: [
        {
          ref: 'northlake@test',
          clientId: 'requesting-payer',
          keys: [
            { kid: 'first', alg: 'ES384', privateKeyPem: pem('ec') },
            { kid: 'second', alg: 'PS256', privateKeyPem: pem('rsa') },
          ],
          jwks: { keys: [jwk('ec', 'first', 'ES384'), jwk('rsa', 'second', 'PS256')] },
          clientSecret: '§ecret "of" Northlake',
        },
        {
          ref: 'harbor@test',
          clientId: '',
          keys: [{ kid: 'third', alg: 'EdDSA', privateKeyPem: pem('ed') }],
          jwks: { keys: [jwk('ed', 'third', 'EdDSA')] },
        },
      ],
    },
    names: ['pkcs7-envelopedData', ...oids, 'pkcs7-data', 'aes-256-cbc'],
  });
});

function pem(id: string): string | undefined {
  return held[id]?.export({ format: 'pem', type: 'pkcs8' }).toString();
}

function jwk(id: string, kid: string, alg: string) {
  return { ...held[id]?.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}

test('its private JWKs are keys again', async () => {
  const { payers } = await throughOpenssl(certificate('again', { key: ec('P-256') }));
  const keys = payers.flatMap(({ jwks }) => jwks.keys).map((key) => createPrivateKey({ key, format: 'jwk' }));
  expect(['ec', 'rsa', 'ed'].map((id, at) => held[id]?.equals(keys[at] as KeyObject))).toEqual([true, true, true]);
});

// The issuer is copied as it stands: openssl compares it with that of the certificate it was given.
test.each([
  ['in Unicode', '/C=DE/O=Größe und Söhne/CN=Zoë'],
  ['of several parts in one', '/O=Harbor Ridge+OU=Operations/CN=Ana+serialNumber=7'],
  ['with an address', '/CN=Ana/emailAddress=ana@harbor.example'],
])('finds a recipient whose name is %s', async (name, subject) => {
  const { payers } = await throughOpenssl(certificate(name, { key: ec('P-256'), subject }));
  expect(payers.length).toBe(2);
});

test('takes a certificate that allows the use it needs, and one that stands among others', async () => {
  const rsa = certificate('allowed rsa', {
    key: ['rsa:2048'],
    extensions: [noAuthority, 'keyUsage=critical,keyEncipherment'],
  });
  const agreed = certificate('allowed ec', {
    key: ec('P-256'),
    extensions: [noAuthority, 'keyUsage=critical,keyAgreement'],
  });
  const read = [
    await throughOpenssl(rsa),
    await throughOpenssl({ ...agreed, pem: `Subject: Ana\n${agreed.pem}${rsa.pem}` }),
  ];
  expect(read.map(({ payers }) => payers.length)).toEqual([2, 2]);
});

test('another key does not open it', async () => {
  const [own, other] = [certificate('own', { key: ec('P-256') }), certificate('other', { key: ec('P-256') })];
  writeFileSync(own.envelope, await writeHandOver({ recipientPem: own.pem, ...source() }));
  const wanted = ['-inkey', other.key, '-recip', other.certificate];
  expect(() => openssl(['cms', '-decrypt', '-inform', 'DER', '-in', own.envelope, ...wanted])).toThrow();
});

test('nothing of a key or secret stands in it', async () => {
  const recipient = certificate('canary', { key: ['rsa:2048'] });
  const bytes = Buffer.from(await writeHandOver({ recipientPem: recipient.pem, ...source() }));
  const marks = ['PRIVATE KEY', '§ecret', 'northlake', held['ec']?.export({ format: 'jwk' }).d ?? ''];
  expect(marks.filter((mark) => bytes.includes(mark))).toEqual([]);
});

describe('a certificate that nothing can be encrypted to', () => {
  const refused: readonly [string, string, CertificateWish, Date?][] = [
    ['recipient/authority', 'an authority', { key: ec('P-256'), extensions: ['basicConstraints=critical,CA:TRUE'] }],
    ['recipient/expired', 'expired', { key: ec('P-256') }, new Date('2199-01-01T00:00:00Z')],
    ['recipient/not-yet-valid', 'not yet valid', { key: ec('P-256') }, new Date('2001-01-01T00:00:00Z')],
    ['recipient/rsa-too-small', 'RSA 1024', { key: ['rsa:1024'] }],
    ['recipient/other-kind', 'Ed25519', { key: ['ed25519'] }],
    ['recipient/other-kind', 'RSA-PSS', { key: ['rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048'] }],
    ['recipient/other-kind', 'secp256k1', { key: ec('secp256k1') }],
    [
      'recipient/not-for-encryption',
      'RSA that may sign',
      { key: ['rsa:2048'], extensions: [noAuthority, 'keyUsage=critical,digitalSignature,keyAgreement'] },
    ],
    [
      'recipient/not-for-encryption',
      'EC that may sign',
      { key: ec('P-256'), extensions: [noAuthority, 'keyUsage=critical,digitalSignature,keyEncipherment'] },
    ],
  ];

  test.each(refused)('%s: %s', async (code, name, wish, madeAt) => {
    const { pem: recipientPem } = certificate(name, wish);
    const given = source(madeAt);
    const writing = writeHandOver({ recipientPem, ...given });
    await expect(writing).rejects.toMatchObject({ code });
    // The vault was not asked for anything.
    expect(given.asked).toEqual([]);
  });

  test.each([[''], ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'], ['no PEM at all']])(
    'recipient/unreadable: “%s”',
    async (recipientPem) => {
      await expect(writeHandOver({ recipientPem, ...source() })).rejects.toMatchObject({
        code: 'recipient/unreadable',
      });
    },
  );
});

test('a key that is gone is told', async () => {
  const recipientPem = certificate('gone', { key: ec('P-256') }).pem;
  const [part] = contents;
  const given = {
    ...source(),
    contents: [{ ...(part as HandOverPart), keys: [{ id: 'lost', kid: 'x', algorithm: 'ES384' }] }],
  };
  await expect(writeHandOver({ recipientPem, ...given })).rejects.toMatchObject({ code: 'key/gone' });
});
