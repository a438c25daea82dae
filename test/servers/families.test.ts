/** @file The families of servers by themselves: each gives a token for a right request, and refuses wrong ones in its product's words. */
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JWK } from 'jose';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeAuthority } from './authority.ts';
import type { Authority } from './authority.ts';
import { auth0 } from './families/auth0.ts';
import { authlib } from './families/authlib.ts';
import { bulkDataServer } from './families/bulk-data-server.ts';
import { cerner } from './families/cerner.ts';
import { entra } from './families/entra.ts';
import { epic } from './families/epic.ts';
import type { Client, Family } from './families/family.ts';
import { assertionType } from './families/family.ts';
import { hydra } from './families/hydra.ts';
import { identityServer } from './families/identity-server.ts';
import { inferno } from './families/inferno.ts';
import { keycloak } from './families/keycloak.ts';
import { medplum } from './families/medplum.ts';
import { okta } from './families/okta.ts';
import { redox } from './families/redox.ts';
import { smartLauncher } from './families/smart-launcher.ts';
import { springServer } from './families/spring.ts';
import { startFamily } from './families/start.ts';
import type { StartedFamily } from './families/start.ts';

const clientId = 'requesting-payer';
const scope = 'system/Patient.rs';
let authority: Authority;
let dispatcher: Agent;
let ofRs256: typeof key;
let key: { privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey']; jwk: JWK };
beforeAll(async () => {
  authority = await makeAuthority();
  dispatcher = new Agent({ connect: { ca: authority.certificatePem } });
  [key, ofRs256] = await Promise.all([makeKey('RS384'), makeKey('RS256')]);
});
afterAll(async () => dispatcher.close());

async function makeKey(alg: string): Promise<typeof key> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: 'ours', alg } };
}

async function started(family: Family, client: Partial<Client> = {}): Promise<StartedFamily> {
  const server = await startFamily({ family, authority });
  onTestFinished(server.stop);
  server.register({ clientId, scopes: [scope, 'api://northlake/.default'], keys: [key.jwk], ...client });
  return server;
}

/** Of a client whose key is a certificate. */
const certificate = Buffer.from('any DER').toString('base64');
const thumbprint = createHash('sha256').update(Buffer.from('any DER')).digest('base64url');

interface Changes {
  readonly by?: typeof key;
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly form?: Record<string, string>;
}

async function ask({ realm }: StartedFamily, { by = key, claims = {}, header = {}, form = {} }: Changes = {}) {
  const now = Math.floor(Date.now() / 1000);
  const all = { iss: clientId, sub: clientId, aud: realm.tokenEndpoint, iat: now, exp: now + 60, jti: randomUUID() };
  const assertion = await new SignJWT({ ...all, ...claims })
    .setProtectedHeader({ alg: by.jwk.alg ?? '', kid: 'ours', typ: 'JWT', ...header })
    .sign(by.privateKey);
  return post(realm.tokenEndpoint, {
    grant_type: 'client_credentials',
    scope,
    client_assertion_type: assertionType,
    client_assertion: assertion,
    ...form,
  });
}

async function post(
  url: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form), headers, dispatcher });
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
}

const verifying = [
  keycloak(),
  bulkDataServer(),
  smartLauncher(),
  inferno(),
  identityServer(),
  springServer(),
  okta(),
  epic(),
  cerner(),
  redox(),
  hydra(),
  medplum(),
  authlib(),
];

describe('a right request', () => {
  test.each(verifying.map((family) => [family.name, family] as const))('%s', async (_, family) => {
    const server = await started(family);
    const answer = await ask(server);
    expect(answer).toMatchObject({ status: 200, access_token: expect.any(String), expires_in: expect.any(Number) });
    expect(String(answer['token_type']).toLowerCase()).toBe('bearer');
    expect(server.givenTokens).toEqual([answer['access_token']]);
  });

  test('entra, for “/.default”, by the thumbprint of the certificate', async () => {
    const server = await started(entra(), { keys: [ofRs256.jwk], certificate });
    const form = { scope: 'api://northlake/.default' };
    const by = ofRs256;
    expect(await ask(server, { by, form, header: { 'x5t#S256': thumbprint } })).toMatchObject({ status: 200 });
    expect(await ask(server, { by, form })).toMatchObject({ status: 401, error_codes: [700027] });
    const late = { iat: 1, exp: 2 };
    expect(await ask(server, { by, form, claims: late })).toMatchObject({ status: 401, error_codes: [700024] });
  });

  test('auth0, for its API', async () => {
    const form = { audience: 'https://fhir.northlake.example/api' };
    expect(await ask(await started(auth0()), { form })).toMatchObject({ status: 200, token_type: 'Bearer' });
  });

  test.each(
    [keycloak(), inferno(), identityServer(), springServer(), okta(), epic(), cerner()].map(
      (each) => [each.name, each] as const,
    ),
  )('%s, with a secret', async (_, family) => {
    const secretOnly = { keys: undefined as never, secret: 'a-secret' };
    const { realm } = await started(family, secretOnly);
    const authorization = `Basic ${Buffer.from(`${clientId}:a-secret`).toString('base64')}`;
    const form = { grant_type: 'client_credentials', scope };
    expect(await post(realm.tokenEndpoint, form, { authorization })).toMatchObject({ status: 200 });
  });
});

