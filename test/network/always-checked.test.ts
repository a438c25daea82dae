/** @file NODE_TLS_REJECT_UNAUTHORIZED=0 stands in many an environment: it turns nothing of ours off. Asked in a process of its own. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Handshake } from '../servers/misbehaving/handshakes.ts';
import { startHandshake } from '../servers/misbehaving/handshakes.ts';
import { startProxy } from '../servers/proxy.ts';

const root = path.resolve(import.meta.dirname, '../..');
let server: Handshake;
beforeAll(async () => {
  server = await startHandshake('unknown-ca');
});
afterAll(() => server.stop());

const before = `
import { webOver } from '#node/web.ts';
import { connectionsOver } from '#node/connections.ts';
import { tokenEndpointOver } from '#node/token/token-endpoint.ts';
import { adminApiOver } from '#node/admin-api/admin-api.ts';
import { Secret } from '#core/domain/secret.ts';
const [origin, proxy] = process.argv.slice(1);
const connections = connectionsOver({ vault: { holds: async () => false }, systemProxy: async () => '' });
const network = { authorities: [], allowPrivate: true, proxy };
const tell = (answer) => console.log(answer.code + ' ' + (answer.detail ?? answer.details?.detail));
`;
const get = 'tell(await webOver(connections).get(origin, network));';
const token = `tell(await tokenEndpointOver(connections).request({
  issuer: origin, endpoint: origin, clientId: 'us', form: { grant_type: 'client_credentials' }, network,
  credential: { is: 'basic', secret: new Secret('canary'), encoding: 'form' },
}));`;
const push = `await adminApiOver(connections).open(
  { baseUrl: origin + '/', username: 'ana', network },
  new Secret('canary'),
).servers().catch(tell);`;

async function inOwnProcess(program: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' };
  const run = ['--input-type=module', '--eval', before + program, ...args];
  return (await promisify(execFile)(process.execPath, run, { cwd: root, env })).stdout.trim();
}

test.each([
  ['a document', get, 'discovery/tls-unknown-ca'],
  ['a token', token, 'discovery/tls-unknown-ca'],
  ['the Admin API', push, 'target/unknown-ca'],
])('%s is not asked of a server that nobody vouches for', async (_name, program, code) => {
  expect(await inOwnProcess(program, [server.origin, 'none'])).toBe(`${code} SELF_SIGNED_CERT_IN_CHAIN`);
});

test('nor through a proxy, nor of a proxy that nobody vouches for', async () => {
  const proxy = await startProxy();
  const through = await inOwnProcess(get, [server.origin, proxy.origin]);
  await proxy.stop();
  const of = await inOwnProcess(get, ['https://payer.example', server.origin]);
  expect([through, of]).toEqual([
    'discovery/tls-unknown-ca SELF_SIGNED_CERT_IN_CHAIN',
    `discovery/proxy-unreachable ${new URL(server.origin).host}, SELF_SIGNED_CERT_IN_CHAIN`,
  ]);
});
