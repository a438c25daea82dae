/** @file What is told of TLS, trusted or not, what goes over a connection that nobody vouches for, and mutual TLS for real. */
import { createServer } from 'node:tls';
import type { TLSSocket, TlsOptions } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import { causeOfSignal } from '#core/domain/discovery/causes/asking.ts';
import type { Network, TokenAnswer } from '#core/ports.ts';
import { connectionsOver } from '#node/connections.ts';
import { tokenEndpointOver } from '#node/token/token-endpoint.ts';
import { memoryVault } from '#node/vault/memory-vault.ts';
import type { Signer } from '../pki.ts';
import { certify, keyPemOf, pemOf } from '../pki.ts';
import { listen, answering, readText } from '../servers/loopback.ts';
import type { HandshakeName } from '../servers/misbehaving/handshakes.ts';
import { startHandshake } from '../servers/misbehaving/handshakes.ts';
import { startProxy } from '../servers/proxy.ts';
import { grant } from './recorder.ts';
import { straight } from './straight.ts';

const now = new Date();
const tokenEndpoint = tokenEndpointOver(straight, { seconds: 12 });

async function ask(endpoint: string, network: Partial<Network>, adapter = tokenEndpoint): Promise<TokenAnswer> {
  return adapter.request({
    issuer: 'https://payer.example',
    endpoint,
    clientId: 'requesting-payer',
    form: { grant_type: 'client_credentials' },
    network: { authorities: [], allowPrivate: true, ...network },
    credential: { is: 'named' },
  });
}

const names = ({ tls }: TokenAnswer) => tls?.chain.map(({ subject }) => subject);

describe('the chain is told', () => {
  test.each<[HandshakeName, string, readonly string[]]>([
    ['expired', 'CERT_HAS_EXPIRED', ['CN=127.0.0.1', 'CN=intermediate', 'CN=root']],
    ['not-yet-valid', 'CERT_NOT_YET_VALID', ['CN=127.0.0.1', 'CN=intermediate', 'CN=root']],
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID', ['CN=127.0.0.1', 'CN=intermediate', 'CN=root']],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', ['CN=127.0.0.1']],
    ['unknown-ca', 'SELF_SIGNED_CERT_IN_CHAIN', ['CN=127.0.0.1', 'CN=unknown']],
    ['incomplete-chain', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', ['CN=127.0.0.1']],
  ])('of a server that is not trusted: %s', async (name, why, chain) => {
    const server = await startHandshake(name);
    const answer = await ask(server.origin, { authorities: [server.authority] });
    await server.stop();
    expect(answer.tls).toMatchObject({ version: 'TLSv1.3', trusted: false, why, certificateOffered: false });
    expect(names(answer)).toEqual(chain);
    expect(answer.steps.map(({ name: step, state }) => `${step} ${state}`)).toEqual(['tcp done', 'tls failed']);
  });

  test('of one that breaks off up to TLS 1.2, because it wants a certificate', async () => {
    const server = await startHandshake('certificate-wanted-1.2');
    const answer = await ask(server.origin, { authorities: [server.authority] });
    await server.stop();
    expect([answer.code, answer.tls?.trusted, names(answer)]).toEqual([
      'discovery/tls-handshake-refused',
      false,
      ['CN=127.0.0.1', 'CN=intermediate', 'CN=root'],
    ]);
  });

  test.each<[HandshakeName, string]>([
    ['old-version', 'discovery/tls-old-version'],
    ['no-shared-cipher', 'discovery/tls-handshake-refused'],
    ['not-tls', 'discovery/tls-not-tls'],
  ])('as empty, where the handshake did not come that far: %s', async (name, code) => {
    const server = await startHandshake(name);
    const answer = await ask(server.origin, { authorities: [server.authority] });
    await server.stop();
    expect(answer).toMatchObject({
      code,
      tls: { version: '', cipher: '', chain: [], trusted: false, why: answer.detail, certificateOffered: false },
    });
  });

  test('of one that is trusted, with dates and digest', async () => {
    const { root, leaf, options } = await serverPki();
    const server = await tokenServer(options);
    const answer = await ask(server.origin, { authorities: [pemOf(root)] });
    await server.stop();
    const digest = await crypto.subtle.digest('SHA-256', leaf.certificate.rawData);
    expect(answer.tls).toMatchObject({ version: 'TLSv1.3', trusted: true, why: '', certificateOffered: false });
    expect(answer.tls?.chain[0]).toEqual({
      subject: 'CN=127.0.0.1',
      issuer: 'CN=root',
      notBefore: leaf.certificate.notBefore.toISOString(),
      notAfter: leaf.certificate.notAfter.toISOString(),
      sha256: Buffer.from(digest).toString('hex'),
    });
  });

  test('through a proxy too', async () => {
    const proxy = await startProxy();
    const server = await startHandshake('expired');
    const answer = await ask(server.origin, { authorities: [server.authority], proxy: proxy.origin });
    await Promise.all([server.stop(), proxy.stop()]);
    expect([answer.tls?.why, names(answer)?.length, proxy.asked.length]).toEqual(['CERT_HAS_EXPIRED', 3, 1]);
  });
});

