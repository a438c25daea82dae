import { createHash, randomUUID } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { JSONWebKeySet } from 'jose';
import * as openid from 'openid-client';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { certify, keyPemOf, pemOf } from '../pki.ts';
import type { Signer } from '../pki.ts';
import { makeAuthority } from './authority.ts';
import type { Authority } from './authority.ts';
import { jwtBearer } from './source-payer/jwt-bearer.ts';
import { listedMethods } from './source-payer/profile.ts';
import type { RegistrationSheet } from './source-payer/registrations.ts';
import { startSourcePayer } from './source-payer/start.ts';
import type { SourcePayer } from './source-payer/start.ts';

const SYSTEM_SCOPE = 'system/Patient.rs';
const SMILE_SCOPES = 'openid cdr_all_user_authorities';

let authority: Authority;
let strict: SourcePayer;
let smile: SourcePayer;
let dispatcher: Agent;

beforeAll(async () => {
  authority = await makeAuthority();
  dispatcher = new Agent({ connect: { ca: authority.certificatePem } });
  strict = await startSourcePayer({ profile: 'smart-strict', authority });
  smile = await startSourcePayer({ profile: 'smile-cdr', authority });
});

afterAll(async () => {
  await Promise.all([strict.stop(), smile.stop(), dispatcher.close()]);
});

const ask = (url: string, init: Parameters<typeof fetch>[1] = {}) =>
  fetch(url, { ...init, dispatcher, redirect: 'manual' });

async function json(url: string, init?: Parameters<typeof fetch>[1]): Promise<Record<string, unknown>> {
  const answer = await ask(url, init);
  return { status: answer.status, ...((await answer.json()) as object) };
}

type Algorithm = 'RS384' | 'ES384' | 'RS256';

async function makeKey(alg: Algorithm = 'ES384') {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const kid = randomUUID();
  return {
    alg,
    kid,
    privateKey,
    jwk: { ...(await exportJWK(publicKey)), kty: alg.startsWith('RS') ? 'RSA' : 'EC', kid, use: 'sig', alg },
  };
}
type Key = Awaited<ReturnType<typeof makeKey>>;

function sheet(overrides: Partial<RegistrationSheet> = {}): RegistrationSheet {
  return {
    version: 1,
    payer: 'acme@test',
    clientName: 'Requesting Payer',
    clientId: '',
    authenticationMode: 'CLIENT_SECRET_BASIC',
    scopes: SYSTEM_SCOPE,
    grantTypes: ['client_credentials'],
    jwks: null,
    ...overrides,
  };
}

async function registerKey(payer: SourcePayer, key: Key, scopes = SYSTEM_SCOPE) {
  return payer.register(sheet({ authenticationMode: 'PRIVATE_KEY_JWT', scopes, jwks: { keys: [key.jwk] } }));
}

interface Variation {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
}

function assertion(given: { key: Key; clientId: string; aud: string } & Variation): Promise<string> {
  const { key, clientId, aud, header = {}, claims = {} } = given;
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iss: clientId, sub: clientId, aud, jti: randomUUID(), iat: now, exp: now + 60, ...claims })
    .setProtectedHeader({ alg: key.alg, typ: 'JWT', kid: key.kid, ...header })
    .sign(key.privateKey);
}

function requestToken(payer: SourcePayer, form: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString();
  const type = 'application/x-www-form-urlencoded';
  return json(payer.tokenEndpoint, { method: 'POST', body, headers: { 'Content-Type': type, ...headers } });
}

function requestWithAssertion(payer: SourcePayer, client_assertion: string, scope = SYSTEM_SCOPE) {
  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  return requestToken(payer, { client_assertion_type, client_assertion, scope });
}

