import { performance } from 'node:perf_hooks';
import { Agent, fetch } from 'undici';
import { describe, expect, test } from 'vitest';
import { makeAuthority } from './authority.ts';
import { LIST, SECRET, ask, definition, post, put, seeded, start } from './smile-cdr/asking.ts';
import { rawExchange } from './smile-cdr/raw-exchange.ts';

const path = '/openid-connect-servers';

test('an answer can be lost after the write, or the request before it', async () => {
  const server = await start();
  server.arrange({ method: 'POST', path, does: 'lose-request' });
  await expect(post(server, definition)).rejects.toThrow(TypeError);
  expect(server.state.servers).toHaveLength(0);
  server.arrange({ method: 'POST', path, does: 'lose-answer' });
  await expect(post(server, definition)).rejects.toThrow(TypeError);
  expect(server.state.servers).toHaveLength(1);
  expect(server.requests.map(({ status }) => status)).toEqual([null, null]);
});

test.each([401, 403, 409, 412, 500])(
  '%i can come, after as many calls as wanted, and nothing is done',
  async (status) => {
    const server = await start();
    server.arrange({ method: 'POST', path, does: { status, text: 'In its own words' }, after: 1 });
    const other = { ...definition, issuer: 'https://another.example' };
    const answers = [await post(server, definition), await post(server, other)];
    expect([answers[1], server.state.servers.length]).toEqual([{ status, body: 'In its own words' }, 1]);
    expect([answers[0]?.status, (await post(server, other)).status]).toEqual([200, 200]);
  },
);

test('a mishap can happen several times, and then no more', async () => {
  const server = await start();
  server.arrange({ method: 'GET', path, does: { status: 409, text: 'Conflict' }, after: 1, times: 2 });
  const statuses: number[] = [];
  for (let call = 0; call < 5; call += 1) statuses.push((await ask(server, LIST)).status);
  expect(statuses).toEqual([200, 409, 409, 200, 200]);
});

test.each(['stall', 'stall-after'] as const)('%s: no answer comes, and the server stops all the same', async (does) => {
  const server = await start();
  server.arrange({ method: 'POST', path, does });
  const lost = expect(post(server, definition)).rejects.toThrow(TypeError);
  await expect.poll(() => server.requests.length).toBe(1);
  expect(server.state.servers).toHaveLength(does === 'stall' ? 0 : 1);
  await server.stop();
  await lost;
});

describe('a cut', () => {
  const get = { method: 'GET', path: `/${LIST}` } as const;

  test('leaves exactly so many bytes of the answer, head and body', async () => {
    const server = await start({ seed: { servers: [seeded({ tokenIntrospectionClientSecret: SECRET })] } });
    const cutAt = async (bytes: number) => {
      server.arrange({ method: 'GET', path, does: { cutAt: bytes, when: 'after' } });
      return rawExchange(server, get);
    };
    const whole = await cutAt(1_000_000);
    const head = whole.indexOf('\r\n\r\n') + 4;
    const body = (await ask(server, LIST)).body;
    expect([whole.slice(0, 17), JSON.parse(whole.slice(head))]).toEqual(['HTTP/1.1 200 OK\r\n', body]);
    for (const bytes of [0, 1, 12, head - 1, head, head + 1, whole.length - 1])
      expect(await cutAt(bytes)).toBe(whole.slice(0, bytes));
  });

  test.each([
    ['after', 1],
    ['before', 0],
  ] as const)('%s the write: the definitions that stand are %i', async (when, count) => {
    const server = await start();
    server.arrange({ method: 'POST', path, does: { cutAt: 150, when } });
    await expect(post(server, definition)).rejects.toThrow(TypeError);
    expect([server.state.servers.length, server.state.nextPid]).toEqual([count, 1 + count]);
    expect(server.requests.map(({ status }) => status)).toEqual([null]);
    expect((await ask(server, LIST)).status).toBe(200);
  });

  test.each([
    ['after', 'renamed'],
    ['before', definition.name],
  ] as const)('%s an update: the name is %s', async (when, name) => {
    const server = await start({ seed: { servers: [seeded()] } });
    server.arrange({ method: 'PUT', path, does: { cutAt: 20, when } });
    await expect(put(server, { ...definition, name: 'renamed' })).rejects.toThrow(TypeError);
    expect(server.state.servers[0]?.fields['name']).toBe(name);
  });

  test('breaks a connection of TLS too', async () => {
    const server = await start({ authority: await makeAuthority() });
    const dispatcher = new Agent({ connect: { ca: server.ca } });
    const status = async () => (await fetch(`${server.baseUrl}${LIST}`, { dispatcher })).text();
    server.arrange({ method: 'GET', path, does: { cutAt: 60, when: 'after' } });
    await expect(status()).rejects.toThrow(TypeError);
    expect(await status()).toBe('Bad credentials');
    await dispatcher.close();
  });
});

describe('a slow answer', () => {
  const slow = 300;

  test('is the right one, and was carried out before it came', async () => {
    const server = await start();
    server.arrange({ method: 'POST', path, does: { slow } });
    const begin = performance.now();
    const answer = post(server, definition);
    await expect.poll(() => server.state.servers.length).toBe(1);
    expect(performance.now() - begin).toBeLessThan(slow);
    expect(await answer).toMatchObject({ status: 200, body: { pid: 1, ...definition } });
    // A timer may be a millisecond early.
    expect(performance.now() - begin).toBeGreaterThan(slow - 5);
  });

  test('ends with a caller who leaves, and with the server', async () => {
    const server = await start();
    server.arrange({ method: 'POST', path, does: { slow: 600_000 } });
    const leaving = new AbortController();
    const left = ask(server, 'openid-connect-servers/Master/smart_inbound', {
      method: 'POST',
      body: definition,
      signal: leaving.signal,
    });
    const isLeft = expect(left).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => server.state.servers.length).toBe(1);
    leaving.abort();
    await isLeft;

    server.arrange({ method: 'GET', path, does: { slow: 600_000 } });
    const lost = expect(ask(server, LIST)).rejects.toThrow(TypeError);
    await expect.poll(() => server.requests.length).toBe(2);
    await server.stop();
    await lost;
  });
});