test('one connection, and no byte of a request, to a server that nobody vouches for', async () => {
  const { options } = await serverPki();
  let connections = 0;
  const got: Buffer[] = [];
  const server = createServer(options, (socket: TLSSocket) => {
    socket.on('error', () => undefined).on('data', (part: Buffer) => got.push(part));
  });
  server.on('connection', () => (connections += 1)).on('tlsClientError', () => undefined);
  const origin = await new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`https://127.0.0.1:${typeof address === 'object' ? String(address?.port) : ''}`);
    }),
  );
  const answer = await ask(origin, {});
  await new Promise((resolve) => setTimeout(resolve, 200));
  server.close();
  expect([answer.tls?.trusted, names(answer), connections, Buffer.concat(got).length]).toEqual([
    false,
    ['CN=127.0.0.1'],
    1,
    0,
  ]);
});

describe('mutual TLS', () => {
  let clients: Signer;
  let client: Signer;
  let root: Signer;
  let options: TlsOptions;
  beforeAll(async () => {
    clients = await certify(now, { name: 'clients', ca: true });
    client = await certify(now, { name: 'requesting-payer', issuer: clients });
    ({ root, options } = await serverPki());
  });

  const wants = (more: TlsOptions = {}) => tokenServer({ ...options, requestCert: true, ca: pemOf(clients), ...more });
  const showing = (shown = client) =>
    tokenEndpointOver(
      connectionsOver({
        vault: { ...memoryVault(), tlsKey: async () => keyPemOf(shown) },
        systemProxy: () => Promise.resolve(''),
      }),
      { seconds: 12 },
    );
  const network = (ground: string, shown = client): Partial<Network> => ({
    authorities: [pemOf(root)],
    owner: 'northlake@test',
    clientCertificate: { pem: pemOf(shown), keyId: 'key', grounds: [ground] },
  });

  test.each([
    ['TLS 1.3', {}],
    ['TLS 1.2', { maxVersion: 'TLSv1.2' as const }],
  ])('the certificate proves the client, over %s', async (_name, more) => {
    const server = await wants(more);
    const answer = await ask(`${server.origin}/token`, network(server.origin), showing());
    await server.stop();
    expect([answer.is, answer.tls?.certificateOffered, server.seen, answer.sent.form]).toEqual([
      'granted',
      true,
      ['requesting-payer grant_type=client_credentials&client_id=requesting-payer'],
      { grant_type: 'client_credentials', client_id: 'requesting-payer' },
    ]);
  });

  test('through a proxy, and at an alias host of the same ground', async () => {
    const proxy = await startProxy();
    const server = await wants();
    const alias = server.origin.replace('127.0.0.1', 'localhost');
    const through = { ...network(server.origin), proxy: proxy.origin };
    const byProxy = await ask(`${server.origin}/token`, through, showing());
    const byAlias = await ask(`${alias}/token`, network('https://localhost/fhir'), showing());
    await Promise.all([server.stop(), proxy.stop()]);
    expect([byProxy.is, byProxy.tls?.certificateOffered, byAlias.is, server.seen.length, proxy.asked.length]).toEqual([
      'granted',
      true,
      'granted',
      2,
      1,
    ]);
  });

  test('it is not shown to another ground', async () => {
    const server = await wants({ rejectUnauthorized: false });
    const answer = await ask(`${server.origin}/token`, network('https://payer.example/fhir'), showing());
    await server.stop();
    expect([answer.is, answer.tls?.certificateOffered, server.seen]).toEqual([
      'granted',
      false,
      [' grant_type=client_credentials&client_id=requesting-payer'],
    ]);
  });

  test.each<[string, HandshakeName, string, string]>([
    ['says so after the handshake', 'certificate-wanted', 'discovery/tls-certificate-wanted', 'answer'],
    ['breaks the handshake off', 'certificate-wanted-1.2', 'discovery/tls-handshake-refused', 'tls'],
  ])('a server that gets none %s', async (_name, handshake, code, step) => {
    const server = await startHandshake(handshake, [pemOf(clients)]);
    const answer = await ask(server.origin, { authorities: [server.authority] });
    await server.stop();
    expect([answer.is, answer.code, answer.tls?.certificateOffered]).toEqual(['failed', code, false]);
    expect(answer.steps.at(-1)).toMatchObject({ state: 'failed', noted: answer.detail });
    expect(['request', step]).toContain(answer.steps.at(-1)?.name);
  });

  test('a certificate of a CA that the server does not know', async () => {
    const stranger = await certify(now, { name: 'stranger' });
    const server = await startHandshake('certificate-wanted-1.2', [pemOf(clients)]);
    const given = { ...network(server.origin, stranger), authorities: [server.authority] };
    const answer = await ask(server.origin, given, showing(stranger));
    await server.stop();
    expect([answer.is, answer.answer, answer.tls?.certificateOffered]).toEqual(['failed', null, true]);
    expect(answer.code).toMatch(/^discovery\/(tls-certificate-refused|tls-handshake-refused|broken-off)$/);
  });

  test.each([
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'discovery/tls-certificate-wanted'],
    ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', 'discovery/tls-certificate-refused'],
    ['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED', 'discovery/tls-certificate-refused'],
    ['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_REVOKED', 'discovery/tls-certificate-refused'],
    ['ERR_SSL_SSL/TLS_ALERT_UNSUPPORTED_CERTIFICATE', 'discovery/tls-certificate-refused'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'discovery/tls-certificate-refused'],
    ['ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR', 'discovery/tls-certificate-refused'],
    ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 'discovery/tls-handshake-refused'],
    ['ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY', 'discovery/tls-handshake-refused'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'discovery/tls-old-version'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'discovery/tls-old-version'],
    ['ERR_SSL_VERSION_TOO_LOW', 'discovery/tls-old-version'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'discovery/tls-not-tls'],
    ['ERR_SSL_HTTPS_PROXY_REQUEST', 'discovery/tls-not-tls'],
  ])('the alert %s means %s', (signal, code) => {
    expect(causeOfSignal(signal)).toBe(code);
  });
});

async function serverPki() {
  const root = await certify(now, { name: 'root', ca: true });
  const leaf = await certify(now, {
    name: '127.0.0.1',
    issuer: root,
    names: [
      { type: 'ip', value: '127.0.0.1' },
      { type: 'dns', value: 'localhost' },
    ],
  });
  return { root, leaf, options: { cert: pemOf(leaf), key: await keyPemOf(leaf) } satisfies TlsOptions };
}

/** Grants to everybody whom TLS lets in. `seen`: the name in the client’s certificate, and the form. */
async function tokenServer({ cert, key, ...tls }: TlsOptions) {
  const seen: string[] = [];
  const { origin, stop } = await listen({
    leaf: { certificatePem: cert as string, keyPem: key as string },
    port: 0,
    tls,
    answer: answering(async (request, response) => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate() as { subject?: { CN?: string } };
      seen.push(`${subject?.CN ?? ''} ${await readText(request)}`);
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(grant));
    }),
  });
  return { origin, stop, seen };
}
