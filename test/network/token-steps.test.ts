/** @file The time line of a token request: each step when it begins and when it ends, however far it gets, and an end at any moment. */
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Network, TokenAnswer, WireStep } from '#core/ports.ts';
import { connectionsOver } from '#node/connections.ts';
import { tokenEndpointOver } from '#node/token/token-endpoint.ts';
import { memoryVault } from '#node/vault/memory-vault.ts';
import { startHandshake } from '../servers/misbehaving/handshakes.ts';
import { startProxy } from '../servers/proxy.ts';
import type { Recorder } from './recorder.ts';
import { grant, json, startRecorder } from './recorder.ts';
import { straight } from './straight.ts';

const tokenEndpoint = tokenEndpointOver(straight, { seconds: 12 });

let server: Recorder;
beforeAll(async () => {
  server = await startRecorder();
});
afterAll(async () => server.stop());

const shortly = ({ name, state, noted }: WireStep) => `${name} ${state}${noted === '' ? '' : `: ${noted}`}`;
const steps = ({ steps: all }: TokenAnswer) => all.map(shortly);
const port = () => new URL(server.origin).port;
const named = () => `https://localhost:${port()}/token`;

async function hearing(endpoint: string, network: Partial<Network> = {}) {
  const heard: string[] = [];
  const request = server.request({ endpoint, network: { ...server.network, ...network } });
  const answer = await tokenEndpoint.request(request, {
    onSteps: (all) => heard.push(all.map(shortly).at(-1) ?? ''),
  });
  return { heard, answer };
}

test('all steps, told as they begin and end', async () => {
  server.answers(json(200, grant));
  const { heard, answer } = await hearing(named());
  const done: readonly unknown[] = [
    expect.stringMatching(/^dns done: (127\.0\.0\.1|::1)(, (127\.0\.0\.1|::1))?$/),
    `tcp done: port ${port()}`,
    'tls done: TLSv1.3, TLS_AES_256_GCM_SHA384',
    'request done: POST, 49 bytes',
    `answer done: 200, application/json, ${String(JSON.stringify(grant).length)} bytes`,
  ];
  expect(steps(answer)).toEqual(done);
  expect(heard).toEqual(
    ['dns', 'tcp', 'tls', 'request', 'answer'].flatMap((name, at) => [`${name} under-way`, done[at]]),
  );
  expect(server.recorded.at(-1)?.body).toHaveLength(49);
});

test('a literal address has no name to be looked up', async () => {
  const { answer } = await hearing(`${server.origin}/token`);
  expect(answer.steps.map(({ name }) => name)).toEqual(['tcp', 'tls', 'request', 'answer']);
});

test('through a proxy: the way there is one step, and the name is its business', async () => {
  const proxy = await startProxy();
  const { answer } = await hearing(named(), { proxy: proxy.origin });
  await proxy.stop();
  expect(steps(answer).slice(0, 2)).toEqual([
    `proxy done: ${new URL(proxy.origin).host}`,
    'tls done: TLSv1.3, TLS_AES_256_GCM_SHA384',
  ]);
  expect(answer).toMatchObject({ is: 'granted', proxy: new URL(proxy.origin).host });
});

test('a step lasts as long as it lasts', async () => {
  server.answers((request, response) => setTimeout(() => json(200, grant)(request, response), 300));
  const { answer } = await hearing(`${server.origin}/token`);
  const lasted = Object.fromEntries(answer.steps.map(({ name, milliseconds }) => [name, milliseconds]));
  expect(lasted['answer']).toBeGreaterThanOrEqual(295);
  expect(lasted['answer']).toBeLessThan(3000);
  expect(lasted['request']).toBeLessThan(290);
});

test.each([
  ['a name that nobody knows', () => 'https://nobody.invalid/token', 'dns failed: ', 'discovery/'],
  ['a port where nobody listens', () => 'https://127.0.0.1:9/token', null, 'discovery/blocked-port'],
])('%s', async (_name, endpoint, last, code) => {
  const { answer } = await hearing(endpoint());
  expect(steps(answer).at(-1) ?? null).toEqual(last === null ? null : expect.stringContaining(last));
  expect(answer).toMatchObject({ is: 'failed', code: expect.stringContaining(code), answer: null, tls: null });
});

test('a port that refuses', async () => {
  const closed = await listening();
  await closed.stop();
  const { answer } = await hearing(closed.address);
  expect([steps(answer), answer.code]).toEqual([['tcp failed: ECONNREFUSED'], 'discovery/refused']);
});

test('a proxy that lets nobody through', async () => {
  const proxy = await startProxy({ status: 403 });
  const { answer } = await hearing(named(), { proxy: proxy.origin });
  await proxy.stop();
  expect([steps(answer), answer.code]).toEqual([
    [`proxy failed: ${new URL(proxy.origin).host}, status 403`],
    'discovery/proxy-refused',
  ]);
});

