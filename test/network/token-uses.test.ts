/** @file What is done with a granted token: read, checked, asked about, tried and given back. */
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '#core/domain/secret.ts';
import type { TokenUse } from '#core/ports.ts';
import { tokenEndpointOver } from '#node/token/token-endpoint.ts';
import type { Recorder } from './recorder.ts';
import { json, startRecorder } from './recorder.ts';
import { straight } from './straight.ts';

const tokenEndpoint = tokenEndpointOver(straight, { seconds: 2 });
let server: Recorder;
beforeAll(async () => {
  server = await startRecorder();
});
afterAll(async () => server.stop());

const MASK = '••••••••';
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const short = generateKeyPairSync('rsa', { modulusLength: 1024 });

function jwt(claims: unknown, header: Record<string, unknown> = {}, key: KeyObject = ec.privateKey): string {
  const all = { alg: 'ES384', kid: 'k-1', ...header };
  const input = `${part(all)}.${part(claims)}`;
  const hash = `sha${all.alg.slice(2)}`;
  return `${input}.${sign(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

describe('a token is opened', () => {
  test('without what names a person', async () => {
    const claims = {
      iss: 'https://p.example',
      aud: 'https://p.example/fhir',
      sub: 'Patient/1',
      fhirUser: 'Ana',
      iat: 1,
      nbf: 2,
      exp: 3,
      scope: 'a b',
    };
    expect(await tokenEndpoint.open(new Secret(jwt(claims, { typ: 'at+jwt' })))).toEqual({
      header: { alg: 'ES384', kid: 'k-1', typ: 'at+jwt' },
      issuer: 'https://p.example',
      audience: ['https://p.example/fhir'],
      issuedAt: 1,
      notBefore: 2,
      expiresAt: 3,
      scope: 'a b',
      nonce: '',
    });
  });

  test('with whatever stands in it', async () => {
    const claims = { iss: 7, aud: ['a', 5, 'b\u001B'], exp: '3', scp: ['x', 'y'], nonce: 'n' };
    expect(await tokenEndpoint.open(new Secret(jwt(claims, { kid: 1 })))).toMatchObject({
      header: { kid: '', typ: '' },
      issuer: '',
      audience: ['a', 'b'],
      issuedAt: null,
      expiresAt: null,
      scope: 'x y',
      nonce: 'n',
    });
  });

  test.each([
    ['opaque', 'c4nary'],
    ['empty', ''],
    ['two parts', `${part({ alg: 'ES384' })}.${part({})}`],
    ['encrypted', 'eyJh.a.b.c.d'],
    ['no JSON', 'a.b.c'],
    ['a list', `${part([])}.${part({})}.c`],
    ['no algorithm', `${part({})}.${part({})}.c`],
    ['claims that are no object', `${part({ alg: 'ES384' })}.${part(5)}.c`],
    ['not base64url', `${part({ alg: 'ES384' })}.${part({})}.c=`],
  ])('and where it is none it is not: %s', async (_name, token) => {
    expect(await tokenEndpoint.open(new Secret(token))).toBeNull();
  });
});

describe('a signature is', () => {
  const jwk = (key: KeyObject, more: Record<string, unknown> = {}) => ({ ...key.export({ format: 'jwk' }), ...more });
  const good = jwk(ec.publicKey, { kid: 'k-1', use: 'sig', alg: 'ES384' });
  const token = jwt({ iss: 'p' });
  const altered = token.replace(/\.[^.]+\./, `.${part({ iss: 'q' })}.`);
  const unsigned = (alg: string) => `${part({ alg, kid: 'k-1' })}.${part({})}.`;
  const byRsa = jwt({}, { alg: 'RS256', kid: 'r' }, rsa.privateKey);
  const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey;

  test.each<[string, string, readonly unknown[], string]>([
    ['good', token, [good], 'good'],
    ['good by a key without a kid', token, [jwk(ec.publicKey)], 'good'],
    ['good without a kid in the token', jwt({}, { kid: undefined }), [jwk(other), good], 'good'],
    ['good by the second of two of one kid', token, [jwk(other, { kid: 'k-1' }), good], 'good'],
    ['good though the private half is published', token, [jwk(ec.privateKey, { kid: 'k-1' })], 'good'],
    ['good by RSA', byRsa, [good, jwk(rsa.publicKey, { kid: 'r' })], 'good'],
    ['bad for other claims', altered, [good], 'bad'],
    ['bad by another key of that kid', token, [jwk(other, { kid: 'k-1' })], 'bad'],
    ['bad without a signature', unsigned('none'), [good], 'bad'],
    ['bad by HMAC with what is public', unsigned('HS256'), [good, { kty: 'oct', k: 'YWJj', kid: 'k-1' }], 'bad'],
    ['bad for what is no JWT', 'c4nary', [good], 'bad'],
    ['bad with a critical header', jwt({}, { crit: ['x'], x: 1 }), [good], 'bad'],
    ['without a key: none of that kid', token, [jwk(ec.publicKey, { kid: 'k-2' })], 'no-key'],
    ['without a key: none of that kind', token, [jwk(rsa.publicKey, { kid: 'k-1' })], 'no-key'],
    ['without a key: for encryption', token, [{ ...good, use: 'enc' }], 'no-key'],
    ['without a key: for another algorithm', token, [{ ...good, alg: 'ES256' }], 'no-key'],
    ['without a key: not for checking', token, [{ ...good, key_ops: ['sign'] }], 'no-key'],
    ['without a key: a broken one', token, [{ ...good, x: 'AA' }], 'no-key'],
    ['without a key: a short one', jwt({}, { alg: 'RS256' }, short.privateKey), [jwk(short.publicKey)], 'no-key'],
    ['without a key: nothing at all', token, [null, 5, 'x', []], 'no-key'],
  ])('%s', async (_name, given, keys, wanted) => {
    expect(await tokenEndpoint.isSignedBy(new Secret(given), keys)).toBe(wanted);
  });
});

const use = (path: string, more: Partial<TokenUse> = {}): TokenUse => ({
  endpoint: `${server.origin}${path}`,
  token: new Secret('tok-c4nary'),
  clientId: 'us',
  credential: { is: 'basic', secret: new Secret('s-c4nary'), encoding: 'form' },
  network: server.network,
  ...more,
});

describe('introspection', () => {
  test('asks as RFC 7662 says, and keeps nothing of whom the token is for', async () => {
    server.answers(json(200, { active: true, scope: 'a b', exp: 9, username: 'Ana', sub: 'Patient/1' }));
    const answer = await tokenEndpoint.introspect(use('/introspect'));
    const { line, headers, body } = server.last();
    expect([line, body, headers['authorization'], headers['accept']]).toEqual([
      'POST /introspect',
      'token=tok-c4nary&token_type_hint=access_token',
      `Basic ${Buffer.from('us:s-c4nary').toString('base64')}`,
      'application/json',
    ]);
    expect(answer).toMatchObject({ code: '', active: true, scope: 'a b', expiresAt: 9, answer: { body: '' } });
    expect(JSON.stringify(answer)).not.toMatch(/Ana|Patient\/1|c4nary/);
  });

  test.each([
    ['inactive', { active: false }, false],
    ['without a word', {}, null],
    ['in words', { active: 'true' }, null],
    ['no object', [true], null],
  ])('%s', async (_name, body, active) => {
    server.answers(json(200, body));
    expect(await tokenEndpoint.introspect(use('/introspect'))).toMatchObject({ code: '', active });
  });

  test('proves the client by an assertion, too', async () => {
    server.answers(json(200, { active: true }));
    const credential = { is: 'assertion' as const, assertion: 'eyJh.b.c', type: 'urn:x', withClientId: true };
    await tokenEndpoint.introspect(use('/introspect', { credential }));
    expect(server.last().body).toBe(
      'token=tok-c4nary&token_type_hint=access_token&client_id=us&client_assertion_type=urn%3Ax&client_assertion=eyJh.b.c',
    );
  });

  test('may be cancelled', async () => {
    server.answers(() => undefined);
    const answer = await tokenEndpoint.introspect(use('/introspect'), { signal: AbortSignal.timeout(100) });
    expect([answer.code, answer.steps.at(-1)?.noted]).toEqual(['token/cancelled', 'cancelled']);
  });

  test('is not waited for without end', async () => {
    server.answers(() => undefined);
    expect(await tokenEndpoint.introspect(use('/introspect'))).toMatchObject({
      code: 'discovery/timeout',
      active: null,
      answer: null,
    });
  });
});

test('introspection may be cancelled, revocation may not', async () => {
  server.answers(() => undefined);
  const signal = AbortSignal.timeout(200);
  const [asked, givenBack] = await Promise.all([
    tokenEndpoint.introspect(use('/introspect'), { signal }),
    tokenEndpoint.revoke(use('/revoke')),
  ]);
  expect([asked.code, asked.active, givenBack.code]).toEqual(['token/cancelled', null, 'discovery/timeout']);
});

describe('revocation', () => {
  test.each([
    ['done', 200, undefined],
    ['refused', 400, { error: 'unsupported_token_type', error_description: 'tok-c4nary and s-c4nary' }],
  ])('%s', async (_name, status, body) => {
    server.answers(json(status, body ?? ''));
    const answer = await tokenEndpoint.revoke(use('/revoke'));
    expect([answer.code, answer.answer?.status, server.last().body]).toEqual([
      '',
      status,
      'token=tok-c4nary&token_type_hint=access_token',
    ]);
    expect(JSON.stringify(answer)).not.toContain('c4nary');
    expect(answer.answer?.body).toContain(body?.error ?? '');
  });
});

describe('a call with the token', () => {
  const call = async () =>
    tokenEndpoint.call({
      url: `${server.origin}/fhir/Patient?_summary=count`,
      token: new Secret('tok-c4nary'),
      network: server.network,
    });

  test('keeps status and headers, and nothing of what it got', async () => {
    server.answers(json(200, { resourceType: 'Bundle', total: 5, Ana: 1 }, { 'X-Echo': 'Bearer tok-c4nary' }));
    const answer = await call();
    const { line, headers, body } = server.last();
    expect([line, headers['authorization'], headers['accept'], body]).toEqual([
      'GET /fhir/Patient?_summary=count',
      'Bearer tok-c4nary',
      'application/fhir+json',
      '',
    ]);
    expect(answer).toMatchObject({
      code: '',
      issueCodes: [],
      answer: { status: 200, body: '', members: [], headers: { 'x-echo': `Bearer ${MASK}` } },
    });
    expect(answer.steps.map(({ noted }) => noted).slice(-2)).toEqual(['GET', '200, application/json, 43 bytes']);
    expect(JSON.stringify(answer)).not.toMatch(/Ana|c4nary/);
  });

  test('keeps the codes of an OperationOutcome, where they are FHIR’s own', async () => {
    const issue = [
      { code: 'forbidden', diagnostics: 'Ana' },
      { code: 'login' },
      { code: 'login' },
      { code: 'ana' },
      5,
      {},
    ];
    server.answers(json(403, { resourceType: 'OperationOutcome', issue }));
    const answer = await call();
    expect([answer.answer?.status, answer.issueCodes]).toEqual([403, ['forbidden', 'login']]);
  });

  test('follows no redirect', async () => {
    server.answers(json(302, {}, { Location: `${server.origin}/elsewhere` }));
    const before = server.recorded.length;
    expect([(await call()).answer?.status, server.recorded.length - before]).toEqual([302, 1]);
  });

  test('does not read a body without end, and tells the status', async () => {
    server.answers((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/fhir+json' }).write('x'.repeat(2 * 1_048_576));
    });
    expect(await call()).toMatchObject({ code: '', answer: { status: 200, body: '' }, issueCodes: [] });
  });

  test('may be cancelled', async () => {
    server.answers(() => undefined);
    const given = { url: server.origin, token: new Secret('t'), network: server.network };
    const answer = await tokenEndpoint.call(given, { signal: AbortSignal.timeout(200) });
    expect([answer.code, answer.steps.at(-1)?.noted]).toEqual(['token/cancelled', 'cancelled']);
  });
});

describe('a stranger signs', () => {
  const bytes = new TextEncoder().encode('a.b');
  test.each([
    ['RS384', 256],
    ['PS256', 256],
    ['ES256', 64],
    ['ES384', 96],
    ['ES512', 132],
    ['EdDSA', 64],
  ])('with %s, as JOSE has it', async (algorithm, length) => {
    const [one, two] = await Promise.all([
      tokenEndpoint.signAsStranger({ algorithm, bytes }),
      tokenEndpoint.signAsStranger({ algorithm, bytes }),
    ]);
    expect([one.length, Buffer.from(one).equals(two)]).toEqual([length, false]);
    const ours = createPublicKey(ec.privateKey);
    expect(algorithm === 'ES384' && verify('sha384', bytes, { key: ours, dsaEncoding: 'ieee-p1363' }, one)).toBe(false);
  });

  test.each(['none', 'HS256', 'constructor'])('not with %s', async (algorithm) => {
    await expect(tokenEndpoint.signAsStranger({ algorithm, bytes })).rejects.toMatchObject({
      code: 'token/wrong-algorithm',
    });
  });
});
