/** @file Certificates as a person gets them: a request that is looked at, a CA that is not ours, what comes back, and what is said about it. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KeyRecord, RequestRecord } from '#core/domain/keys/key-record.ts';
import { writeKey } from '../node/support/keys.ts';
import { openssl } from '../node/support/openssl.ts';
import type { Authority } from '../node/support/openssl-authority.ts';
import { opensslAuthority } from '../node/support/openssl-authority.ts';
import { issuer, openidConfiguration } from '../northlake.ts';
import type { Desk, Ended } from './support/command-line.ts';
import { desk } from './support/command-line.ts';

const ref = 'northlake@test';
const iss = 'https://p2p.example/';
let at: Desk;
let root: Authority;
let issuing: Authority;

beforeAll(async () => {
  at = desk();
  root = opensslAuthority(path.join(at.folder, 'ca'), 'Root');
  issuing = root.below('Issuing');
  writeFileSync(path.join(at.folder, 'oidc.json'), openidConfiguration);
  const { privateKey } = generateKeyPairSync('ed25519');
  writeKey(path.join(at.folder, 'key.pem'), privateKey);
  await at.run(['payer', 'new', ref]);
  await at.run(['key', 'new', ref, '--kind', 'EC-P-384']);
  await at.run(['payer', 'set', ref, 'clientId=requesting-payer', 'nodeId=Master', 'moduleId=smart_inbound']);
  const address = `${issuer}/.well-known/openid-configuration`;
  await at.run(['discover', 'oidc.json', '--retrieved-from', address, '--payer', ref]);
});
afterAll(() => {
  at.remove();
});

const file = (name: string) => path.join(at.folder, name);
const told = ({ stderr }: Ended) => [...stderr.matchAll(/\[([a-z]+\/[a-z-]+)\]/g)].map(([, code]) => code);

async function keysNow(): Promise<KeyRecord[]> {
  return (await at.run(['key', 'list', ref, '--json'])).json()['keys'] as KeyRecord[];
}

/** Asks the CA for a certificate of the request that waits, and loads what it made. */
async function answered(wish: Parameters<Authority['issue']>[1] = {}, others: readonly string[] = []): Promise<Ended> {
  const { stdout } = await at.run(['key', 'csr', ref]);
  writeFileSync(file('answer.pem'), [root.pem, issuing.issue(stdout, wish), issuing.pem, ...others].join(''));
  return at.run(['key', 'certificate', ref, '--load', 'answer.pem', '--json']);
}

test('a request is shown in words before it leaves, and says what is missing', async () => {
  const made = await at.run([
    'key',
    'csr',
    ref,
    '--template',
    'udap',
    '--organization',
    'Harbor Ridge',
    '--country',
    'US',
  ]);
  expect([made.status, told(made)]).toEqual([0, ['certificate/no-uri']]);
  for (const line of [
    'Subject: CN=northlake-p2p client',
    ', O=Harbor Ridge, C=US',
    'URIs: none',
    'Use: digital signature (digitalSignature)',
    'Public key: EC P-384',
  ])
    expect(made.stderr).toContain(line);
  writeFileSync(file('asked.pem'), made.stdout);
  expect(openssl(['req', '-in', file('asked.pem'), '-verify', '-noout', '-subject']).toString()).toContain(
    'C = US, O = Harbor Ridge',
  );
  const again = await at.run(['key', 'csr', ref]);
  expect([again.stdout, told(again)]).toEqual([made.stdout, ['certificate/no-uri']]);
});

test('a request with its URI goes to a file, and waits', async () => {
  const args = ['--template', 'mtls', '--uri', iss, '--dns', 'p2p.example', '--out', 'asked.pem', '--json'];
  // The one before may be at the CA: it gives way only where that is said.
  const refused = await at.run(['key', 'csr', ref, ...args]);
  expect([refused.status, told(refused)]).toEqual([1, ['request/waits-already']]);
  const made = await at.run(['key', 'csr', ref, ...args, '--replace']);
  const request = made.json()['request'] as RequestRecord;
  expect([made.status, told(made), made.json()['written']]).toEqual([0, [], 'asked.pem']);
  expect(request).toMatchObject({
    uris: [iss],
    dnsNames: ['p2p.example'],
    usages: ['digitalSignature', 'clientAuth'],
    template: 'mtls',
  });
  expect(readFileSync(file('asked.pem'), 'utf8')).toBe(request.pem);
  expect((await keysNow())[0]).toMatchObject({ request, certificate: null });
});

