import { createPublicKey, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { KeyPart } from '#core/domain/keys/key-part.ts';
import { keyParts } from '#core/domain/keys/key-part.ts';
import { leavingPart } from '#core/domain/keys/leaving-part.ts';
import type { KeyRecord } from '#core/domain/keys/key-record.ts';
import { thumbprintsOf } from '#core/domain/keys/thumbprints.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { makeCertificate, makeRequest } from '#core/use-cases/key-certificates.ts';
import { generateKey } from '#core/use-cases/payer-keys.ts';
import { createPayer } from '#core/use-cases/payers.ts';
import { memoryPorts } from '../../memory-ports.ts';

const now = new Date('2027-02-01T00:00:00Z');
let payer: Payer;
let key: KeyRecord;

beforeAll(async () => {
  const ports = memoryPorts();
  const ref = 'northlake@test';
  await createPayer(ports, { ref, name: 'Northlake Mutual' });
  for (const kind of ['EC-P-384', 'RSA-2048'] as const) await generateKey(ports, { ref, kind });
  const keyId = (await ports.store.payer(ref)).keys[0]?.id ?? '';
  const subject = {
    commonName: 'Northlake',
    organization: '',
    organizationalUnit: '',
    locality: '',
    state: '',
    country: '',
  };
  const wish = { subject, dnsNames: [], uris: [], usages: [] };
  await makeCertificate(ports, { ref, keyId, wish: { ...wish, days: 100 }, replaces: false });
  payer = await makeRequest(ports, { ref, keyId, wish, template: null, replaces: false });
  key = payer.keys[0] as KeyRecord;
});

test('every part has a file, with a name that every file system takes', () => {
  const names = keyParts.map((part) => leavingPart({ payer, key, now }, part).name);
  expect(names).toEqual([
    'northlake_test-public-key.pem',
    'northlake_test-jwk.json',
    'northlake_test-jwks.json',
    'northlake_test-certificate.pem',
    'northlake_test-chain.pem',
    'northlake_test-request.pem',
    'northlake_test-certificate.ics',
  ]);
});

test('the JWKS holds all keys, the one that signs first, with these members and no others', () => {
  const { keys } = JSON.parse(leavingPart({ payer, key, now }, 'jwks').text) as { keys: object[] };
  expect(keys.map((jwk) => Object.keys(jwk).sort())).toEqual([
    ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
    ['alg', 'e', 'kid', 'kty', 'n', 'use'],
  ]);
});

test('JWK and PEM are the one public key', () => {
  const text = (part: KeyPart) => leavingPart({ payer, key, now }, part).text;
  const jwk = createPublicKey({ key: JSON.parse(text('jwk')) as Record<string, string>, format: 'jwk' });
  expect([jwk.equals(createPublicKey(text('public-pem'))), JSON.parse(text('jwk'))]).toMatchObject([
    true,
    { kid: key.thumbprint, alg: 'ES384', use: 'sig' },
  ]);
});

test('the chain has the leaf first', () => {
  const above = { ...(key.certificate as NonNullable<KeyRecord['certificate']>), pem: 'above\n' };
  const { text } = leavingPart({ payer, key: { ...key, chain: [above] }, now }, 'chain');
  expect(text).toBe(`${key.certificate?.pem ?? ''}above\n`);
});

test.each([
  ['certificate', 'key/no-certificate'],
  ['chain', 'key/no-certificate'],
  ['calendar', 'key/no-certificate'],
  ['request', 'key/no-request'],
] as const)('%s of a key that has none: %s', (part, code) => {
  const bare = payer.keys[1] as KeyRecord;
  expect(() => leavingPart({ payer, key: bare, now }, part)).toThrow(expect.objectContaining({ code }));
});

test.each(keyParts.map((part) => [part] as const))(
  '%s does not leave where the certificate has another key',
  (part) => {
    const other = payer.keys[1] as KeyRecord;
    const wrong = { ...other, certificate: key.certificate };
    const given = { payer: { ...payer, keys: [wrong] }, key: wrong, now };
    expect(() => leavingPart(given, part)).toThrow(expect.objectContaining({ code: 'certificate/other-key' }));
  },
);

describe('thumbprints', () => {
  test('are those that Node tells of the certificate', () => {
    const { fingerprint, fingerprint256, raw } = new X509Certificate(key.certificate?.pem ?? '');
    expect([raw.length > 0, thumbprintsOf(key)]).toMatchObject([
      true,
      {
        kid: key.kid,
        jwkThumbprint: key.thumbprint,
        certificate: {
          sha1: fingerprint,
          sha256: fingerprint256,
          x5t: Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url'),
          x5tS256: Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
        },
      },
    ]);
  });

  test('a key without a certificate has none of those', () => {
    expect(thumbprintsOf(payer.keys[1] as KeyRecord).certificate).toBe(null);
  });
});
