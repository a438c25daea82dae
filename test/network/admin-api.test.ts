/** @file The Admin API as it may answer on a bad day: each with its own code, and with what may have happened there told truly. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { secretKey } from '#core/domain/definition/wire-names.ts';
import { Secret } from '#core/domain/secret.ts';
import type { AdminSession } from '#core/ports.ts';
import type { Authority } from '../servers/authority.ts';
import { issueForAnotherHost, issueOfUnknownAuthority, makeAuthority } from '../servers/authority.ts';
import type { BadAnswer } from '../servers/misbehaving/answers.ts';
import type { Misbehaving } from '../servers/misbehaving/start.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import { straightAdminApi } from './straight.ts';

const canary = 'canary-c0de-of-a-password';
const place = { nodeId: 'Master', moduleId: 'smart_inbound' };
let authority: Authority;
let server: Misbehaving;
beforeAll(async () => {
  authority = await makeAuthority();
  server = await startMisbehaving({ authority });
});
afterAll(async () => server.stop());

function session(baseUrl: string): AdminSession {
  const network = {
    authorities: [authority.certificatePem],
    allowPrivate: true,
    plainHttp: baseUrl.startsWith('http:'),
  };
  return straightAdminApi.open({ baseUrl, username: 'ana', network }, new Secret(canary));
}

const at = (answer: BadAnswer) => session(`${server.address(answer)}/`);
let places = 0;
function placed(path: string, status: number, body: string, headers: Record<string, string> = {}): AdminSession {
  const base = `/placed-${String((places += 1))}/`;
  server.place(`${base}${path}`, { status, body, headers });
  return session(`${server.origin}${base}`);
}
const listing = 'openid-connect-servers/?pageIndex=0&pageSize=100';
const creating = 'openid-connect-servers/Master/smart_inbound';

describe('reading', () => {
  test.each([
    [401, 'target/not-allowed'],
    [403, 'target/forbidden'],
    [404, 'target/not-found'],
    [400, 'target/refused'],
    [500, 'target/server-error'],
    [503, 'target/server-error'],
  ])('%i: %s', async (status, code) => {
    await expect(placed(listing, status, 'Plain words').servers()).rejects.toMatchObject({ code });
  });

  test('what the server says is told on one line, without what a terminal would obey', async () => {
    const words = '<h1>Failed</h1>\r\n\u001B[31mto\tload\u0000';
    await expect(placed(listing, 500, words).servers()).rejects.toMatchObject({
      details: { says: expect.stringMatching(/^Failed \[31mto load$/) },
    });
  });

  test.each([
    ['a page instead of JSON', '<html>', 'target/not-json'],
    ['JSON of another form', '{"servers":"none"}', 'target/unexpected'],
    ['a list', '[]', 'target/unexpected'],
  ])('%s', async (_, body, code) => {
    await expect(placed(listing, 200, body).servers()).rejects.toMatchObject({ code });
  });

  test('pages that never end are not followed for ever', async () => {
    const base = `/endless/`;
    for (let page = 0; page < 100; page += 1)
      server.place(`${base}openid-connect-servers/?pageIndex=${String(page)}&pageSize=100`, {
        body: JSON.stringify({ servers: [{ pid: page }], totalPages: 1_000_000 }),
      });
    await expect(session(`${server.origin}${base}`).servers()).rejects.toMatchObject({ code: 'target/unexpected' });
  });

  test('a secret that comes back against all promises goes no further', async () => {
    const body = JSON.stringify({ servers: [{ pid: 1, [secretKey]: canary }], totalPages: 1 });
    expect(await placed(listing, 200, body).servers()).toEqual([{ pid: 1 }]);
  });
});

describe('writing', () => {
  test.each([
    [401, 'target/not-allowed'],
    [403, 'target/forbidden'],
    [404, 'target/not-found'],
    [409, 'target/refused'],
    [500, 'target/server-error'],
  ])('%i: %s', async (status, code) => {
    await expect(placed(creating, status, 'Plain words').create(place, {}, null)).rejects.toMatchObject({ code });
  });

  test('where nothing listens, nothing can have happened', async () => {
    const gone = await startMisbehaving({ authority });
    await gone.stop();
    await expect(session(`${gone.origin}/`).create(place, {}, null)).rejects.toMatchObject({
      code: 'target/unreachable',
    });
  });

  test.each([
    ['an unknown CA', issueOfUnknownAuthority, 'target/unknown-ca'],
    ['another host’s certificate', async () => issueForAnotherHost(authority), 'target/wrong-host'],
  ])('%s: neither password nor body is sent', async (_, issue, code) => {
    const strange = await startMisbehaving({ authority, leaf: await issue() });
    await expect(session(`${strange.origin}/`).create(place, {}, new Secret(canary))).rejects.toMatchObject({ code });
    await strange.stop();
    expect(strange.requests).toEqual([]);
  });

  test('a page of nothing but angle brackets ends, whatever its status', async () => {
    for (const status of [200, 500]) {
      const asked = placed(listing, status, '<'.repeat(4 * 1024 * 1024 - 1), { 'content-type': 'text/html' }).servers();
      await expect(asked).rejects.toMatchObject({ code: status === 200 ? 'target/not-json' : 'target/server-error' });
    }
  });

  test.each([
    ['none', {}],
    ['a word', { pid: 'first' }],
    ['a broken one', { pid: 1.5 }],
  ])('a definition whose pid is %s is not one that could be written to', async (_name, more) => {
    const body = JSON.stringify({ servers: [{ issuer: 'https://a.example', ...more }], totalPages: 1 });
    await expect(placed(listing, 200, body).servers()).rejects.toMatchObject({ code: 'target/unexpected' });
  });

  test('no failure holds the password or the secret', async () => {
    const echo = `${canary} ${Buffer.from(`ana:${canary}`).toString('base64')}`;
    const error: unknown = await placed(creating, 400, echo)
      .create(place, {}, new Secret(canary))
      .catch((caught: unknown) => caught);
    expect(JSON.stringify(error) + String(error)).not.toContain(canary);
    expect(JSON.stringify(error) + String(error)).not.toContain(Buffer.from(`ana:${canary}`).toString('base64'));
  });
});

// Together, for a stall takes all the patience that a call has.
describe.concurrent('a connection that does not do its part', () => {
  test.each<[BadAnswer, string]>([
    ['redirect', 'target/redirect'],
    ['huge', 'target/too-large'],
    ['reset', 'target/unreachable'],
    ['cut-short', 'target/unreachable'],
    ['stall-before', 'target/timeout'],
    ['stall-inside', 'target/timeout'],
  ])('reading, %s: %s', { timeout: 30_000 }, async (name, code) => {
    await expect(at(name).servers()).rejects.toMatchObject({ code });
  });

  test.each<[BadAnswer]>([['reset'], ['cut-short'], ['stall-before']])(
    'writing, %s after it was sent: nobody knows what happened',
    { timeout: 30_000 },
    async (name) => {
      await expect(at(name).create(place, {}, null)).rejects.toMatchObject({ code: 'target/unknown-outcome' });
    },
  );
});