test('what the CA issued joins the request, with its chain in order; what has no place is named', async () => {
  const stranger = opensslAuthority(file('stranger'), 'Stranger');
  const joined = await answered({}, [stranger.pem]);
  expect([joined.status, told(joined)]).toEqual([0, ['certificate/left-over']]);
  expect(joined.json()).toMatchObject({
    ok: true,
    keys: [
      {
        request: null,
        certificate: { uris: [iss], issuer: 'CN=Issuing' },
        chain: [{ subject: 'CN=Issuing' }, { subject: 'CN=Root' }],
      },
    ],
    leftOver: [{ subject: 'CN=Stranger' }],
  });
  await at.run(['registration', ref, '--out', 'sheet']);
  expect(readdirSync(file('sheet')).sort()).toEqual([
    'README.md',
    'jwks.json',
    'p2p-signing-cert.pem',
    'p2p-signing-chain.pem',
    'registration.json',
  ]);
  const [leaf, chain] = [file('sheet/p2p-signing-cert.pem'), file('sheet/p2p-signing-chain.pem')];
  writeFileSync(file('root.pem'), root.pem);
  expect(openssl(['verify', '-CAfile', file('root.pem'), '-untrusted', chain, leaf]).toString()).toContain(': OK');
});

test('a chain that comes as a file of its own joins its certificate, and the same leaf again drops nothing', async () => {
  const [held] = await keysNow();
  for (const [name, text] of [
    ['leaf.pem', held?.certificate?.pem ?? ''],
    ['chain.pem', issuing.pem + root.pem],
  ] as const) {
    writeFileSync(file(name), text);
    const again = await at.run(['key', 'certificate', ref, '--load', name, '--json']);
    expect([again.status, told(again), (await keysNow())[0]]).toEqual([0, [], held]);
  }
});

test('a request that waits can be forgotten', async () => {
  await at.run(['key', 'csr', ref, '--uri', iss]);
  const forgotten = await at.run(['key', 'csr', ref, '--forget']);
  expect([forgotten.status, (await keysNow())[0]?.request]).toEqual([0, null]);
  const again = await at.run(['key', 'csr', ref, '--forget']);
  expect([again.status, told(again)]).toEqual([1, ['request/none-waits']]);
  expect((await at.run(['key', 'csr', ref, '--forget', '--out', 'asked.pem'])).status).toBe(64);
});

test('a CA that left the URI out is named when its certificate is loaded, and again before an export', async () => {
  await at.run(['key', 'csr', ref, '--template', 'udap', '--uri', iss]);
  expect(told(await answered({ copies: 'none' }))).toEqual(['certificate/uri-not-iss']);
  const exported = await at.run(['export', ref, '--out', 'doubtful.zip']);
  expect([exported.status, told(exported)]).toEqual([2, ['certificate/uri-not-iss']]);
});

test('a certificate that has ended joins, and is told before anything leaves or is planned', async () => {
  await at.run(['key', 'csr', ref, '--uri', iss]);
  const issuedNow = await answered({ days: 0 });
  expect(issuedNow.status).toBe(0);
  // It ends with the second in which it was made.
  await setTimeout(1500);
  const exported = await at.run(['export', ref, '--out', 'ended.zip']);
  expect([exported.status, told(exported)]).toEqual([2, ['certificate/ended']]);
  const registered = await at.run(['registration', ref, '--out', 'sheet']);
  expect([registered.status, told(registered)]).toEqual([2, ['certificate/ended']]);
  const listed = await at.run(['key', 'list', ref]);
  expect([listed.status, told(listed)]).toEqual([2, ['certificate/ended']]);
  expect(listed.stdout).toMatch(/certificate until \d+ \w+ \d+, ended .* ago/);
  expect((await at.run(['payer', 'list'])).stdout).toMatch(/certificate ended .* ago/);
  await at.run([
    'target',
    'add',
    'cdr',
    '--url',
    'https://127.0.0.1:9/',
    '--user',
    'ana',
    '--secret-file',
    'oidc.json',
  ]);
  for (const args of [
    ['plan', ref],
    ['push', ref],
    ['push', ref, '--yes'],
  ])
    expect(told(await at.run([...args, '--target', 'cdr']))[0]).toBe('certificate/ended');
});

