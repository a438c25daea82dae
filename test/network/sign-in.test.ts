/** @file A sign-in as a person does it: a browser with cookies follows the payer’s pages, and comes back to this computer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
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
import { browse, registerForSignIn, signInRedirect } from '../servers/sign-in.ts';
import type { SourcePayer } from '../servers/source-payer/start.ts';
import { startSourcePayer } from '../servers/source-payer/start.ts';
import { straight } from './straight.ts';

const ref = 'northlake@test';

let payer: SourcePayer;
beforeAll(async () => {
  payer = await startSourcePayer({ profile: 'smile-cdr', authority: await makeAuthority() });
});
afterAll(() => payer.stop());

async function signedIn(more: {
  changed?: (back: string) => string;
  fields?: Record<string, string>;
  opened?: string[];
}): Promise<Payer> {
  const { changed, fields = {}, opened = [] } = more;
  const { clientId, secret } = await registerForSignIn(payer);
  const ports: Ports = memoryPorts({
    clock,
    web: webOver(straight),
    tokenEndpoint: tokenEndpointOver(straight),
    browser: systemBrowser((url) => {
      opened.push(url);
      void browse(payer.ca, url, changed);
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
        loopbackRedirect: signInRedirect,
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
