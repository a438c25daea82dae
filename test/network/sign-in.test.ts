/** @file A sign-in as a person does it: a browser with cookies follows the payer’s pages, and comes back to this computer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Agent, fetch } from 'undici';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Ports } from '#core/ports.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { importAddress } from '#core/use-cases/import-documents.ts';
import { createPayer } from '#core/use-cases/payers.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import { testSignIn } from '#core/use-cases/token/test-sign-in.ts';
import { Secret } from '#core/domain/secret.ts';
import { systemBrowser } from '#node/browser.ts';
import { clock } from '#node/clock.ts';
import { tokenEndpointOver } from '#node/token/token-endpoint.ts';
import { webOver } from '#node/web.ts';
import { memoryPorts } from '../memory-ports.ts';
import { makeAuthority } from '../servers/authority.ts';
import type { SourcePayer } from '../servers/source-payer/start.ts';
import { startSourcePayer } from '../servers/source-payer/start.ts';
import { straight } from './straight.ts';

const ref = 'northlake@test';
const redirect = 'http://127.0.0.1/callback';

let payer: SourcePayer;
beforeAll(async () => {
  payer = await startSourcePayer({ profile: 'smile-cdr', authority: await makeAuthority() });
});
afterAll(() => payer.stop());

/** Registers by RFC 7591, as an app does that signs people in; the redirect’s port is open (RFC 8252 §7.3). */
async function registered(): Promise<{ clientId: string; secret: string }> {
  const { json } = await asked(`${payer.issuer.replace(/\/$/, '')}/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${payer.initialAccessToken}` },
    body: JSON.stringify({
      redirect_uris: [redirect],
      application_type: 'native',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'openid fhirUser',
    }),
  });
  const { client_id: clientId, client_secret: secret } = json as { client_id: string; client_secret: string };
  return { clientId, secret };
}

async function asked(url: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  const dispatcher = new Agent({ connect: { ca: payer.ca } });
  const response = await fetch(url, { ...options, redirect: 'manual', dispatcher });
  const text = await response.text();
  await dispatcher.close();
  return { response, json: (text.startsWith('{') ? JSON.parse(text) : null) as unknown };
}

/** Follows redirects with its cookies, thirty at most, until it is sent to where the wizard listens; then it goes there. */
async function browse(url: string, changed: (back: string) => string): Promise<void> {
  const cookies = new Map<string, string>();
  let at = url;
  for (let hops = 0; hops < 30; hops += 1) {
    if (at.startsWith('http://127.0.0.1')) {
      await fetch(changed(at));
      return;
    }
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { response } = await asked(at, { headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const cut = pair.indexOf('=');
      cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`The payer showed a page with status ${String(response.status)}`);
    at = new URL(location, at).href;
  }
  throw new Error('The payer redirects for ever');
}

async function signedIn(more: {
  changed?: (back: string) => string;
  fields?: Record<string, string>;
  opened?: string[];
}): Promise<Payer> {
  const { changed = (back: string) => back, fields = {}, opened = [] } = more;
  const { clientId, secret } = await registered();
  const ports: Ports = memoryPorts({
    clock,
    web: webOver(straight),
    tokenEndpoint: tokenEndpointOver(straight),
    browser: systemBrowser((url) => {
      opened.push(url);
      void browse(url, changed);
      return Promise.resolve();
    }),
  });
  const made = await createPayer(ports, { ref, name: 'Northlake' });
  await ports.store.savePayer({ ...made, network: { ...made.network, authorities: [payer.ca], allowPrivate: true } });
  const read = await importAddress(ports, { ref, address: payer.address });
  await saveChanges(ports, read, {
    changes: {
      fields: {
        clientId,
        clientAuthenticationMode: 'CLIENT_SECRET_BASIC',
        loopbackRedirect: redirect,
        requestScopes: 'openid fhirUser system/*.read',
        ...fields,
      },
    },
  });
  await keepSecret(ports, ref, new Secret(secret));
  return testSignIn(ports, ref);
}

const codes = ({ signIn }: Payer) => signIn?.checks.map(({ code, is }) => `${code} ${is}`);

test('a token and an ID Token of this sign-in, and what that does not prove', async () => {
  const opened: string[] = [];
  const after = await signedIn({ opened });
  expect([after.signIn?.outcome, codes(after)]).toEqual([
    'granted',
    ['sign-in/proves-less unknown', 'sign-in/id-token-good good'],
  ]);
  const query = new URL(opened[0] ?? '').searchParams;
  expect(['code_challenge_method', 'scope', 'response_type'].map((name) => query.get(name))).toEqual([
    'S256',
    'openid fhirUser',
    'code',
  ]);
});

test('no code and no token stands in what is kept', async () => {
  let code = '';
  const after = await signedIn({
    changed: (back) => {
      code = new URL(back).searchParams.get('code') ?? '';
      return back;
    },
  });
  const kept = JSON.stringify(after);
  expect([code.length > 20, kept.includes(code)]).toEqual([true, false]);
});

test('an answer of another issuer is not followed: no code is sent', async () => {
  const before = payer.givenTokens().length;
  const after = await signedIn({
    changed: (back) => {
      const url = new URL(back);
      url.searchParams.set('iss', 'https://evil.example');
      return url.href;
    },
  });
  expect([after.signIn?.outcome, codes(after), payer.givenTokens().length - before]).toEqual([
    'failed',
    ['sign-in/other-issuer error'],
    0,
  ]);
});

test('a code that was changed on the way gives no token', async () => {
  const after = await signedIn({ changed: (back) => back.replace(/code=[^&]+/, 'code=stolen') });
  expect([after.signIn?.outcome, after.signIn?.refusal]).toMatchObject([
    'refused',
    { by: 'token-endpoint', error: 'invalid_grant' },
  ]);
});

test.each([
  ['no redirect is registered', { loopbackRedirect: '' }, 'sign-in/no-redirect'],
  ['the redirect is no loopback address', { loopbackRedirect: 'https://app.example/cb' }, 'sign-in/no-redirect'],
  ['there is no authorization endpoint', { authorizationEndpoint: '' }, 'sign-in/no-authorization-endpoint'],
])('nothing is opened where %s', async (_, fields, code) => {
  const opened: string[] = [];
  await expect(signedIn({ fields, opened })).rejects.toMatchObject({ code });
  expect(opened).toEqual([]);
});