describe('documents', () => {
  test('OpenID Connect and RFC 8414 documents lie at their own places and say the same', async () => {
    const { origin } = new URL(strict.issuer);
    const discovery = await json(`${strict.issuer}/.well-known/openid-configuration`);
    expect(discovery).toMatchObject({
      status: 200,
      issuer: `${origin}/p2p`,
      authorization_endpoint: `${origin}/p2p/authorize`,
      token_endpoint: strict.tokenEndpoint,
      userinfo_endpoint: `${origin}/p2p/userinfo`,
      jwks_uri: `${origin}/p2p/jwks`,
      introspection_endpoint: `${origin}/p2p/introspect`,
      revocation_endpoint: `${origin}/p2p/revoke`,
      registration_endpoint: `${origin}/p2p/register`,
      token_endpoint_auth_methods_supported: [...listedMethods],
      mtls_endpoint_aliases: { token_endpoint: strict.mutualTokenEndpoint },
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
      id_token_signing_alg_values_supported: expect.arrayContaining(['RS256']) as unknown,
    });
    expect(await json(`${origin}/.well-known/oauth-authorization-server/p2p`)).toEqual(discovery);
  });

  test('the Smile CDR layout is the one of Smile CDR', async () => {
    const { origin } = new URL(smile.issuer);
    const discovery = await json(`${origin}/.well-known/openid-configuration`);
    expect(discovery).toMatchObject({
      issuer: `${origin}/`,
      authorization_endpoint: `${origin}/oauth/authorize`,
      token_endpoint: `${origin}/oauth/token`,
      userinfo_endpoint: `${origin}/oauth/userinfo`,
      jwks_uri: `${origin}/jwk`,
      scopes_supported: expect.arrayContaining(['openid', 'cdr_all_user_authorities']) as unknown,
    });
    expect(await json(`${origin}/.well-known/oauth-authorization-server`)).toEqual(discovery);
    expect(await json(`${origin}/.well-known/smart-configuration`)).toEqual(
      await json(`${smile.fhirBase}/.well-known/smart-configuration`),
    );
  });

  test('a document does not depend on the name it was asked by', async () => {
    const { port, pathname } = new URL(strict.issuer);
    const byName = await json(`https://localhost:${port}${pathname}/.well-known/openid-configuration`);
    expect(byName['token_endpoint']).toBe(strict.tokenEndpoint);
  });

  test('the SMART document has what SMART 2.2 requires of asymmetric authentication', async () => {
    const answer = await ask(`${strict.fhirBase}/.well-known/smart-configuration`);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toMatchObject({
      token_endpoint: strict.tokenEndpoint,
      grant_types_supported: ['authorization_code', 'client_credentials', jwtBearer],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: expect.arrayContaining(['private_key_jwt']) as unknown,
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
      scopes_supported: expect.arrayContaining([SYSTEM_SCOPE]) as unknown,
      capabilities: expect.arrayContaining(['client-confidential-asymmetric', 'sso-openid-connect']) as unknown,
    });
  });

  test('the CapabilityStatement names the token endpoint', async () => {
    const statement = await json(`${strict.fhirBase}/metadata`);
    expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
    expect(JSON.stringify(statement)).toContain(`{"url":"token","valueUri":"${strict.tokenEndpoint}"}`);
  });

  test('every endpoint that is advertised is there', async () => {
    const discovery = await json(`${smile.issuer}.well-known/openid-configuration`);
    const statuses = await Promise.all(
      ['userinfo', 'introspection', 'revocation', 'registration'].map(async (name) => {
        const method = name === 'userinfo' ? 'GET' : 'POST';
        return [name, (await ask(String(discovery[`${name}_endpoint`]), { method })).status];
      }),
    );
    expect(Object.fromEntries(statuses)).toEqual({
      userinfo: 401,
      introspection: 400,
      revocation: 400,
      registration: 401,
    });
  });
});

