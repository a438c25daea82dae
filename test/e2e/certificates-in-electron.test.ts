/** @file What Electron’s BoringSSL makes of certificates and requests, openssl verifies here; what openssl makes is read there as it is here. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CertificateWish } from '#core/domain/keys/certificate-wish.ts';
import { keyKinds } from '#core/domain/keys/key-record.ts';
import { readCertificate } from '#node/keys/certificate.ts';
import { readRequest } from '#node/keys/request.ts';
import { issuedAmong } from '../keys/issued-among.ts';
import type { CameOut, Given } from '../keys/certificates-in-electron.ts';
import { keyOfEach, writeKey } from '../node/support/keys.ts';
import { openssl } from '../node/support/openssl.ts';
import { opensslAuthority } from '../node/support/openssl-authority.ts';
import { runInElectron } from './support/run-in-electron.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'payer-wizard-electron-'));
const file = (name: string) => path.join(folder, name);
const wish: CertificateWish = {
  subject: {
    commonName: 'Harbor "Ridge", P2P',
    organization: 'Größe',
    organizationalUnit: '',
    locality: '',
    state: '',
    country: 'US',
  },
  dnsNames: ['p2p.example'],
  uris: ['https://p2p.example/'],
  usages: ['digitalSignature', 'clientAuth'],
  days: 30,
};
let given: Given;
let there: CameOut;

beforeAll(async () => {
  const requests = Object.values(keyOfEach).map((key) => {
    const names = ['-subj', '/C=US/O=Harbor Ridge/CN=P2P', '-addext', 'subjectAltName=DNS:a.example,URI:urn:a:b'];
    return openssl(['req', '-new', '-key', writeKey(file('key.pem'), key), ...names]).toString();
  });
  const root = opensslAuthority(folder, 'Root');
  const issuing = root.below('Issuing');
  given = {
    wish,
    requests,
    certificates: [root.pem, issuing.pem, ...requests.map((request) => issuing.issue(request))],
  };
  writeFileSync(file('given.json'), JSON.stringify(given));
  await runInElectron('test/keys/certificates-in-electron.ts', {
    folder,
    args: [file('given.json'), file('out.json')],
  });
  there = JSON.parse(readFileSync(file('out.json'), 'utf8')) as CameOut;
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('it was Electron', () => {
  expect(there.versions['electron']).toMatch(/^\d+\./);
});

test.each(keyKinds)('what it makes with a key %s is verified by openssl, and reads the same here', (kind) => {
  const made = there.made.find((each) => each.kind === kind);
  const [request, certificate] = [made?.request.pem ?? '', made?.certificate.pem ?? ''];
  writeFileSync(file('request.pem'), request);
  writeFileSync(file('certificate.pem'), certificate);
  // It ends with another status where the signature does not verify.
  openssl(['req', '-in', file('request.pem'), '-verify', '-noout']);
  openssl(['verify', '-check_ss_sig', '-CAfile', file('certificate.pem'), file('certificate.pem')]);
  expect({ ...readRequest(request), madeAt: made?.request.madeAt }).toEqual({ ...made?.request, template: null });
  expect(readCertificate(certificate)).toEqual(made?.certificate);
  expect(made?.certificate).toMatchObject({
    selfSigned: true,
    uris: wish.uris,
    dnsNames: wish.dnsNames,
    usages: wish.usages,
  });
});

test('what openssl makes is read there as it is here, and so is who issued whom', () => {
  expect(there.requests).toEqual(given.requests.map(readRequest));
  expect(there.certificates).toEqual(given.certificates.map(readCertificate));
  expect(there.issued).toEqual(issuedAmong(given.certificates));
  expect(there.issued.length).toBe(given.certificates.length);
});
