/** @file Every cause for which a document cannot be had or read, produced by a server and told by its code and severity. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { causes } from '#core/domain/discovery/causes.ts';
import type { CauseCode } from '#core/domain/discovery/causes.ts';
import type { Finding } from '#core/domain/discovery/finding.ts';
import type { Network, Web } from '#core/ports.ts';
import { discoverAddress } from '#core/use-cases/discover.ts';
import { Fault } from '#core/domain/fault.ts';
import { connectionsOver } from '#node/connections.ts';
import { webOver } from '#node/web.ts';
import { memoryVault } from '#node/vault/memory-vault.ts';
import { memoryPorts } from '../memory-ports.ts';
import type { Authority } from '../servers/authority.ts';
import { makeAuthority } from '../servers/authority.ts';
import type { BadAnswer } from '../servers/misbehaving/answers.ts';
import type { HandshakeName } from '../servers/misbehaving/handshakes.ts';
import { startHandshake } from '../servers/misbehaving/handshakes.ts';
import type { Misbehaving } from '../servers/misbehaving/start.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import { startProxy } from '../servers/proxy.ts';
import { straight } from './straight.ts';

const web = webOver(straight);
const seen = new Set<string>();
let authority: Authority;
let server: Misbehaving;

beforeAll(async () => {
  authority = await makeAuthority();
  server = await startMisbehaving({ authority });
});
afterAll(() => server.stop());

const own = (): Network => ({ authorities: [authority.certificatePem], allowPrivate: true });

/** What one reading of an address tells, worst first. */
async function told(address: string, network: Network, asking: Web = web): Promise<Finding[]> {
  const { discovery } = await discoverAddress(memoryPorts({ web: asking }), { address, network });
  for (const { code } of discovery.findings) seen.add(code);
  return discovery.findings;
}

const pairs = (findings: readonly Finding[]) => findings.map(({ code, severity }) => `${severity} ${code}`);

test.each<[BadAnswer, CauseCode]>([
  ['html', 'discovery/html'],
  ['xml', 'discovery/xml'],
  ['empty-body', 'discovery/empty'],
  ['array', 'discovery/not-an-object'],
  ['null', 'discovery/not-an-object'],
  ['broken-json', 'discovery/not-json'],
  ['trailing-comma', 'discovery/not-json'],
  ['duplicate-member', 'discovery/duplicate-member'],
  ['deep-nesting', 'discovery/too-deep'],
  ['prototype-member', 'discovery/prototype-member'],
  ['not-utf-8', 'discovery/not-utf8'],
  ['huge', 'discovery/too-large'],
  ['operation-outcome', 'discovery/operation-outcome'],
  ['redirect', 'discovery/redirect'],
  ['redirect-elsewhere', 'discovery/redirect-to-login'],
  ['redirect-to-login', 'discovery/redirect-to-login'],
  ['redirect-nowhere', 'discovery/redirect'],
  ['unauthorized', 'discovery/wants-login'],
  ['forbidden', 'discovery/forbidden'],
  ['certificate-wanted', 'discovery/client-certificate-page'],
  ['too-many', 'discovery/too-many-requests'],
  ['teapot', 'discovery/refused-status'],
  ['server-error', 'discovery/server-error'],
  ['unavailable', 'discovery/server-error'],
  ['not-found', 'discovery/nothing-found'],
  ['gone', 'discovery/nothing-found'],
  ['no-content', 'discovery/nothing-found'],
  ['cut-short', 'discovery/broken-off'],
  ['reset', 'discovery/broken-off'],
  ['stall-before', 'discovery/timeout'],
  ['stall-inside', 'discovery/stall'],
])('%s is the error %s', { concurrent: true }, async (name, code) => {
  const errors = pairs(await told(server.address(name), own())).filter((pair) => pair.startsWith('error'));
  expect(new Set(errors)).toContain(`error ${code}`);
});