test('a self-signed one says what it is told to', async () => {
  const args = [
    '--subject',
    'Harbor Ridge P2P',
    '--days',
    '30',
    '--uri',
    iss,
    '--usage',
    'digitalSignature',
    '--usage',
    'clientAuth',
  ];
  const refused = await at.run(['key', 'certificate', ref, ...args]);
  expect([refused.status, told(refused)]).toEqual([1, ['certificate/replaces-issued']]);
  const made = await at.run(['key', 'certificate', ref, ...args, '--replace']);
  expect([
    made.status,
    made.stdout.includes('Subject: CN=Harbor Ridge P2P'),
    made.stdout.includes(', 29 days left'),
  ]).toEqual([0, true, true]);
  const [key] = await keysNow();
  writeFileSync(file('own.pem'), key?.certificate?.pem ?? '');
  expect(key?.chain).toEqual([]);
  expect(openssl(['verify', '-CAfile', file('own.pem'), file('own.pem')]).toString()).toContain(': OK');
  // The chain of the certificate before is no part of this registration.
  await at.run(['registration', ref, '--out', 'sheet']);
  expect(readdirSync(file('sheet'))).not.toContain('p2p-signing-chain.pem');
});

test.each([
  [['certificate', '--days', '0'], 1, 'certificate/wrong-days'],
  [['certificate', '--uri', 'p2p'], 1, 'certificate/wrong-uri'],
  [['csr', '--dns', 'köln.example'], 1, 'certificate/dns-name-not-ascii'],
  [['csr', '--country', 'usa'], 1, 'certificate/wrong-country'],
  [['csr', '--key', 'none'], 1, 'key/gone'],
  [['csr', '--usage', 'signing'], 64, undefined],
  [['csr', '--template', 'tls'], 64, undefined],
  [['certificate', '--load', 'answer.pem', '--uri', iss], 64, undefined],
  [['certificate', '--load', 'key.pem'], 1, 'certificate/none-here'],
  [['certificate', '--load', 'root.pem'], 1, 'certificate/no-key-for-it'],
])('key %j ends with %i, and changes nothing', async ([action = '', ...args], status, code) => {
  const before = await keysNow();
  const ended = await at.run(['key', action, ref, ...args]);
  expect([ended.status, told(ended)[0], ended.stdout]).toEqual([status, code, '']);
  expect(await keysNow()).toEqual(before);
});

test('a pair that differs does not leave', async () => {
  mkdirSync(file('other'), { recursive: true });
  await at.run(['payer', 'new', 'other@test']);
  await at.run(['key', 'new', 'other@test', '--kind', 'EC-P-256']);
  await at.run(['key', 'certificate', 'other@test']);
  const stored = (of: string) =>
    path.join(at.store, 'payers', readdirSync(path.join(at.store, 'payers')).find((name) => name.startsWith(of)) ?? '');
  const read = (of: string) => JSON.parse(readFileSync(stored(of), 'utf8')) as { keys: KeyRecord[] };
  const [own, other] = [read('northlake'), read('other')];
  const [key] = own.keys;
  writeFileSync(
    stored('northlake'),
    JSON.stringify({ ...own, keys: [{ ...key, certificate: other.keys[0]?.certificate }] }),
  );
  for (const args of [
    ['export', ref, '--out', 'mixed.zip'],
    ['registration', ref, '--out', 'mixed'],
    ['push', ref, '--target', 'cdr', '--yes'],
  ]) {
    const ended = await at.run(args);
    expect([ended.status, told(ended).at(-1)]).toEqual([1, 'certificate/other-key']);
  }
  expect(readdirSync(at.folder)).not.toContain('mixed.zip');
  expect(readdirSync(at.folder)).not.toContain('mixed');
});