test('a chain that does not hold', async () => {
  const strange = await startHandshake('expired');
  const { answer } = await hearing(`${strange.origin}/token`, { authorities: [strange.authority] });
  await strange.stop();
  expect(steps(answer).at(-1)).toBe('tls failed: CERT_HAS_EXPIRED');
});

test('a server that listens and says nothing: TLS is waited for 8 seconds', { timeout: 20_000 }, async () => {
  const silent = await listening();
  const { answer } = await hearing(silent.address);
  await silent.stop();
  expect([steps(answer).at(-1), answer.code]).toEqual(['tls failed: UND_ERR_CONNECT_TIMEOUT', 'discovery/timeout']);
  expect(answer.steps.at(-1)?.milliseconds).toBeGreaterThan(7000);
});

test('a stall in the answer is survived, and a person may end it', async () => {
  server.answers(() => undefined);
  const ending = new AbortController();
  const asked = Date.now();
  const answer = await tokenEndpoint.request(server.request(), {
    signal: ending.signal,
    onSteps: (all) => {
      if (all.at(-1)?.name === 'answer') setTimeout(() => ending.abort(), 100);
    },
  });
  expect(Date.now() - asked).toBeLessThan(3000);
  expect([answer.is, answer.code, answer.answer, steps(answer).at(-1)]).toEqual([
    'cancelled',
    'token/cancelled',
    null,
    'answer failed: cancelled',
  ]);
});

test.each(['tcp', 'tls', 'request'] as const)('cancelled when %s begins: nothing is asked', async (name) => {
  const silent = await startRecorder();
  silent.answers(() => undefined);
  const ending = new AbortController();
  const heard: string[] = [];
  const answer = await tokenEndpoint.request(silent.request(), {
    signal: ending.signal,
    onSteps: (all) => {
      heard.push(all.map(shortly).at(-1) ?? '');
      if (all.at(-1)?.name === name) ending.abort();
    },
  });
  await silent.stop();
  expect([answer.is, steps(answer).at(-1)]).toEqual(['cancelled', `${name} failed: cancelled`]);
  expect(heard.at(-1)).toBe(`${name} failed: cancelled`);
  expect(silent.recorded).toEqual([]);
});

test('cancelled while the handshake hangs: the connection goes at once', async () => {
  const silent = await listening();
  const ending = new AbortController();
  const gone = new Promise<number>((resolve) => {
    silent.server.on('connection', (socket) => {
      const at = Date.now();
      socket.on('error', () => undefined).on('close', () => resolve(Date.now() - at));
      setTimeout(() => ending.abort(), 50);
    });
  });
  const request = server.request({ endpoint: silent.address });
  const answer = await tokenEndpoint.request(request, { signal: ending.signal });
  expect([answer.is, steps(answer).at(-1)]).toEqual(['cancelled', 'tls failed: cancelled']);
  expect(await gone).toBeLessThan(2000);
  await silent.stop();
});

test('cancelled while a proxy hangs, and while a keychain asks', async () => {
  const silent = await listening();
  const ending = new AbortController();
  const request = server.request({ network: { ...server.network, proxy: silent.address.replace('https', 'http') } });
  setTimeout(() => ending.abort(), 100);
  const atProxy = await tokenEndpoint.request(request, { signal: ending.signal });
  await silent.stop();
  const locked = connectionsOver({
    vault: { ...memoryVault(), tlsKey: () => new Promise(() => undefined) },
    systemProxy: () => new Promise(() => undefined),
  });
  const withOwner = server.request({
    endpoint: 'https://payer.example/token',
    network: { ...server.network, proxy: 'system' },
  });
  const atSystem = await tokenEndpointOver(locked).request(withOwner, { signal: AbortSignal.timeout(100) });
  expect([atProxy.is, steps(atProxy), atSystem.is, steps(atSystem)]).toEqual([
    'cancelled',
    ['proxy failed: cancelled'],
    'cancelled',
    [],
  ]);
});

test('cancelled before it began: nothing is asked', async () => {
  const before = server.recorded.length;
  const answer = await tokenEndpoint.request(server.request(), { signal: AbortSignal.abort() });
  expect([answer.is, steps(answer), server.recorded.length - before]).toEqual(['cancelled', [], 0]);
});

async function listening(): Promise<{ server: Server; address: string; stop: () => Promise<void> }> {
  const sockets = new Set<{ destroy: () => void }>();
  const silent = createServer((socket) => {
    socket.on('error', () => undefined).resume();
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  if (address === null || typeof address === 'string') throw new TypeError('A loopback server has a port');
  return {
    server: silent,
    address: `https://127.0.0.1:${String(address.port)}`,
    stop: () =>
      new Promise<void>((resolve) => {
        silent.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
