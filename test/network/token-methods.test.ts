/** @file How each way of asking arrives at the server, byte for byte, and what is told of it. */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { Credential, TokenRequest } from '#core/ports.ts';
import { tokenEndpointOver } from '#node/token/token-endpoint.ts';
import { listen } from '../servers/loopback.ts';
import { connectionsOver } from '#node/connections.ts';
import { memoryVault } from '#node/vault/memory-vault.ts';
import type { Recorder } from './recorder.ts';
import { grant, json, startRecorder } from './recorder.ts';
import { straight } from './straight.ts';

const tokenEndpoint = tokenEndpointOver(straight, { seconds: 12 });
let server: Recorder;
beforeAll(async () => {
  server = await startRecorder();
});
afterAll(async () => server.stop());

const MASK = '••••••••';
const secret = new Secret('p:ss w&rd-é');
const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const typeOnWire = 'urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer';
const plain = 'grant_type=client_credentials&scope=system%2F*.rs';
const shownPlain = { grant_type: 'client_credentials', scope: 'system/*.rs' };

async function arrives(more: Partial<TokenRequest>) {
  server.answers(json(200, grant));
  const answer = await tokenEndpoint.request(server.request({ clientId: 'us one', ...more }));
  const { headers, body } = server.last();
  const basic = /^Basic (.*)$/.exec(headers['authorization'] as string)?.[1];
  return { body, basic: basic === undefined ? null : Buffer.from(basic, 'base64').toString(), answer };
}

test.each<[string, Credential, { body: string; basic: string | null; form: Record<string, string> }]>([
  [
    'client_secret_basic, encoded',
    { is: 'basic', secret, encoding: 'form' },
    { body: plain, basic: 'us+one:p%3Ass+w%26rd-%C3%A9', form: shownPlain },
  ],
  [
    'client_secret_basic, raw',
    { is: 'basic', secret, encoding: 'raw' },
    { body: plain, basic: 'us one:p:ss w&rd-é', form: shownPlain },
  ],
  [
    'client_secret_post',
    { is: 'post', secret },
    {
      body: `${plain}&client_id=us+one&client_secret=p%3Ass+w%26rd-%C3%A9`,
      basic: null,
      form: { ...shownPlain, client_id: 'us one', client_secret: MASK },
    },
  ],
  [
    'both at once',
    { is: 'twice', secret },
    {
      body: `${plain}&client_id=us+one&client_secret=p%3Ass+w%26rd-%C3%A9`,
      basic: 'us+one:p%3Ass+w%26rd-%C3%A9',
      form: { ...shownPlain, client_id: 'us one', client_secret: MASK },
    },
  ],
  [
    'private_key_jwt',
    { is: 'assertion', assertion: 'eyJh.eyJi.c2ln', type, withClientId: true },
    {
      body: `${plain}&client_id=us+one&client_assertion_type=${typeOnWire}&client_assertion=eyJh.eyJi.c2ln`,
      basic: null,
      form: { ...shownPlain, client_id: 'us one', client_assertion_type: type, client_assertion: MASK },
    },
  ],
  [
    'private_key_jwt without the id, as UDAP has it',
    { is: 'assertion', assertion: 'eyJh.eyJi.c2ln', type, withClientId: false },
    {
      body: `${plain}&client_assertion_type=${typeOnWire}&client_assertion=eyJh.eyJi.c2ln`,
      basic: null,
      form: { ...shownPlain, client_assertion_type: type, client_assertion: MASK },
    },
  ],
  [
    'tls_client_auth',
    { is: 'named' },
    { body: `${plain}&client_id=us+one`, basic: null, form: { ...shownPlain, client_id: 'us one' } },
  ],
])('%s', async (_name, credential, { body, basic, form }) => {
  const came = await arrives({ credential });
  expect({ body: came.body, basic: came.basic, form: came.answer.sent.form }).toEqual({ body, basic, form });
  expect(came.answer.sent.headers['authorization'] ?? null).toBe(basic === null ? null : `Basic ${MASK}`);
});

test('jwt-bearer: the assertion is the grant', async () => {
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'eyJh.eyJi.c2ln', scope: 'a b' };
  const came = await arrives({ form, credential: { is: 'named' } });
  expect([came.body, came.answer.sent.form]).toEqual([
    'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJh.eyJi.c2ln&scope=a+b&client_id=us+one',
    { ...form, assertion: MASK, client_id: 'us one' },
  ]);
});

