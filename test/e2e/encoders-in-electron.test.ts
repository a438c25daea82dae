/** @file What leaves the vault is encrypted by Electron’s BoringSSL too: openssl opens it here, and it is what was given. */
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CameOut, Given } from '../keys/encoders-in-electron.ts';
import { keyOfEach, writeKey } from '../node/support/keys.ts';
import { openssl } from '../node/support/openssl.ts';
import { runInElectron } from './support/run-in-electron.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-electron-'));
const file = (name: string) => path.join(folder, name.replaceAll(' ', '-'));
const passphrase = 'Kirschblüte-Straße 🔑';
const clientSecret = '§ecret "of" Northlake';
const kinds = ['RSA 2048', 'EC P-256', 'EC P-384', 'EC P-521', 'Ed25519'] as const;
/** An Ed25519 key cannot be encrypted to. */
const recipientKinds = kinds.filter((kind) => kind !== 'Ed25519');
const algorithms = {
  'RSA 2048': 'PS384',
  'EC P-256': 'ES256',
  'EC P-384': 'ES384',
  'EC P-521': 'ES512',
  Ed25519: 'EdDSA',
};
const pemOf = (kind: string) => keyOfEach[kind]?.export({ format: 'pem', type: 'pkcs8' }).toString() ?? '';

/** A certificate for another key of that kind than the one that is handed over. */
function recipient(kind: string): string {
  const [, curve = ''] = kind.split(' ');
  const key = kind.startsWith('RSA') ? ['rsa:2048'] : ['ec', '-pkeyopt', `ec_paramgen_curve:${curve}`];
  const files = ['-keyout', file(`${kind}.key.pem`), '-out', file(`${kind}.pem`)];
  const named = ['-subj', '/CN=Operator', '-days', '30', '-addext', 'basicConstraints=critical,CA:FALSE'];
  openssl(['req', '-x509', '-newkey', ...key, '-nodes', ...files, ...named]);
  return readFileSync(file(`${kind}.pem`), 'utf8');
}

let there: CameOut;
beforeAll(async () => {
  const given: Given = {
    passphrase,
    clientSecret,
    keys: kinds.map((kind) => ({ kid: kind, algorithm: algorithms[kind], pem: pemOf(kind) })),
    recipients: recipientKinds.map(recipient),
  };
  writeFileSync(file('given.json'), JSON.stringify(given));
  await runInElectron('test/keys/encoders-in-electron.ts', { folder, args: [file('given.json'), file('out.json')] });
  there = JSON.parse(readFileSync(file('out.json'), 'utf8')) as CameOut;
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('it was Electron', () => {
  expect(there.versions['electron']).toMatch(/^\d+\./);
});

test.each(kinds)('openssl opens the key %s that it encrypted, and says with what', (kind) => {
  const encrypted = there.encrypted[kinds.indexOf(kind)] ?? '';
  writeFileSync(file('encrypted.pem'), encrypted);
  const opened = openssl(['pkey', '-in', file('encrypted.pem'), '-passin', 'env:PASSPHRASE'], {
    env: { PASSPHRASE: passphrase },
  });
  const structure = openssl(['asn1parse', '-in', file('encrypted.pem')]).toString();
  expect({
    isTheKey: keyOfEach[kind]?.equals(createPrivateKey(opened)),
    oids: [...structure.matchAll(/OBJECT +:(\S+)/g)].map(([, name]) => name),
    rounds: [...structure.matchAll(/INTEGER +:(\S+)/g)].map(([, value]) => Number.parseInt(value ?? '', 16)),
  }).toEqual({
    isTheKey: true,
    oids: ['PBES2', 'PBKDF2', 'hmacWithSHA256', 'aes-256-cbc'],
    rounds: [600_000],
  });
});

test.each(recipientKinds)('openssl opens what it handed over to a certificate with a key %s', (kind) => {
  writeFileSync(file('envelope.cms'), Buffer.from(there.handedOver[recipientKinds.indexOf(kind)] ?? '', 'base64'));
  const wanted = ['-inkey', file(`${kind}.key.pem`), '-recip', file(`${kind}.pem`)];
  const text = openssl(['cms', '-decrypt', '-binary', '-inform', 'DER', '-in', file('envelope.cms'), ...wanted]);
  const { payers } = JSON.parse(text.toString()) as { payers: unknown };
  const jwk = (each: (typeof kinds)[number]) => keyOfEach[each]?.export({ format: 'jwk' });
  expect(payers).toEqual([
    {
      ref: 'northlake@test',
      clientId: 'requesting-payer',
      keys: kinds.map((each) => ({ kid: each, alg: algorithms[each], privateKeyPem: pemOf(each) })),
      jwks: { keys: kinds.map((each) => ({ ...jwk(each), kid: each, alg: algorithms[each], use: 'sig' })) },
      clientSecret,
    },
  ]);
});

test('another key of the same kind opens nothing', () => {
  writeFileSync(file('envelope.cms'), Buffer.from(there.handedOver[1] ?? '', 'base64'));
  const other = writeKey(file('other.pem'), keyOfEach['EC P-256'] as NonNullable<(typeof keyOfEach)[string]>);
  const wanted = ['-inkey', other, '-recip', file('EC P-256.pem')];
  expect(() => openssl(['cms', '-decrypt', '-inform', 'DER', '-in', file('envelope.cms'), ...wanted])).toThrow();
});
