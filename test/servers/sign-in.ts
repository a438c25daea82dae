/** @file What a sign-in needs beside the wizard: an app that is registered for it, and a person with a browser. */
import { Agent, fetch } from 'undici';
import type { SourcePayer } from './source-payer/start.ts';

export const signInRedirect = 'http://127.0.0.1/callback';

/** Registers by RFC 7591, as an app does that signs people in; the redirect’s port is open (RFC 8252 §7.3). */
export async function registerForSignIn(
  payer: Pick<SourcePayer, 'issuer' | 'initialAccessToken' | 'ca'>,
): Promise<{ clientId: string; secret: string }> {
  const { json } = await asked(payer.ca, `${payer.issuer.replace(/\/$/, '')}/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${payer.initialAccessToken}` },
    body: JSON.stringify({
      redirect_uris: [signInRedirect],
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

/**
 * Follows redirects with its cookies, thirty at most, until it is sent to where the wizard listens; then it goes there.
 * `changed`: what somebody on the way makes of that address.
 */
export async function browse(ca: string, url: string, changed = (back: string) => back): Promise<void> {
  const cookies = new Map<string, string>();
  let at = url;
  for (let hops = 0; hops < 30; hops += 1) {
    if (at.startsWith('http://127.0.0.1')) {
      await fetch(changed(at));
      return;
    }
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { response } = await asked(ca, at, { headers: { cookie } });
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

async function asked(
  ca: string,
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  const dispatcher = new Agent({ connect: { ca } });
  const response = await fetch(url, { ...options, redirect: 'manual', dispatcher });
  const text = await response.text();
  await dispatcher.close();
  return { response, json: (text.startsWith('{') ? JSON.parse(text) : null) as unknown };
}