test('an authorization code and its verifier are secrets of the form', async () => {
  const form = { grant_type: 'authorization_code', redirect_uri: 'http://127.0.0.1:1/back' };
  const secretForm = { code: new Secret('code-c4nary'), code_verifier: new Secret('verifier-c4nary') };
  server.answers(json(400, { error: 'invalid_grant', error_description: 'code-c4nary and verifier-c4nary' }));
  const answer = await tokenEndpoint.request(server.request({ form, secretForm, credential: { is: 'named' } }));
  expect([server.last().body, answer.sent.form, answer.errorDescription]).toEqual([
    'grant_type=authorization_code&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fback&code=code-c4nary&code_verifier=verifier-c4nary&client_id=requesting-payer',
    { ...form, code: MASK, code_verifier: MASK, client_id: 'requesting-payer' },
    `${MASK} and ${MASK}`,
  ]);
});

test('an ID Token comes along, as a secret too', async () => {
  server.answers(json(200, { ...grant, id_token: 'e30.e30.' }));
  const answer = await tokenEndpoint.request(server.request());
  expect([answer.idToken?.reveal(), answer.answer?.members]).toEqual(['e30.e30.', [...Object.keys(grant), 'id_token']]);
});

test('the headers that are told are those that arrived, and no other', async () => {
  const came = await arrives({ credential: { is: 'basic', secret, encoding: 'form' } });
  const arrived = { ...server.last().headers, authorization: `Basic ${MASK}` };
  expect(came.answer.sent.headers).toEqual(arrived);
  expect(came.answer.sent.headers).toMatchObject({
    host: new URL(server.origin).host,
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    'content-length': String(Buffer.byteLength(plain)),
  });
});

test('where nothing went out it is told what was to', async () => {
  const endpoint = 'https://nobody.invalid/token';
  const answer = await tokenEndpoint.request(server.request({ endpoint, credential: { is: 'post', secret } }));
  expect([answer.is, answer.sent.headers['accept'], answer.sent.form['client_secret']]).toEqual([
    'failed',
    'application/json',
    MASK,
  ]);
});

test('two requests at once are told apart, though they are for one address', async () => {
  server.answers((request, response) => {
    setTimeout(() => json(200, grant)(request, response), 100);
  });
  const ids = ['one', 'two', 'three'];
  const answers = await Promise.all(
    ids.map(async (clientId, at) =>
      tokenEndpoint.request(server.request({ clientId: clientId.repeat(at + 1), credential: { is: 'named' } })),
    ),
  );
  expect(answers.map(({ steps }) => steps.find(({ name }) => name === 'request')?.noted)).toEqual([
    'POST, 63 bytes',
    'POST, 66 bytes',
    'POST, 75 bytes',
  ]);
});

test('an answer that comes before the request is read is an answer', async () => {
  const leaf = await server.authority.issue();
  const hasty = createServer({ cert: leaf.certificatePem, key: leaf.keyPem }, (_request, response) => {
    response.writeHead(413, { 'Content-Type': 'text/html', Connection: 'close' }).end('too long');
  });
  await new Promise<void>((resolve) => hasty.listen(0, '127.0.0.1', resolve));
  const endpoint = `https://127.0.0.1:${String((hasty.address() as AddressInfo).port)}/token`;
  const answer = await tokenEndpoint.request(server.request({ endpoint }));
  hasty.close();
  expect([answer.answer?.status, answer.steps.at(-1)?.noted]).toEqual([413, '413, text/html, 8 bytes']);
});

test('plain http: never, but of this machine where tests or the demo say so', async () => {
  const clear = await listen({ leaf: null, port: 0, answer: json(200, grant) });
  const systemProxy = async () => Promise.resolve('');
  const vault = { ...memoryVault(), tlsKey: async () => Promise.resolve('') };
  const loose = tokenEndpointOver(connectionsOver({ vault, systemProxy, loopbackHttp: true }));
  const request = server.request({ endpoint: `${clear.origin}/token` });
  const [strict, allowed] = [await tokenEndpoint.request(request), await loose.request(request)];
  await clear.stop();
  expect([strict.is, strict.code, strict.steps]).toEqual(['failed', 'discovery/not-https', []]);
  expect([allowed.is, allowed.tls, allowed.steps.map(({ name }) => name)]).toEqual([
    'granted',
    null,
    ['tcp', 'request', 'answer'],
  ]);
});

test.each([
  ['a b', 'good', true],
  ['a-b_c.d', 'a~b', true],
  ['a-b_c.d', 'good-1', false],
])('whether the encoding matters for %s and %s: %s', async (clientId, word, matters) => {
  const credential = { is: 'basic' as const, secret: new Secret(word), encoding: 'form' as const };
  expect((await arrives({ clientId, credential })).answer.encodingMatters).toBe(matters);
});