describe('tokens', () => {
  test('openid-client gets one with a secret, from its own reading of the documents', async () => {
    const { clientId, clientSecret = '' } = await smile.register(sheet({ scopes: SMILE_SCOPES }));
    const customFetch = ask as unknown as openid.CustomFetch;
    const configuration = await openid.discovery(
      new URL(smile.issuer),
      clientId,
      undefined,
      openid.ClientSecretBasic(clientSecret),
      { [openid.customFetch]: customFetch },
    );
    configuration[openid.customFetch] = customFetch;
    const granted = await openid.clientCredentialsGrant(configuration, { scope: SMILE_SCOPES });
    expect(granted).toMatchObject({ token_type: 'bearer', expires_in: 300, scope: SMILE_SCOPES });
  });

  test.each([
    ['smart-strict', 'RS384', SYSTEM_SCOPE],
    ['smart-strict', 'ES384', SYSTEM_SCOPE],
    ['smile-cdr', 'RS256', SMILE_SCOPES],
    ['smile-cdr', 'RS384', SMILE_SCOPES],
  ] as const)('%s grants one for %s', async (profile, alg, scope) => {
    const payer = profile === 'smile-cdr' ? smile : strict;
    const key = await makeKey(alg);
    const { clientId } = await registerKey(payer, key, scope);
    const granted = await requestWithAssertion(
      payer,
      await assertion({ key, clientId, aud: payer.tokenEndpoint }),
      scope,
    );
    expect(granted).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 300, scope });
  });

  test('a token opens the patients, and only with a scope for them', async () => {
    const groups = await strict.register(sheet({ scopes: `${SYSTEM_SCOPE} system/Group.rs` }));
    const basic = `Basic ${btoa(`${groups.clientId}:${groups.clientSecret ?? ''}`)}`;
    const tokenFor = async (scope: string) =>
      (await requestToken(strict, { scope }, { Authorization: basic }))['access_token'];
    const patients = `${strict.fhirBase}/Patient?_summary=count`;
    const bearer = async (scope: string) => ({ headers: { Authorization: `Bearer ${String(await tokenFor(scope))}` } });

    expect(await json(patients, await bearer(SYSTEM_SCOPE))).toMatchObject({
      status: 200,
      type: 'searchset',
      total: 3,
    });
    expect(await json(patients, await bearer('system/Group.rs'))).toMatchObject({ status: 403 });
    expect(await json(patients)).toMatchObject({ status: 401 });
    expect(await json(patients, { headers: { Authorization: 'Bearer forged' } })).toMatchObject({ status: 401 });
  });
});

