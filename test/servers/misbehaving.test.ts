import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueExpired, issueForAnotherHost, issueOfUnknownAuthority, makeAuthority } from './authority.ts';
import type { Authority, Leaf } from './authority.ts';
import type { BadAnswer } from './misbehaving/answers.ts';
import { startMisbehaving } from './misbehaving/start.ts';
import type { Misbehaving } from './misbehaving/start.ts';

let authority: Authority;
let server: Misbehaving;
let dispatcher: Agent;

beforeAll(async () => {
  authority = await makeAuthority();
  dispatcher = new Agent({ connect: { ca: authority.certificatePem } });
  server = await startMisbehaving({ authority });
});
afterAll(async () => {
  await Promise.all([server.stop(), dispatcher.destroy()]);
});

const get = (url: string, signal: AbortSignal | null = null) => fetch(url, { dispatcher, redirect: 'manual', signal });

test.each<[BadAnswer, number, string]>([
  ['html', 200, 'text/html; charset=utf-8'],
  ['empty-object', 200, 'application/json'],
  ['wrong-type', 200, 'text/plain'],
  ['no-type', 200, ''],
  ['redirect', 302, ''],
  ['unauthorized', 401, 'text/html; charset=utf-8'],
  ['forbidden', 403, 'text/html; charset=utf-8'],
  ['not-found', 404, 'text/html; charset=utf-8'],
  ['server-error', 500, 'text/html; charset=utf-8'],
  ['unavailable', 503, 'text/html; charset=utf-8'],
])('%s answers %i, %s, at any document below it', async (name, status, type) => {
  const answer = await get(`${server.address(name)}/.well-known/openid-configuration`);
  await answer.arrayBuffer();
  expect([answer.status, answer.headers.get('content-type') ?? '']).toEqual([status, type]);
});

test('the bodies are as bad as their names', async () => {
  const bytes = async (name: BadAnswer) => Buffer.from(await (await get(server.address(name))).arrayBuffer());
  expect((await bytes('html')).toString()).toContain('<title>Sign in to Example Health</title>');
  expect((await bytes('byte-order-mark')).subarray(0, 3).toString('hex')).toBe('efbbbf');
  const broken = (await bytes('broken-json')).toString();
  expect(() => JSON.parse(broken) as unknown).toThrow(SyntaxError);
  expect((await bytes('huge')).length).toBeGreaterThan(50 * 1024 * 1024);
});

test.each<[BadAnswer, string]>([
  ['reset', 'TypeError'],
  ['stall-before', 'TimeoutError'],
])('%s gives no answer', async (name, error) => {
  await expect(get(server.address(name), AbortSignal.timeout(200))).rejects.toMatchObject({ name: error });
});

test.each<BadAnswer>(['stall-inside', 'huge-announced', 'cut-short'])(
  '%s gives a head and no whole body',
  async (name) => {
    const answer = await get(server.address(name), AbortSignal.timeout(200));
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  },
);

test('in clear, a reset is one', async () => {
  const clear = await startMisbehaving({ authority: null });
  await expect(get(clear.address('reset'))).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  await clear.stop();
});

test('content of a test stands at its path, and every request is told', async () => {
  const address = server.place('/fhir/metadata?x=1', { body: '{"a":1}', headers: { 'Cache-Control': 'no-store' } });
  expect(await (await get(address)).json()).toEqual({ a: 1 });
  expect((await get(`${server.origin}/fhir/metadata`)).status).toBe(404);
  expect(server.requests.slice(-2)).toEqual(['GET /fhir/metadata?x=1', 'GET /fhir/metadata']);
});

test.each<[string, string, (authority: Authority) => Promise<Leaf>]>([
  ['expired', 'CERT_HAS_EXPIRED', issueExpired],
  ['for another host', 'ERR_TLS_CERT_ALTNAME_INVALID', issueForAnotherHost],
  ['of an unknown authority', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', issueOfUnknownAuthority],
])('a certificate %s is refused by a client', async (_, code, issue) => {
  const bad = await startMisbehaving({ authority, leaf: await issue(authority) });
  await expect(get(bad.address('empty-object'))).rejects.toMatchObject({ cause: { code } });
  await bad.stop();
});