test.each<[BadAnswer, string[]]>([
  ['wrong-type', ['info discovery/content-type']],
  ['byte-order-mark', ['info discovery/byte-order-mark']],
  ['no-type', []],
])('%s is read, with a note', async (name, notes) => {
  const findings = pairs(await told(server.address(name), own())).filter((pair) => pair.includes('discovery/'));
  expect(findings).toEqual(expect.arrayContaining(notes));
  expect(findings.filter((pair) => pair.startsWith('error'))).toEqual([]);
});

test('what one place answers is a warning while another has the document', async () => {
  const smart = JSON.stringify({ token_endpoint: `${server.origin}/base/token`, capabilities: [] });
  server.place('/base/.well-known/smart-configuration', { body: smart });
  server.place('/base/.well-known/udap', { status: 500 });
  server.place('/base/metadata', { body: '<html><title>Metadata</title>' });
  const findings = pairs(await told(`${server.origin}/base`, own()));
  expect(findings).toEqual(expect.arrayContaining(['warning discovery/server-error', 'warning discovery/html']));
  expect(findings).toContain('info discovery/absent');
});

test('a document at the place of another is told, and one that is named and absent too', async () => {
  const keys = JSON.stringify({ keys: [] });
  server.place('/mixed/.well-known/smart-configuration', { body: keys });
  const findings = pairs(await told(`${server.origin}/mixed/.well-known/udap`, own()));
  expect(findings).toEqual(
    expect.arrayContaining(['warning discovery/other-kind', 'warning discovery/named-and-absent']),
  );
});

test.each<[HandshakeName, CauseCode]>([
  ['expired', 'discovery/tls-expired'],
  ['not-yet-valid', 'discovery/tls-not-yet-valid'],
  ['wrong-host', 'discovery/tls-wrong-host'],
  ['self-signed', 'discovery/tls-self-signed'],
  ['unknown-ca', 'discovery/tls-unknown-ca'],
  ['incomplete-chain', 'discovery/tls-incomplete-chain'],
  ['old-version', 'discovery/tls-old-version'],
  ['certificate-wanted', 'discovery/tls-certificate-wanted'],
  ['certificate-wanted-1.2', 'discovery/tls-certificate-wanted'],
  ['not-tls', 'discovery/tls-not-tls'],
  ['not-http', 'discovery/protocol'],
])('a handshake that is %s is the error %s', async (name, code) => {
  const other = await startHandshake(name);
  const findings = await told(other.origin, { authorities: [other.authority], allowPrivate: true });
  await other.stop();
  expect(pairs(findings)).toEqual([`error ${code}`]);
});

test('a port where nothing listens', async () => {
  const gone = await startHandshake('expired');
  await gone.stop();
  expect(pairs(await told(gone.origin, own()))).toEqual(['error discovery/refused']);
});

test.each<[string, string, CauseCode]>([
  ['a name that nobody has', 'https://payer.invalid', 'discovery/unknown-host'],
  ['loopback', 'https://127.0.0.1:9443', 'discovery/private-address'],
  ['a name for loopback', 'https://localhost:9443', 'discovery/private-address'],
  ['a private network', 'https://10.0.0.1', 'discovery/private-address'],
  ['a metadata service', 'https://169.254.169.254', 'discovery/forbidden-address'],
  ['plain http', 'http://payer.example', 'discovery/not-https'],
  ['a password', 'https://a:b@payer.example', 'discovery/holds-credentials'],
  ['a place to fill in', 'https://payer.example/{practice_code}', 'discovery/template-address'],
  ['no address', 'the payer', 'discovery/no-address'],
])('%s is the error %s', async (_name, address, code) => {
  const findings = pairs(await told(address, { authorities: [], allowPrivate: false }));
  // Where there is no name server at all, as in a closed network, no name can be told from another.
  const offline = findings.includes('error discovery/no-name-server');
  expect(offline ? [`error ${code}`] : findings).toEqual([`error ${code}`]);
});

