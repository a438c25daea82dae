import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CertificateRecord, KeyRecord } from '#core/domain/keys/key-record.ts';
import { newPayer } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Network } from '#core/ports.ts';
import { networkOf, proxyPasswordItem } from '#core/use-cases/network-of.ts';
import { readCertificate } from '#node/keys/certificate.ts';
import { connectionsOver } from '#node/connections.ts';
import { proxyOfEnvironment } from '#node/proxy.ts';
import { webOver } from '#node/web.ts';
import { memoryVault } from '#node/vault/memory-vault.ts';
import { keyOf } from '../core/keys/records.ts';
import type { Signer } from '../pki.ts';
import { certify, keyPemOf, pemOf } from '../pki.ts';
import type { Handshake } from '../servers/misbehaving/handshakes.ts';
import { startHandshake } from '../servers/misbehaving/handshakes.ts';
import { startProxy } from '../servers/proxy.ts';

const owner = 'northlake@test';
const now = new Date();
let authority: Signer;
let client: Signer;
let server: Handshake;

beforeAll(async () => {
  authority = await certify(now, { name: 'clients', ca: true });
  client = await certify(now, { name: 'requesting-payer', issuer: authority });
  server = await startHandshake('certificate-wanted-1.2', [pemOf(authority)]);
});
afterAll(() => server.stop());

async function ask(network: Partial<Network>, systemProxy = '', more: { tlsKey?: () => Promise<string> } = {}) {
  const vault = { ...memoryVault(), tlsKey: async () => keyPemOf(client), ...more };
  await vault.keep(proxyPasswordItem(owner), new Secret('word of the proxy'));
  const asked: string[] = [];
  const connections = connectionsOver({
    vault,
    systemProxy: (url) => {
      asked.push(url);
      return Promise.resolve(systemProxy);
    },
  });
  const clientCertificate = { pem: pemOf(client), keyId: 'key', grounds: [`${server.origin}/fhir`] };
  const answer = await webOver(connections).get(server.origin, {
    authorities: [server.authority],
    allowPrivate: true,
    owner,
    clientCertificate,
    ...network,
  });
  return { outcome: answer.is === 'answered' ? answer.status : answer.code, answer, asked };
}

test('a client certificate from the vault is shown where it is wanted', async () => {
  expect((await ask({ proxy: 'none' })).outcome).toBe(200);
  expect((await ask({ proxy: 'none', clientCertificate: null })).outcome).toBe('discovery/tls-handshake-refused');
});

test('the certificates above it are shown too: the server knows the root alone', async () => {
  const issuing = await certify(now, { name: 'issuing', ca: true, issuer: authority });
  const below = await certify(now, { name: 'below', issuer: issuing });
  const [certificate, above, root] = [below, issuing, authority].map((each) => readCertificate(pemOf(each)));
  const shownBy = (chain: (CertificateRecord | undefined)[]) => {
    const key = { ...keyOf('key'), certificate, chain } as KeyRecord;
    const payer = newPayer({ ref: owner, name: '', now: now.toISOString() });
    const reached = { ...payer, keys: [key], network: { ...payer.network, clientKeyId: 'key' } };
    return networkOf(reached, server.origin).clientCertificate ?? null;
  };
  const vault = { tlsKey: async () => keyPemOf(below) };
  const shown = { proxy: 'none', clientCertificate: shownBy([above, root]) };
  expect((await ask(shown, '', vault)).outcome).toBe(200);
  expect((await ask({ ...shown, clientCertificate: shownBy([]) }, '', vault)).outcome).not.toBe(200);
});

test.each([
  ['another registered domain', ['https://payer.example/fhir']],
  ['no ground at all', []],
])('a client certificate is not shown to %s', async (_name, grounds) => {
  const clientCertificate = { pem: pemOf(client), keyId: 'key', grounds };
  expect((await ask({ proxy: 'none', clientCertificate })).outcome).toBe('discovery/tls-handshake-refused');
});

test('a proxy gets the password that the vault holds for it, and the answer names the proxy', async () => {
  const proxy = await startProxy({ login: 'ana:word of the proxy' });
  const { outcome, answer } = await ask({ proxy: proxy.origin.replace('//', '//ana@') });
  await proxy.stop();
  expect([outcome, answer.is === 'answered' && answer.proxy]).toEqual([200, new URL(proxy.origin).host]);
  expect(proxy.credentials).toEqual(['ana:word of the proxy']);
});

test('without a name in its address a proxy gets no credentials', async () => {
  const proxy = await startProxy();
  expect((await ask({ proxy: proxy.origin })).outcome).toBe(200);
  await proxy.stop();
  expect(proxy.credentials).toEqual(['']);
});

test('the system’s proxy is not asked for this machine, and none is none', async () => {
  expect((await ask({ proxy: 'system' }, 'http://127.0.0.1:9999')).asked).toEqual([]);
  expect((await ask({ proxy: 'none' }, 'http://127.0.0.1:9999')).asked).toEqual([]);
});

test.each([
  ['https://payer.example/a', { HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
  ['https://payer.example/a', { https_proxy: 'http://p:1', HTTPS_PROXY: 'http://other:1' }, 'http://p:1'],
  ['https://payer.example/a', { ALL_PROXY: 'http://p:1' }, 'http://p:1'],
  ['https://payer.example/a', { HTTP_PROXY: 'http://p:1' }, ''],
  ['https://payer.example/a', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'other.example, .payer.example' }, ''],
  ['https://fhir.payer.example/a', { HTTPS_PROXY: 'http://p:1', no_proxy: 'payer.example' }, ''],
  ['https://notpayer.example/a', { HTTPS_PROXY: 'http://p:1', no_proxy: 'payer.example' }, 'http://p:1'],
  ['https://payer.example:8443/a', { HTTPS_PROXY: 'http://p:1', no_proxy: 'payer.example:443' }, 'http://p:1'],
  ['https://payer.example/a', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, ''],
  ['https://payer.example./a', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'payer.example' }, ''],
])('%s with %j goes by “%s”', async (url, environment, wanted) => {
  expect(await proxyOfEnvironment(environment)(url)).toBe(wanted);
});
