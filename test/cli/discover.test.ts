/** @file Discover as a person runs it: an address that is pasted, a capture of a colleague, a reload, and what waits for a confirmation. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '#core/domain/discovery/finding.ts';
import { openidConfiguration } from '../northlake.ts';
import { makeAuthority } from '../servers/authority.ts';
import type { Misbehaving } from '../servers/misbehaving/start.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import { startProxy } from '../servers/proxy.ts';
import type { Desk, Ended } from './support/command-line.ts';
import { desk } from './support/command-line.ts';

const ref = 'southlake@test';
let at: Desk;
let server: Misbehaving;
let reach: string[];

beforeAll(async () => {
  at = desk();
  server = await startMisbehaving({ authority: await makeAuthority() });
  writeFileSync(path.join(at.folder, 'ca.pem'), server.ca);
  reach = ['--ca', 'ca.pem', '--allow-private'];
  publish({});
  await at.run(['payer', 'new', ref]);
});
afterAll(async () => {
  at.remove();
  await server.stop();
});

function publish(change: Record<string, unknown>): void {
  const issuer = `${server.origin}/as`;
  const document = {
    ...(JSON.parse(openidConfiguration) as object),
    issuer,
    token_endpoint: `${issuer}/token`,
    jwks_uri: undefined,
    authorization_endpoint: `${issuer}/authorize`,
  };
  server.place('/as/.well-known/openid-configuration', {
    body: JSON.stringify({ ...document, ...change }),
    headers: { ETag: '"v1"' },
  });
}

const codes = (ended: Ended) => (ended.json()['findings'] as Finding[]).map(({ code }) => code);
const discover = (...args: string[]) => at.run(['discover', ...args, ...reach, '--json']);

test('an address without a scheme is an address, where no file has that name', async () => {
  const ended = await discover(`${server.origin.replace('https://', '')}/as`);
  expect([ended.status, ended.json()['understoodAs']]).toEqual([0, 'issuer']);
});

test.each([
  ['ftp://payer.example', 'discovery/no-address'],
  ['https://payer.example/{practice_code}', 'discovery/template-address'],
])('%s is a finding, and nothing is understood', async (address, code) => {
  const ended = await at.run(['discover', address, '--json']);
  expect([ended.status, codes(ended)]).toEqual([2, [code]]);
  expect((await at.run(['discover', address])).stdout).toMatch(/^not understood\n/);
});

test('what the recipe writes, run by a shell, is read with its addresses', async () => {
  const { stdout, status } = await at.run([
    'discover',
    `${server.origin}/as`,
    '--recipe',
    '--also',
    `${server.origin}/as/keys`,
  ]);
  const env = { ...process.env, CURL_CA_BUNDLE: path.join(at.folder, 'ca.pem') };
  await promisify(execFile)('sh', ['-c', stdout], { cwd: at.folder, env });
  const ended = await at.run(['discover', 'payer-documents.txt', '--json']);
  const from = `${server.origin}/as/.well-known/openid-configuration`;
  expect([status, ended.json()['documents']]).toEqual([
    0,
    [expect.objectContaining({ retrievedFrom: from, etag: '"v1"' })],
  ]);
});

test.each([
  [['https://a.example', 'https://b.example']],
  [['one.json', 'https://b.example']],
  [['one.json', 'two.json', '--retrieved-from', 'https://a.example']],
  [['']],
])('%j is wrong usage', async (args) => {
  expect((await at.run(['discover', ...args])).status).toBe(64);
});

test('what a file is said to come from holds the issuer to it, however it is spelt', async () => {
  writeFileSync(path.join(at.folder, 'oidc.json'), openidConfiguration);
  const { issuer } = JSON.parse(openidConfiguration) as { issuer: string };
  const from = (address: string) => at.run(['discover', 'oidc.json', '--retrieved-from', address, '--json']);
  expect(codes(await from('https://evil.example/p2p/'))).toContain('issuer/differs');
  expect(codes(await from(issuer.replace('https://', '')))).not.toContain('issuer/differs');
});

test('a reload keeps what stands and tells what is different; one field is taken by its name', async () => {
  const address = `${server.origin}/as`;
  expect((await discover(address, '--payer', ref)).status).toBe(0);
  publish({ token_endpoint: `${server.origin}/as/v2/token` });

  const all = await at.run(['discover', '--all', '--json']);
  expect([all.status, all.json()['payers']]).toEqual([2, [expect.objectContaining({ ref, is: 'different' })]]);

  const reloaded = await discover(address, '--payer', ref);
  expect(reloaded.json()['changed']).toEqual([
    { name: 'tokenEndpoint', kept: `${server.origin}/as/token`, now: `${server.origin}/as/v2/token` },
  ]);
  expect((await at.run(['payer', 'show', ref])).stdout).toContain(`tokenEndpoint\t${server.origin}/as/token`);
  await at.run(['payer', 'set', ref, 'tokenEndpoint']);
  expect((await at.run(['payer', 'show', ref])).stdout).toContain(`tokenEndpoint\t${server.origin}/as/v2/token`);
  expect((await at.run(['discover', '--all'])).stdout).toBe(`${ref}\tsame\n`);
});

test('an endpoint elsewhere waits for a confirmation, which is kept with who, when and both values', async () => {
  await at.run(['key', 'new', ref, '--kind', 'EC-P-384']);
  await at.run([
    'payer',
    'set',
    ref,
    'tokenEndpoint=https://victim.example/token',
    'clientId=us',
    'nodeId=Master',
    'moduleId=smart_inbound',
  ]);
  const tested = await at.run(['test', ref, '--json']);
  const exported = await at.run(['export', ref, '--out', 'b.zip', '--json']);
  expect([tested.json()['fault'], exported.json()['fault']]).toMatchObject([
    { code: 'token/not-confirmed' },
    { code: 'payer/not-confirmed' },
  ]);
  const shown = (await at.run(['payer', 'show', ref])).stdout;
  expect(shown).toContain('[endpoint/other-domain]');
  expect(shown).toContain('told      https://victim.example/token');

  const accepted = await at.run(['payer', 'accept', ref, 'endpoint/other-domain', '--reason', 'told by telephone']);
  expect(accepted.status).toBe(0);
  const payer = (await at.run(['payer', 'show', ref, '--json'])).json();
  expect(payer['accepted']).toMatchObject([
    {
      code: 'endpoint/other-domain',
      reason: 'told by telephone',
      by: expect.stringMatching(/./) as string,
      compared: { told: 'https://victim.example/token' },
    },
  ]);
});

test('a proxy is used, and its password is taken from no argument', async () => {
  const proxy = await startProxy({ login: 'ana:canary-of-a-proxy' });
  const named = proxy.origin.replace('//', '//ana@');
  const asked = ['discover', `${server.origin}/as`, '--payer', ref, '--proxy', named, '--json'];
  expect(codes(await at.run(asked))).toContain('discovery/proxy-wants-login');
  await at.run(['payer', 'proxy-password', ref], { input: 'canary-of-a-proxy\n' });
  expect(codes(await at.run(asked))).toContain('discovery/through-proxy');
  await proxy.stop();
  expect((await at.run(['discover', 'https://a.example', '--proxy', 'http://ana:word@proxy.example'])).status).toBe(64);
  expect(at.printed()).not.toContain('canary-of-a-proxy');
});

test('a password that was given for one proxy is not sent to another that is named by an option', async () => {
  const own = await startProxy();
  const other = await startProxy();
  const named = (proxy: string) => proxy.replace('//', '//ana@');
  await at.run(['payer', 'trust', ref, '--proxy', named(own.origin)]);
  await at.run(['payer', 'proxy-password', ref], { input: 'canary-of-a-proxy\n' });
  await at.run(['discover', `${server.origin}/as`, '--payer', ref, '--proxy', named(other.origin), '--json']);
  await at.run(['payer', 'trust', ref, '--proxy', 'none']);
  await own.stop();
  await other.stop();
  expect(new Set(other.credentials)).toEqual(new Set(['ana:']));
});

test('what was opened is taken back: private addresses, one CA, all of them', async () => {
  const [one, two] = [await makeAuthority(), await makeAuthority()].map(({ certificatePem }) => certificatePem);
  writeFileSync(path.join(at.folder, 'both.pem'), `${one ?? ''}\n${two ?? ''}`);
  interface Told {
    allowPrivate: boolean;
    ownAuthorities: { sha256: string; subject: string }[];
  }
  const trust = async (...args: string[]) =>
    (await at.run(['payer', 'trust', 'fresh@test', ...args, '--json'])).json() as unknown as Told;
  await at.run(['payer', 'new', 'fresh@test']);
  const wide = await trust('--ca', 'both.pem', '--ca', 'ca.pem', '--allow-private');
  const [first = { sha256: '' }] = wide.ownAuthorities;
  const narrow = await trust('--no-private', '--forget-ca', first.sha256);
  const none = await trust('--forget-ca', 'all');
  const both = await at.run(['payer', 'trust', 'fresh@test', '--no-private', '--allow-private']);
  const count = ({ allowPrivate, ownAuthorities }: Told) => [allowPrivate, ownAuthorities.length];
  expect([count(wide), count(narrow), count(none), both.status]).toEqual([[true, 3], [false, 2], [false, 0], 64]);
  await at.run(['payer', 'remove', 'fresh@test']);
});