test.each<[string, Parameters<typeof startProxy>[0], CauseCode]>([
  ['wants a login', { login: 'ana:word' }, 'discovery/proxy-wants-login'],
  ['forbids', { status: 403 }, 'discovery/proxy-refused'],
])('a proxy that %s', async (_name, wish, code) => {
  const proxy = await startProxy(wish);
  const findings = await told(server.origin, { ...own(), proxy: proxy.origin });
  await proxy.stop();
  expect(pairs(findings)).toEqual([`error ${code}`]);
});

test.each([
  ['is not there', 'http://127.0.0.1:9443', 'discovery/proxy-unreachable'],
  ['speaks SOCKS', 'socks5://127.0.0.1:1080', 'discovery/proxy-unusable'],
])('a proxy that %s', async (_name, proxy, code) => {
  expect(pairs(await told(server.origin, { ...own(), proxy }))).toEqual([`error ${code}`]);
});

test('through a proxy the name is resolved there, and that is said', async () => {
  const proxy = await startProxy();
  server.place('/p/.well-known/smart-configuration', {
    body: JSON.stringify({ token_endpoint: 'https://a.example/t' }),
  });
  const port = new URL(server.origin).port;
  const address = `https://localhost:${port}/p`;
  const findings = pairs(await told(address, { ...own(), proxy: proxy.origin }));
  await proxy.stop();
  expect(findings).toContain('info discovery/through-proxy');
  expect(new Set(proxy.asked)).toEqual(new Set([`localhost:${port}`]));
});

test('a reading that is cancelled ends at once, and says so', async () => {
  const ending = new AbortController();
  const reading = discoverAddress(memoryPorts({ web }), {
    address: server.address('stall-before'),
    network: own(),
    watch: {
      signal: ending.signal,
      onAsked: () => {
        ending.abort();
      },
    },
  });
  const codes = (await reading).discovery.findings.map(({ code }) => code);
  expect(new Set(codes)).toEqual(new Set(['discovery/cancelled']));
  seen.add('discovery/cancelled');
});

test('progress is told for every place, when it is asked and when it has answered', async () => {
  const rows: string[] = [];
  await discoverAddress(memoryPorts({ web }), {
    address: server.address('not-found'),
    network: own(),
    watch: { onAsked: ({ outcome }) => rows.push(outcome) },
  });
  expect(rows).toEqual([...Array<string>(7).fill('asking'), ...Array<string>(7).fill('absent')]);
});

test('JSON that nobody knows is told where nothing says what it would be', async () => {
  const findings = pairs(await told(`${server.address('another-object')}/.well-known/openid-configuration`, own()));
  expect(findings).toContain('error discovery/not-recognised');
});

test('a key that is gone cannot be shown as client certificate', async () => {
  const certificate = { owner: 'a@test', clientCertificate: { pem: '', keyId: 'gone' } };
  const emptied = webOver(
    connectionsOver({
      vault: { ...memoryVault(), tlsKey: () => Promise.reject(new Fault('key/gone', { keyId: 'gone' })) },
      systemProxy: () => Promise.resolve(''),
    }),
  );
  expect(pairs(await told(server.origin, { ...own(), ...certificate }, emptied))).toEqual([
    'error discovery/client-certificate-gone',
  ]);
});

/** What no server can produce here, with the test that does. */
const elsewhere: readonly CauseCode[] = [
  // test/network/web.test.ts, by their signals.
  'discovery/no-name-server',
  'discovery/unreachable',
  'discovery/other-network',
  'discovery/tls-other',
  'discovery/tls-revoked',
  'discovery/tls-weak',
  'discovery/tls-certificate-refused',
  // test/core/discovery/discover.test.ts and capture.test.ts.
  'discovery/offline',
  'discovery/stale-capture',
  'discovery/not-a-key-set-file',
  'discovery/endpoint-bundle',
];

// Last: what ran before it is what it looks at.
test('every cause was produced, here or where it is named', () => {
  const missing = Object.keys(causes).filter((code) => !seen.has(code) && !elsewhere.some((other) => other === code));
  expect(missing).toEqual([]);
});