describe('refusals', () => {
  const inMinutes = (minutes: number) => Math.floor(Date.now() / 1000) + minutes * 60;

  test.each<[string, () => Variation]>([
    ['exp beyond five minutes', () => ({ claims: { exp: inMinutes(6) } })],
    ['expired', () => ({ claims: { exp: inMinutes(-1) } })],
    ['no exp', () => ({ claims: { exp: undefined } })],
    ['no jti', () => ({ claims: { jti: undefined } })],
    ['no typ', () => ({ header: { typ: undefined } })],
    ['typ of RFC 10070', () => ({ header: { typ: 'client-authentication+jwt' } })],
    ['no kid', () => ({ header: { kid: undefined } })],
    ['a jku', () => ({ header: { jku: 'https://keys.example/jwks' } })],
    ['unknown kid', () => ({ header: { kid: 'another' } })],
    ['audience = issuer', () => ({ claims: { aud: strict.issuer } })],
    ['audience in a list', () => ({ claims: { aud: [strict.tokenEndpoint] } })],
    ['audience with a final slash', () => ({ claims: { aud: `${strict.tokenEndpoint}/` } })],
    ['audience of another server', () => ({ claims: { aud: smile.tokenEndpoint } })],
    ['iss of another client', () => ({ claims: { iss: 'another' } })],
    ['not yet valid', () => ({ claims: { nbf: inMinutes(2) } })],
  ])('smart-strict: %s → invalid_client', async (_, variation) => {
    const key = await makeKey();
    const { clientId } = await registerKey(strict, key);
    const signed = await assertion({ key, clientId, aud: strict.tokenEndpoint, ...variation() });
    expect(await requestWithAssertion(strict, signed)).toMatchObject({ status: 401, error: 'invalid_client' });
  });

  test.each([
    ['the issuer', () => smile.issuer, 200],
    ['the token endpoint', () => smile.tokenEndpoint, 200],
    ['another server', () => strict.tokenEndpoint, 401],
  ])('smile-cdr: audience = %s → %3$i', async (_, aud, status) => {
    const key = await makeKey();
    const { clientId } = await registerKey(smile, key, SMILE_SCOPES);
    const signed = await assertion({ key, clientId, aud: aud(), header: { typ: undefined } });
    expect(await requestWithAssertion(smile, signed, SMILE_SCOPES)).toMatchObject({ status });
  });

  test('an assertion is good once', async () => {
    const key = await makeKey();
    const { clientId } = await registerKey(strict, key);
    const signed = await assertion({ key, clientId, aud: strict.tokenEndpoint });
    expect(await requestWithAssertion(strict, signed)).toMatchObject({ status: 200 });
    expect(await requestWithAssertion(strict, signed)).toMatchObject({ status: 401, error: 'invalid_client' });
  });

  test('a key that was not registered, and an algorithm that is not offered', async () => {
    const [key, other, weak] = await Promise.all([makeKey(), makeKey(), makeKey('RS256')]);
    const { clientId } = await registerKey(strict, key);
    const forged = await assertion({ key: { ...other, kid: key.kid }, clientId, aud: strict.tokenEndpoint });
    expect(await requestWithAssertion(strict, forged)).toMatchObject({ error: 'invalid_client' });

    const { clientId: weakClient } = await registerKey(strict, weak);
    const unoffered = await assertion({ key: weak, clientId: weakClient, aud: strict.tokenEndpoint });
    expect(await requestWithAssertion(strict, unoffered)).toMatchObject({ error: 'invalid_client' });
  });

  test.each([
    ['smart-strict', 'unknown/Scope.read', 'invalid_scope'],
    ['smart-strict', 'system/Group.rs', 'invalid_scope'],
    ['smart-strict', '', 'invalid_scope'],
    ['smile-cdr', 'unknown/Scope.read', 'invalid_scope'],
  ])('%s: scope "%s" → %s', async (profile, scope, error) => {
    const payer = profile === 'smile-cdr' ? smile : strict;
    const scopes = profile === 'smile-cdr' ? SMILE_SCOPES : SYSTEM_SCOPE;
    const { clientId, clientSecret = '' } = await payer.register(sheet({ scopes }));
    const Authorization = `Basic ${btoa(`${clientId}:${clientSecret}`)}`;
    const form = scope === '' ? {} : { scope };
    expect(await requestToken(payer, form, { Authorization })).toMatchObject({ status: 400, error });
  });

  test('a wrong secret is answered with a challenge', async () => {
    const { clientId } = await smile.register(sheet({ scopes: SMILE_SCOPES }));
    const answer = await ask(smile.tokenEndpoint, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: SMILE_SCOPES }).toString(),
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Authorization: `Basic ${btoa(`${clientId}:wrong`)}`,
      },
    });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Basic /)]);
  });
});

