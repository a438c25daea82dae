/** @file Every cause for which a document cannot be had or read, produced by a server and told by its code and severity. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
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

/** As a resolver would answer them, on machines with and without a name server: RFC 6761 §6.4 keeps these names from being real. */
vi.mock('node:dns', async (original) => {
  const dns = await original<typeof import('node:dns')>();
  const lookup = (hostname: string, options: object, answer: (error: Error | null, found?: unknown) => void) => {
    if (!hostname.endsWith('.invalid')) {
      dns.lookup(hostname, options, answer);
      return;
    }
    const code = hostname.endsWith('.unanswered.invalid') ? 'EAI_AGAIN' : 'ENOTFOUND';
    process.nextTick(() => {
      answer(Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), { code }));
    });
  };
  return { ...dns, lookup };
});

const web = webOver(straight);
const systemProxy = () => Promise.resolve('');
const tlsKey = () => Promise.reject(new Error('No key was to be asked for'));
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
  ['certificate-wanted-1.2', 'discovery/tls-handshake-refused'],
  ['no-shared-cipher', 'discovery/tls-handshake-refused'],
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
  ['a port of another protocol', 'https://payer.example:6000', 'discovery/blocked-port'],
  ['a metadata service by its name', 'https://metadata.google.internal.', 'discovery/forbidden-address'],
  ['a password', 'https://a:b@payer.example', 'discovery/holds-credentials'],
  ['a place to fill in', 'https://payer.example/{practice_code}', 'discovery/template-address'],
  ['no address', 'the payer', 'discovery/no-address'],
])('%s is the error %s', async (_name, address, code) => {
  const findings = pairs(await told(address, { authorities: [], allowPrivate: false }));
  expect(findings).toEqual([`error ${code}`]);
});

test('where no name server answers, that is told, and that nothing was reached at all', async () => {
  const findings = pairs(await told('https://payer.unanswered.invalid', { authorities: [], allowPrivate: false }));
  expect(findings).toEqual(['error discovery/offline', 'error discovery/no-name-server']);
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
  ['has a bare % in its password', 'http://joe:100%@127.0.0.1:9443', 'discovery/proxy-unusable'],
])('a proxy that %s', async (_name, proxy, code) => {
  expect(pairs(await told(server.origin, { ...own(), proxy }))).toEqual([`error ${code}`]);
});

test.each([
  ['localhost.', 'discovery/private-address'],
  ['a.localhost.', 'discovery/private-address'],
  ['fhir.internal', 'discovery/private-address'],
  ['printer.local', 'discovery/private-address'],
  ['metadata.google.internal', 'discovery/forbidden-address'],
])('a proxy is not asked for %s', async (host, code) => {
  const proxy = await startProxy();
  const findings = pairs(
    await told(`https://${host}/as`, { authorities: [], allowPrivate: false, proxy: proxy.origin }),
  );
  await proxy.stop();
  expect([findings, proxy.asked]).toEqual([[`error ${code}`], []]);
});

test('what fails behind a proxy, or at it, names the proxy', async () => {
  const [open, closed] = [await startProxy(), await startProxy({ status: 403 })];
  const behind = await told(server.address('reset'), { ...own(), proxy: open.origin });
  const at = await told(server.origin, { ...own(), proxy: closed.origin });
  await open.stop();
  await closed.stop();
  const proxied = behind.find(({ code }) => code === 'discovery/through-proxy');
  expect(proxied?.says).toContain(new URL(open.origin).host);
  expect(pairs(behind)).toContain('error discovery/broken-off');
  expect(at.map(({ code, says }) => [code, says.includes(new URL(closed.origin).host)])).toEqual([
    ['discovery/proxy-refused', true],
  ]);
});

test.each([
  ['gzip', 'this was never packed'],
  ['gzip and a broken stream', gzipSync('{"issuer":"https://a.example"}').fill(7, 12, 30)],
  ['br', 'this was never packed'],
])('a body that says %s, and cannot be unpacked', async (coding, body) => {
  const headers = { 'Content-Encoding': coding.split(' ', 1)[0] ?? '' };
  server.place('/packed/.well-known/openid-configuration', { headers, body });
  const findings = pairs(await told(`${server.origin}/packed/.well-known/openid-configuration`, own()));
  expect(findings).toContain('error discovery/broken-encoding');
});

test('plain http is asked of this machine alone, and only where tests or the demo say so', async () => {
  const clear = await startMisbehaving({ authority: null });
  const address = clear.place('/.well-known/openid-configuration', { body: '{"issuer":"https://a.example"}' });
  const strict = pairs(await told(address, own()));
  const opened = webOver(connectionsOver({ vault: { ...memoryVault(), tlsKey }, systemProxy, loopbackHttp: true }));
  const loose = pairs(await told(address, own(), opened));
  const elsewhere = await opened.get('http://payer.example', own());
  await clear.stop();
  expect(strict).toEqual(['error discovery/not-https']);
  expect(loose).not.toContain('error discovery/not-https');
  expect(elsewhere).toMatchObject({ code: 'discovery/not-https' });
});

test('where a redirect leads is told without what may be somebody’s credentials', async () => {
  const Location = 'https://ana:canary-1@sso.example/login;jsessionid=canary-2?code=canary-3&state=canary-4#canary-5';
  server.place('/away/.well-known/openid-configuration', { status: 302, headers: { Location } });
  const findings = await told(`${server.origin}/away/.well-known/openid-configuration`, own());
  const finding = findings.find(({ code }) => code === 'discovery/redirect-to-login');
  expect(finding?.says).toContain('https://sso.example/login;…?code=…&state=…');
  expect(JSON.stringify(findings)).not.toContain('canary');
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
  expect(rows).toEqual([...Array<string>(8).fill('asking'), ...Array<string>(8).fill('absent')]);
});

// A SMART document may be as good as empty, so that one of its places has one, and the others are a warning.
test('JSON that nobody knows is told where nothing says what it would be', async () => {
  const findings = pairs(await told(`${server.address('another-object')}/.well-known/openid-configuration`, own()));
  expect(findings).toContain('warning discovery/not-recognised');
});

test('a key that is gone cannot be shown as client certificate', async () => {
  const certificate = { owner: 'a@test', clientCertificate: { pem: '', keyId: 'gone', grounds: [server.origin] } };
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
  'discovery/unreachable',
  'discovery/other-network',
  'discovery/tls-other',
  'discovery/tls-revoked',
  'discovery/tls-weak',
  'discovery/tls-certificate-refused',
  // test/core/discovery/discover.test.ts and capture.test.ts.
  'discovery/stale-capture',
  'discovery/not-a-key-set-file',
  'discovery/endpoint-bundle',
  'discovery/no-key-set',
  'discovery/broken-capture',
  'discovery/captured-redirect',
  'discovery/more-to-capture',
  'discovery/too-many-places',
];

// Last: what ran before it is what it looks at.
test('every cause was produced, here or where it is named', () => {
  const missing = Object.keys(causes).filter((code) => !seen.has(code) && !elsewhere.some((other) => other === code));
  expect(missing).toEqual([]);
});
