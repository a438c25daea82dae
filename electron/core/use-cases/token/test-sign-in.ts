/** @file Signing in with the browser: the authorization code grant, only where the payer registered a loopback redirect. */
import { addressFlaw } from '../../domain/address.ts';
import type { Code, Details } from '../../domain/catalogue.ts';
import { explain } from '../../domain/catalogue.ts';
import { Fault } from '../../domain/fault.ts';
import type { Payer, PayerRef } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import { authorizationAddress, signInScopes } from '../../domain/token/authorization-request.ts';
import { loopbackProblems } from '../../domain/token/loopback-redirect.ts';
import type { Check } from '../../domain/token/report.ts';
import { scopesIn } from '../../domain/token/scopes.ts';
import type { SignInReport } from '../../domain/token/sign-in-report.ts';
import type { Ports, SignInAnswer, SignInSecrets, TokenAnswer } from '../../ports.ts';
import { checkIdToken } from './check-id-token.ts';
import { confirmed } from './confirmed.ts';
import { giveBack } from './give-back.ts';
import { keepWith } from './keep.ts';
import { prepareRequest } from './token-request.ts';

type SignInPorts = Pick<Ports, 'store' | 'vault' | 'clock' | 'tokenEndpoint' | 'browser' | 'web'>;

/**
 * Opens the payer's sign-in page in the person's own browser, takes the code that comes back, and asks for a token with it. The
 * report is kept with the payer; a refusal is a result. Faults: `sign-in/no-…`, `sign-in/port-in-use`, and those of the live test.
 */
export async function testSignIn(ports: SignInPorts, ref: PayerRef, signal?: AbortSignal): Promise<Payer> {
  const payer = await confirmed(ports, await ports.store.payer(ref));
  checkPlaces(payer);
  const report = await signIn(ports, payer, signal);
  return keepWith(ports, ref, () => ({ signIn: report }));
}

function checkPlaces(payer: Payer): void {
  const redirect = valueOf(payer, 'loopbackRedirect');
  if (redirect === '' || loopbackProblems(redirect).length > 0) throw new Fault('sign-in/no-redirect', {});
  const endpoint = valueOf(payer, 'authorizationEndpoint');
  if (endpoint === '') throw new Fault('sign-in/no-authorization-endpoint', {});
  if (addressFlaw(endpoint) !== null) throw new Fault('sign-in/unusable-endpoint', {});
}

async function signIn(ports: SignInPorts, payer: Payer, signal: AbortSignal | undefined): Promise<SignInReport> {
  const at = ports.clock.now().toISOString();
  const secrets = await ports.browser.begin();
  const scopes = signInScopes(payer);
  const redirect = valueOf(payer, 'loopbackRedirect');
  let redirectUri = redirect;
  const answer = await ports.browser.receive(
    {
      redirect,
      state: secrets.state,
      onListening: async (listening) => {
        redirectUri = listening;
        await ports.browser.open(authorizationAddress(payer, { ...secrets, redirectUri, scopes }));
      },
    },
    signal,
  );
  const begun: SignInReport = {
    at,
    outcome: 'failed',
    authorizationEndpoint: valueOf(payer, 'authorizationEndpoint'),
    redirectUri,
    scopes,
    granted: null,
    refusal: null,
    says: '',
    checks: [],
  };
  return { ...begun, ...(await followed(ports, payer, { answer, secrets, scopes, signal })) };
}

interface Back {
  readonly answer: SignInAnswer;
  readonly secrets: SignInSecrets;
  readonly scopes: readonly string[];
  readonly signal: AbortSignal | undefined;
}

async function followed(ports: SignInPorts, payer: Payer, back: Back): Promise<Partial<SignInReport>> {
  const { answer } = back;
  if (answer.is === 'nothing')
    return answer.why === 'cancelled'
      ? { outcome: 'cancelled', ...told('sign-in/cancelled', {}) }
      : told('sign-in/no-answer', {});
  // Another server that slipped its own answer in: nothing of it is used, and no code goes anywhere (RFC 9207 §2.4).
  if (answer.issuer !== '' && answer.issuer !== valueOf(payer, 'issuer'))
    return told('sign-in/other-issuer', { issuer: answer.issuer.slice(0, 300) });
  if (answer.is === 'refused') {
    const { error, description } = answer;
    return {
      outcome: 'refused',
      refusal: { by: 'authorization-endpoint', error, description },
      ...told('sign-in/refused', { error }),
    };
  }
  return exchanged(ports, payer, { ...back, answer });
}

async function exchanged(
  ports: SignInPorts,
  payer: Payer,
  back: Back & { readonly answer: Extract<SignInAnswer, { is: 'code' }> },
): Promise<Partial<SignInReport>> {
  const { answer, secrets, scopes, signal } = back;
  const { request } = await prepareRequest(ports, asClientOfCodes(payer));
  const token = await ports.tokenEndpoint.request(
    {
      ...request,
      form: { grant_type: 'authorization_code', redirect_uri: answer.redirectUri },
      secretForm: { code: answer.code, code_verifier: secrets.verifier },
    },
    signal === undefined ? {} : { signal },
  );
  if (token.is !== 'granted') return notGranted(token);
  if (token.accessToken !== null) await giveBack(ports, asClientOfCodes(payer), token.accessToken);
  const checks = [lessProven(), ...(await checkIdToken(ports, payer, { token, nonce: secrets.nonce }))];
  return {
    outcome: 'granted',
    granted: {
      tokenType: token.tokenType,
      expiresInSeconds: typeof token.expiresIn === 'number' ? token.expiresIn : null,
      scopes: token.scope === null ? [...scopes] : scopesIn(token.scope),
    },
    says: lessProven().says,
    checks,
  };
}

/** The code is the grant here, so an assertion is for the client alone. */
function asClientOfCodes(payer: Payer): Payer {
  return { ...payer, fields: { ...payer.fields, grantType: { value: 'client_credentials', from: ['proposed'] } } };
}

function notGranted({ is, error, errorDescription, code, detail }: TokenAnswer): Partial<SignInReport> {
  const words = told('sign-in/no-token', { reason: error || code || detail });
  if (is !== 'refused') return { outcome: is === 'cancelled' ? 'cancelled' : 'failed', ...words };
  return { outcome: 'refused', refusal: { by: 'token-endpoint', error, description: errorDescription }, ...words };
}

function told<C extends Code>(code: C, details: Details<C>): Pick<SignInReport, 'says' | 'checks'> {
  const words = explain(code, details);
  return { says: words.says, checks: [{ code, is: 'error', ...words }] };
}

function lessProven(): Check {
  return { code: 'sign-in/proves-less', is: 'unknown', ...explain('sign-in/proves-less', {}) };
}