describe('registration over HTTP', () => {
  const post = (body: unknown, type = 'application/json') =>
    json(strict.registrations, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  test('with a secret: the payer makes id and secret', async () => {
    const registered = await post(sheet());
    expect(registered).toEqual({
      status: 201,
      clientId: expect.stringMatching(/^rp-[0-9a-f]{12}$/) as unknown,
      clientSecret: expect.stringMatching(/^[\w-]{43}$/) as unknown,
    });
    const Authorization = `Basic ${btoa(`${String(registered['clientId'])}:${String(registered['clientSecret'])}`)}`;
    expect(await requestToken(strict, { scope: SYSTEM_SCOPE }, { Authorization })).toMatchObject({ status: 200 });
  });

  test('with a key: no secret, and a second sheet for the id changes the key', async () => {
    const [first, second] = await Promise.all([makeKey(), makeKey()]);
    const asked = (key: Key, clientId: string) =>
      sheet({ authenticationMode: 'PRIVATE_KEY_JWT', clientId, jwks: { keys: [key.jwk] } });
    const { clientId, ...rest } = await post(asked(first, ''));
    expect(rest).toEqual({ status: 201 });

    const id = String(clientId);
    const statusWith = async (key: Key) =>
      (await requestWithAssertion(strict, await assertion({ key, clientId: id, aud: strict.tokenEndpoint })))['status'];
    expect(await statusWith(first)).toBe(200);
    await post(asked(second, id));
    expect([await statusWith(first), await statusWith(second)]).toEqual([401, 200]);
  });

  test.each<[string, unknown]>([
    ['no JSON', '{'],
    ['another version', { ...sheet(), version: 2 }],
    ['a scope that is not offered', sheet({ scopes: 'admin' })],
    ['no scope', sheet({ scopes: '' })],
    ['a key mode without a key', sheet({ authenticationMode: 'PRIVATE_KEY_JWT' })],
    [
      'a key without kid',
      sheet({ authenticationMode: 'PRIVATE_KEY_JWT', jwks: { keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }] } }),
    ],
    [
      'a private key',
      sheet({
        authenticationMode: 'PRIVATE_KEY_JWT',
        jwks: { keys: [{ kty: 'RSA', kid: '1', n: 'AQAB', e: 'AQAB', d: 'AQAB' }] },
      }),
    ],
    [
      'a symmetric key',
      sheet({ authenticationMode: 'PRIVATE_KEY_JWT', jwks: { keys: [{ kty: 'oct', kid: '1', k: 'AQAB' }] } }),
    ],
  ])('%s is refused', async (_, body) => {
    expect(await post(body)).toMatchObject({ status: 400, error: 'invalid_client_metadata' });
  });

  test('a form of a web page is not taken', async () => {
    expect(await post(sheet(), 'text/plain')).toMatchObject({ status: 415 });
  });
});

