/** @file The token request against answers as they come in the field: what is granted, refused and failed, and that no secret comes back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { TokenAnswer, TokenRequest } from '#core/ports.ts';
import { formEncode } from '#node/token/credentials.ts';
import { tokenEndpointOver } from '#node/token/token-endpoint.ts';
import type { Authority } from '../servers/authority.ts';
import { issueOfUnknownAuthority, makeAuthority } from '../servers/authority.ts';
import type { BadAnswer } from '../servers/misbehaving/answers.ts';
import type { Misbehaving, Placed } from '../servers/misbehaving/start.ts';
import { startMisbehaving } from '../servers/misbehaving/start.ts';
import { straight } from './straight.ts';

// A person is waited for longer than a test.
const tokenEndpoint = tokenEndpointOver(straight, { seconds: 3 });

const canary = 'canary-31ad-of-a-token';
let authority: Authority;
let server: Misbehaving;
beforeAll(async () => {
  authority = await makeAuthority();
  server = await startMisbehaving({ authority });
});
afterAll(async () => server.stop());

function given(endpoint: string, more: Partial<TokenRequest> = {}): TokenRequest {
  return {
    issuer: server.origin,
    endpoint,
    clientId: 'requesting-payer',
    form: { grant_type: 'client_credentials', scope: 'system/*.rs' },
    network: { authorities: [authority.certificatePem], allowPrivate: true },
    credential: { is: 'basic', secret: new Secret('canary-91c2-of-a-secret'), encoding: 'form' },
    ...more,
  };
}

/** All of an answer but the tokens themselves, which cannot be written down. */
const shown = (answer: TokenAnswer) => JSON.stringify({ ...answer, accessToken: null, idToken: null });

let places = 0;
async function answered(content: Placed & { json?: unknown }) {
  const body = content.json === undefined ? content.body : JSON.stringify(content.json);
  const endpoint = server.place(`/token/${String((places += 1))}`, {
    ...content,
    ...(body === undefined ? {} : { body }),
  });
  return tokenEndpoint.request(given(endpoint));
}

const grant = { access_token: canary, token_type: 'Bearer', expires_in: 300, scope: 'system/*.rs' };

describe('granted', () => {
  test('tells everything of the token but the token', async () => {
    const answer = await answered({ json: grant });
    expect(answer).toMatchObject({
      is: 'granted',
      answer: { status: 200, members: ['access_token', 'token_type', 'expires_in', 'scope'] },
      tokenType: 'Bearer',
      expiresIn: 300,
      scope: 'system/*.rs',
    });
    expect(shown(answer)).not.toContain(canary);
  });

  test.each([
    ['with status 201', { status: 201, json: grant }],
    ['without token_type, which is for the report to tell', { json: { access_token: canary } }],
    ['with token_type in lower case', { json: { ...grant, token_type: 'bearer' } }],
    ['with expires_in as text', { json: { ...grant, expires_in: '300' } }],
    ['as text/html', { json: grant, headers: { 'Content-Type': 'text/html' } }],
    ['with an id_token that nobody could check', { json: { ...grant, id_token: 'e30.e30.e30' } }],
  ])('%s', async (_, content) => {
    const answer = await answered(content);
    expect([answer.is, shown(answer).includes(canary)]).toEqual(['granted', false]);
  });
});

describe('refused', () => {
  test('in the words of the payer', async () => {
    const json = { error: 'invalid_client', error_description: 'Client assertion aud is wrong' };
    expect(await answered({ status: 400, json })).toMatchObject({
      is: 'refused',
      answer: { status: 400 },
      error: 'invalid_client',
      errorDescription: 'Client assertion aud is wrong',
    });
  });

  test('by a status alone', async () => {
    expect(await answered({ status: 401, body: 'go away' })).toMatchObject({ is: 'refused', error: 'status 401' });
  });

  test('with words without end: a sentence of them', async () => {
    const json = { error: 'invalid_scope', error_description: 'x'.repeat(50_000) };
    expect((await answered({ status: 400, json })).errorDescription).toHaveLength(300);
  });
});

describe('failed', () => {
  test.each([
    ['a page with status 200', { body: '<html>', headers: { 'Content-Type': 'text/html' } }, /text\/html/],
    ['a token without a token', { json: { token_type: 'Bearer' } }, /without access_token/],
    ['a redirect', { status: 302, headers: { Location: 'https://login.example/' } }, /redirect to https:\/\/login/],
    ['an error page', { status: 500, body: 'oops' }, /status 500/],
  ])('%s', async (_, content, detail) => {
    expect(await answered(content)).toMatchObject({
      is: 'failed',
      code: 'token/failed',
      detail: expect.stringMatching(detail),
    });
  });

  test.each<[BadAnswer, string]>([
    ['reset', 'discovery/broken-off'],
    ['cut-short', 'discovery/broken-off'],
    ['huge', 'token/too-large'],
    ['stall-before', 'discovery/timeout'],
    ['stall-inside', 'discovery/stall'],
  ])('%s: %s', { concurrent: true, timeout: 30_000 }, async (name, code) => {
    const answer = await tokenEndpoint.request(given(server.address(name)));
    expect([answer.is, answer.code]).toEqual(['failed', code]);
  });

  test('an unknown CA', async () => {
    const strange = await startMisbehaving({ authority, leaf: await issueOfUnknownAuthority() });
    const answer = await tokenEndpoint.request(given(strange.address('html')));
    await strange.stop();
    expect([answer.is, answer.code, strange.requests]).toEqual(['failed', 'discovery/tls-incomplete-chain', []]);
  });

  test('a private address that was not allowed: nothing is asked', async () => {
    const before = server.requests.length;
    const network = { authorities: [authority.certificatePem], allowPrivate: false };
    const answer = await tokenEndpoint.request(given(server.address('html'), { network }));
    expect([answer.is, server.requests.length - before]).toEqual(['failed', 0]);
  });
});

test('one request, never repeated', async () => {
  const before = server.requests.length;
  await tokenEndpoint.request(given(server.address('unavailable')));
  expect(server.requests.length - before).toBe(1);
});

test('an id and a secret are encoded as RFC 6749 §2.3.1 says, and no more', () => {
  expect(formEncode('a-b_c.d ~é:%')).toBe('a-b_c.d+%7E%C3%A9%3A%25');
});