const nothing = expect.not.objectContaining({ error_description: expect.anything() }) as unknown;

describe('a wrong request, in the words of the product', () => {
  test.each<[string, Family, Changes, object]>([
    [
      'audience',
      keycloak(),
      { claims: { aud: 'https://x.example' } },
      { status: 400, error_description: 'Invalid token audience' },
    ],
    ['kid', keycloak(), { header: { kid: 'other' } }, { status: 400, error_description: 'Unable to load public key' }],
    ['time', keycloak(), { claims: { iat: 1, exp: 2 } }, { status: 400, error_description: 'Token is not active' }],
    ['audience', okta(), { claims: { aud: 'https://x.example' } }, { status: 401, error: 'invalid_client' }],
    ['kid', okta(), { header: { kid: 'other' } }, { error_description: 'The client_assertion JWT kid is invalid.' }],
    [
      'typ',
      smartLauncher(),
      { header: { typ: 'x' } },
      { error_description: "Invalid token 'typ' header. Must be 'JWT'." },
    ],
    [
      'time',
      bulkDataServer(),
      { claims: { exp: 2 } },
      { status: 400, error: 'invalid_grant', error_description: expect.stringMatching(/jwt expired$/) },
    ],
    [
      'kid',
      inferno(),
      { header: { kid: 'other' } },
      { status: 401, error_description: "no key found with `kid` 'other'" },
    ],
    [
      'kid',
      redox(),
      { header: { kid: 'other' } },
      { error_description: 'Public key not found, check client_id, kid and Redox dashboard settings' },
    ],
    ['audience', redox(), { claims: { aud: 'x' } }, { status: 400, error: 'invalid_request', error_description: '' }],
    ['audience', epic(), { claims: { aud: 'x' } }, { status: 400, error: 'invalid_client', error_description: null }],
    [
      'audience',
      cerner(),
      { claims: { aud: 'x' } },
      { status: 401, error_uri: expect.stringMatching(/invalid-client-credentials/) },
    ],
  ])('%s at %o', async (_, family, changes, expected) => {
    expect(await ask(await started(family), changes)).toMatchObject(expected);
  });

  test.each([identityServer(), springServer()].map((family) => [family.name, family] as const))(
    '%s says no word more than the code',
    async (_, family) => {
      const answer = await ask(await started(family), { claims: { aud: 'x' } });
      expect(answer).toEqual(nothing);
      expect(answer['error']).toBe('invalid_client');
    },
  );

  test('a replayed assertion is refused by those that remember', async () => {
    const server = await started(keycloak());
    const jti = randomUUID();
    await ask(server, { claims: { jti } });
    expect(await ask(server, { claims: { jti } })).toMatchObject({ error_description: 'Token reuse detected' });
  });
});

test('a clock that is shifted shows in the Date header and in what is refused', async () => {
  const server = await startFamily({ family: keycloak(), authority, clockShiftSeconds: 600 });
  onTestFinished(server.stop);
  server.register({ clientId, scopes: [scope], keys: [key.jwk] });
  const answer = await fetch(server.documents[0]?.address ?? '', { dispatcher });
  const ahead = Date.parse(answer.headers.get('date') ?? '') - Date.now();
  expect(Math.abs(ahead - 600_000)).toBeLessThan(5_000);
  expect(await ask(server)).toMatchObject({ error_description: 'Token is not active' });
});

test('the FHIR endpoint takes the token, and no other', async () => {
  const server = await started(smartLauncher());
  const { access_token: token } = (await ask(server)) as unknown as { access_token: string };
  const count = async (bearer: string) =>
    (
      await fetch(`${server.realm.fhirBase}/Patient?_summary=count`, {
        headers: { authorization: `Bearer ${bearer}` },
        dispatcher,
      })
    ).status;
  expect([await count(token), await count('another')]).toEqual([200, 401]);
});