test('the member signs in: registration, code, id token and user info are real', async () => {
  const discovery = await json(`${smile.issuer}.well-known/openid-configuration`);
  const at = (name: string) => String(discovery[`${name}_endpoint`]);
  const redirect_uri = 'https://portal.example/callback';
  const { client_id, client_secret } = await json(at('registration'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${smile.initialAccessToken}` },
    body: JSON.stringify({ redirect_uris: [redirect_uri], scope: 'openid fhirUser' }),
  });

  const verifier = randomUUID() + randomUUID();
  const code_challenge = createHash('sha256').update(verifier).digest('base64url');
  const asked = { response_type: 'code', scope: 'openid fhirUser', code_challenge_method: 'S256', code_challenge };
  const query = new URLSearchParams({ client_id: String(client_id), redirect_uri, ...asked });
  const back = await follow(`${at('authorization')}?${query.toString()}`, redirect_uri);

  const code = new URL(back).searchParams.get('code') ?? '';
  const tokens = await json(at('token'), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Authorization: `Basic ${btoa(`${String(client_id)}:${String(client_secret)}`)}`,
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri,
      code_verifier: verifier,
    }).toString(),
  });
  const jwks = createLocalJWKSet((await json(String(discovery['jwks_uri']))) as unknown as JSONWebKeySet);
  const { payload } = await jwtVerify(String(tokens['id_token']), jwks, { issuer: smile.issuer });
  const fhirUser = `${smile.fhirBase}/Patient/1`;
  expect(
    await json(at('userinfo'), { headers: { Authorization: `Bearer ${String(tokens['access_token'])}` } }),
  ).toEqual({
    status: 200,
    sub: payload.sub,
    fhirUser,
  });
});

/** Follows redirects with their cookies until one leads to `end`; at most five. */
async function follow(start: string, end: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next = start;
  for (let hop = 0; hop < 5 && !next.startsWith(end); hop += 1) {
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await ask(next, { headers: { Cookie } });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    next = new URL(answer.headers.get('location') ?? end, next).href;
  }
  return next;
}

describe('other ways to prove oneself', () => {
  const form = { grant_type: 'client_credentials', scope: SYSTEM_SCOPE };

  test('a secret in the form', async () => {
    const { clientId, clientSecret = '' } = await strict.register(
      sheet({ authenticationMethod: 'client_secret_post' }),
    );
    const right = await requestToken(strict, { ...form, client_id: clientId, client_secret: clientSecret });
    const wrong = await requestToken(strict, { ...form, client_id: clientId, client_secret: 'another' });
    expect([right['status'], wrong['status'], wrong['error']]).toEqual([200, 401, 'invalid_client']);
  });

  async function withCertificates() {
    const now = new Date();
    const root = await certify(now, { name: 'clients', ca: true });
    const ours = await certify(now, { name: 'ours', issuer: root, subject: 'CN=requesting-payer, O=Harbor Ridge' });
    const selfSigned = await certify(now, { name: 'self-signed' });
    const clientAuthorities = { ca: [pemOf(root)] };
    const payer = await startSourcePayer({ profile: 'smart-strict', authority, clientAuthorities });
    onTestFinished(payer.stop);
    const as = async (signer: Signer, clientId: string) => {
      const connect = { ca: authority.certificatePem, cert: pemOf(signer), key: await keyPemOf(signer) };
      const own = new Agent({ connect });
      const body = new URLSearchParams({ ...form, client_id: clientId });
      const { status } = await fetch(payer.mutualTokenEndpoint, { method: 'POST', body, dispatcher: own });
      await own.close();
      return status;
    };
    return { payer, as, ours, selfSigned, root };
  }

  test('the certificate of a CA that is believed, with the subject that was registered', async () => {
    const { payer, as, ours, selfSigned, root } = await withCertificates();
    const { clientId } = await payer.register(
      sheet({
        authenticationMethod: 'tls_client_auth',
        clientCertificate: { tls_client_auth_subject_dn: 'O=Harbor Ridge,CN=requesting-payer' },
      }),
    );
    const other = await certify(new Date(), { name: 'other', issuer: root });
    expect([await as(ours, clientId), await as(other, clientId), await as(selfSigned, clientId)]).toEqual([
      200, 401, 401,
    ]);
  });

  test('the very certificate that was registered, signed by itself', async () => {
    const { payer, as, ours, selfSigned } = await withCertificates();
    const certificate = pemOf(selfSigned);
    const chosen = { authenticationMethod: 'self_signed_tls_client_auth' } as const;
    const { clientId } = await payer.register(sheet(chosen), { certificate });
    expect([await as(selfSigned, clientId), await as(ours, clientId)]).toEqual([200, 401]);
  });

  test('an assertion that is the grant itself, once', async () => {
    const key = await makeKey();
    const { clientId } = await strict.register(
      sheet({ authenticationMode: 'PRIVATE_KEY_JWT', grantTypes: [jwtBearer], jwks: { keys: [key.jwk] } }),
    );
    const signed = await assertion({ key, clientId, aud: strict.tokenEndpoint });
    const wrong = await assertion({ key, clientId, aud: 'https://another.example' });
    const ask = async (text: string) =>
      requestToken(strict, { grant_type: jwtBearer, client_id: clientId, scope: SYSTEM_SCOPE, assertion: text });
    const answers = [await ask(signed), await ask(signed), await ask(wrong)];
    expect(answers.map(({ status, error }) => [status, error])).toEqual([
      [200, undefined],
      [400, 'invalid_grant'],
      [400, 'invalid_grant'],
    ]);
  });
});
