import { afterAll, beforeAll, expect, test } from 'vitest';
import { networkCauseOf } from '#node/network.ts';
import { webOver } from '#node/web.ts';
import type { Authority } from '../servers/authority.ts';
import { issueExpired, issueForAnotherHost, issueOfUnknownAuthority, makeAuthority } from '../servers/authority.ts';
import type { BadAnswer } from '../servers/misbehaving/answers.ts';
import type { Misbehaving } from '../servers/misbehaving/start.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import { straight } from './straight.ts';

const web = webOver(straight);

let authority: Authority;
let server: Misbehaving;
const network = () => ({ authorities: [authority.certificatePem], allowPrivate: true });

beforeAll(async () => {
  authority = await makeAuthority();
  server = await startMisbehaving({ authority });
});
afterAll(() => server.stop());

const outcome = async (url: string, given = network()) => {
  const answer = await web.get(url, given);
  return answer.is === 'answered' ? answer.status : answer.code;
};

test.each<[BadAnswer, number | string]>([
  ['html', 200],
  ['empty-body', 200],
  ['not-found', 404],
  ['no-content', 204],
  ['redirect', 302],
  ['redirect-elsewhere', 302],
  ['unavailable', 503],
  ['huge', 'discovery/too-large'],
  ['huge-announced', 'discovery/stall'],
  ['cut-short', 'discovery/broken-off'],
  ['reset', 'discovery/broken-off'],
  ['stall-before', 'discovery/timeout'],
  ['stall-inside', 'discovery/stall'],
])('%s gives %s', { concurrent: true }, async (name, wanted) => {
  expect(await outcome(server.address(name))).toBe(wanted);
});

test('a redirect is not followed', async () => {
  const before = server.requests.length;
  await outcome(server.address('redirect'));
  expect(server.requests.slice(before)).toEqual(['GET /redirect']);
});

test('bytes and headers come as they were sent', async () => {
  const url = server.place('/odd?tenant=1', { body: '\uFEFF{}', headers: { 'X-Odd': 'Yes' } });
  const answer = await web.get(url, network());
  expect(answer).toMatchObject({
    status: 200,
    headers: { 'x-odd': 'Yes' },
    body: new TextEncoder().encode('\uFEFF{}'),
  });
});

test.each([
  ['an unknown CA', issueOfUnknownAuthority, 'discovery/tls-incomplete-chain'],
  ['an expired certificate', () => issueExpired(authority), 'discovery/tls-expired'],
  ['a certificate for another host', () => issueForAnotherHost(authority), 'discovery/tls-wrong-host'],
])('%s is told apart', async (_name, issue, wanted) => {
  const other = await startMisbehaving({ authority, leaf: await issue() });
  const code = await outcome(other.address('empty-object'));
  await other.stop();
  expect(code).toBe(wanted);
});

test.each([
  ['loopback that was not allowed', () => server.origin, 'discovery/private-address'],
  ['a name for loopback', () => server.origin.replace('127.0.0.1', 'localhost'), 'discovery/private-address'],
  ['a metadata service', () => 'https://169.254.169.254/latest', 'discovery/forbidden-address'],
])('%s is not asked', async (_name, address, wanted) => {
  const before = server.requests.length;
  expect([await outcome(address(), { authorities: [], allowPrivate: false }), server.requests.length - before]).toEqual(
    [wanted, 0],
  );
});

test('a port where nothing listens refuses', async () => {
  const gone = await startMisbehaving({ authority });
  await gone.stop();
  expect(await outcome(gone.origin)).toBe('discovery/refused');
});

test.each([
  ['ENOTFOUND', 'discovery/unknown-host'],
  ['HPE_INVALID_CONSTANT', 'discovery/protocol'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'discovery/tls-not-tls'],
  ['ERR_SSL_SOMETHING_NEW', 'discovery/tls-other'],
  ['SOMETHING_NEW', 'discovery/other-network'],
])('the cause %s is %s, however deep it lies', (code, wanted) => {
  const root = Object.assign(new Error('not to be read'), { code });
  const wrapped = new TypeError('fetch failed', { cause: new AggregateError([root], 'all failed') });
  expect(networkCauseOf(wrapped)).toEqual({ code: wanted, detail: code });
});
