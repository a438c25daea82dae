/**
 * @file A Source Payer in memory: it knows one client, looks at its assertions, grants tokens that it remembers, tells about them,
 * takes them back, and serves its FHIR base to whoever has a good one. What it does otherwise is set from outside.
 */
import type { KeyObject } from 'node:crypto';
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { Secret } from '#core/domain/secret.ts';
import type {
  Called,
  Credential,
  Exchange,
  Introspection,
  OpenedToken,
  TokenAnswer,
  TokenEndpoint,
  TokenRequest,
  TokenUse,
  WebAnswer,
  WireStep,
} from '#core/ports.ts';

/** How this payer is, and where it departs from a good one. */
export interface Habits {
  readonly now: () => Date;
  readonly issuer: string;
  readonly audience: string;
  readonly clientSecret: string;
  /** PEM of the key that the client registered; '' for none. */
  readonly clientKey: string;
  readonly tokens: 'jwt' | 'opaque';
  /** Header and claims that its JWTs have beside, or instead of, the usual ones. */
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Members of the answer beside, or instead of, the usual ones; undefined leaves one out. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly steps: readonly WireStep[];
  /** Called with the name of each exchange as it begins. */
  readonly onExchange: (name: ExchangeName) => void;
  readonly introspection: Partial<Introspection>;
  readonly revocation: Partial<Exchange>;
  readonly fhir: { readonly status: number; readonly headers?: Record<string, string>; readonly issueCodes?: string[] };
}

export type ExchangeName = 'request' | 'keys' | 'introspect' | 'call' | 'revoke';

export interface MemoryPayer {
  readonly tokenEndpoint: TokenEndpoint;
  /** What was asked for, in order. */
  readonly exchanges: ExchangeName[];
  /** Addresses, in the same order but for `keys`. */
  readonly addresses: string[];
  /** Texts that must be nowhere but here: tokens that were granted, assertions that came. */
  readonly secrets: string[];
  /** Tokens that are good still. */
  readonly alive: Set<string>;
  readonly keySet: () => { keys: unknown[] };
  /** For the port `web`: the key set, at whatever address. */
  readonly web: { get: (url: string) => Promise<WebAnswer> };
}

const steps: readonly WireStep[] = [
  { name: 'dns', state: 'done', milliseconds: 12, noted: '203.0.113.24' },
  { name: 'tcp', state: 'done', milliseconds: 31, noted: 'port 443' },
  { name: 'tls', state: 'done', milliseconds: 88, noted: 'TLSv1.3' },
  { name: 'request', state: 'done', milliseconds: 3, noted: 'POST' },
  { name: 'answer', state: 'done', milliseconds: 97, noted: '200' },
];

const usual = (habits: Pick<Habits, 'now' | 'issuer' | 'audience'>): Habits => ({
  clientSecret: '',
  clientKey: '',
  tokens: 'jwt',
  header: {},
  claims: {},
  members: {},
  status: 200,
  headers: {},
  steps,
  onExchange: () => undefined,
  introspection: {},
  revocation: {},
  fhir: { status: 200 },
  ...habits,
});

export function memoryPayer(given: Pick<Habits, 'now' | 'issuer' | 'audience'> & Partial<Habits>): MemoryPayer {
  const habits: Habits = { ...usual(given), ...given };
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const payer: MemoryPayer = {
    exchanges: [],
    addresses: [],
    secrets: [],
    alive: new Set(),
    keySet: () => ({
      keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: 'payer-1', alg: 'ES256', use: 'sig' }],
    }),
    web: {
      get: async () => {
        begin('keys');
        const body = new TextEncoder().encode(JSON.stringify(payer.keySet()));
        return Promise.resolve({ is: 'answered', status: 200, headers: {}, body, milliseconds: 1 });
      },
    },
    tokenEndpoint: {
      request: async (request, watcher) => {
        begin('request', request.endpoint);
        watcher?.onSteps?.([{ name: 'dns', state: 'under-way', milliseconds: 0, noted: '' }]);
        await Promise.resolve();
        if (watcher?.signal?.aborted === true) return cancelled(request);
        return answerTo(request);
      },
      open: async (token) => Promise.resolve(openedToken(token.reveal())),
      isSignedBy: async (token, keys) => Promise.resolve(isSignedBy(token.reveal(), keys)),
      introspect: async (use) => {
        begin('introspect', use.endpoint);
        const isOurs = knows(use.credential, use.clientId);
        return Promise.resolve({
          ...exchange(isOurs ? 200 : 401),
          active: isOurs ? payer.alive.has(use.token.reveal()) : null,
          scope: null,
          expiresAt: null,
          ...habits.introspection,
        });
      },
      revoke: async (use: TokenUse) => {
        begin('revoke', use.endpoint);
        const isOurs = knows(use.credential, use.clientId);
        if (isOurs) payer.alive.delete(use.token.reveal());
        return Promise.resolve({ ...exchange(isOurs ? 200 : 401), ...habits.revocation });
      },
      call: async ({ url, token }): Promise<Called> => {
        begin('call', url);
        const { status, headers = { 'content-type': 'application/fhir+json' }, issueCodes = [] } = habits.fhir;
        const is = payer.alive.has(token.reveal()) ? status : 401;
        return Promise.resolve({ ...exchange(is, headers), issueCodes });
      },
      signAsStranger: async () => Promise.reject(new Error('This payer is asked nothing wrong')),
    },
  };
  const usedIds = new Set<string>();
  return payer;

  function begin(name: ExchangeName, address?: string): void {
    payer.exchanges.push(name);
    if (address !== undefined) payer.addresses.push(address);
    habits.onExchange(name);
  }

  function exchange(status: number, headers: Readonly<Record<string, string>> = {}): Exchange {
    const contentType = headers['content-type'] ?? 'application/json';
    return {
      code: '',
      detail: '',
      steps: [],
      tls: null,
      answer: { status, contentType, members: [], headers: { ...headers }, body: '', bytes: 0 },
    };
  }

  function answerTo(request: TokenRequest): TokenAnswer {
    const { form, credential, clientId } = request;
    const asGrant = form['assertion'];
    const proof: Credential =
      asGrant === undefined ? credential : { is: 'assertion', assertion: asGrant, type: '', withClientId: false };
    if (!knows(proof, clientId)) return answer(request, 401, { error: 'invalid_client', error_description: 'who?' });
    const token =
      habits.tokens === 'jwt' ? jwt(clientId, form['scope'] ?? '') : `opaque-${String(payer.secrets.length)}-4b1d`;
    payer.secrets.push(token);
    payer.alive.add(token);
    const members = {
      access_token: token,
      token_type: 'Bearer',
      expires_in: 300,
      scope: form['scope'],
      ...habits.members,
    };
    return answer(request, habits.status, members);
  }

  function answer(request: TokenRequest, status: number, members: Readonly<Record<string, unknown>>): TokenAnswer {
    const told = (name: string) => (typeof members[name] === 'string' ? members[name] : '');
    const token = told('access_token');
    const headers = {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      date: habits.now().toUTCString(),
      ...habits.headers,
    };
    return {
      is: token === '' ? 'refused' : 'granted',
      code: '',
      detail: '',
      steps: habits.steps,
      tls: null,
      answer: {
        status,
        contentType: headers['content-type'],
        members: Object.keys(members).filter((name) => members[name] !== undefined),
        headers,
        body: '',
        bytes: 0,
      },
      sent: sentOf(request),
      tokenType: told('token_type'),
      expiresIn: members['expires_in'] ?? null,
      scope: typeof members['scope'] === 'string' ? members['scope'] : null,
      error: told('error'),
      errorDescription: told('error_description'),
      errorUri: '',
      accessToken: token === '' ? null : new Secret(token),
    };
  }

  function cancelled(request: TokenRequest): TokenAnswer {
    const dns: WireStep = { name: 'dns', state: 'done', milliseconds: 12, noted: '' };
    return { ...answer(request, 0, {}), is: 'cancelled', code: 'token/cancelled', answer: null, steps: [dns] };
  }

  function knows(credential: Credential, clientId: string): boolean {
    if (credential.is === 'assertion') {
      payer.secrets.push(credential.assertion);
      return isGoodAssertion(credential.assertion, clientId);
    }
    if (credential.is === 'named') return false;
    payer.secrets.push(credential.secret.reveal());
    return credential.secret.reveal() === habits.clientSecret;
  }

  function isGoodAssertion(assertion: string, clientId: string): boolean {
    const {
      iss,
      aud,
      exp = 0,
      jti = '',
    } = partOf(assertion, 1) as { iss?: string; aud?: string; exp?: number; jti?: string };
    if (usedIds.has(jti) || iss !== clientId || aud !== habits.audience) return false;
    if (exp <= habits.now().getTime() / 1000) return false;
    usedIds.add(jti);
    return isSigned(assertion, createPublicKey(habits.clientKey), 'sha384');
  }

  function jwt(clientId: string, scope: string): string {
    const iat = Math.floor(habits.now().getTime() / 1000);
    const header = { alg: 'ES256', kid: 'payer-1', typ: 'at+jwt', ...habits.header };
    const claims = {
      iss: habits.issuer,
      aud: habits.issuer,
      sub: clientId,
      iat,
      exp: iat + 300,
      scope,
      jti: String(payer.secrets.length),
      ...habits.claims,
    };
    const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const signature = sign('sha256', Buffer.from(input), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
    return `${input}.${signature.toString('base64url')}`;
  }
}

function partOf(jws: string, index: number): Record<string, unknown> {
  return JSON.parse(Buffer.from(jws.split('.')[index] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

function isSigned(jws: string, key: KeyObject, digest: string): boolean {
  const [header = '', claims = '', signature = ''] = jws.split('.');
  const bytes = Buffer.from(`${header}.${claims}`);
  return verify(digest, bytes, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}

function isSignedBy(jws: string, keys: readonly unknown[]): 'good' | 'bad' | 'no-key' {
  const { kid } = partOf(jws, 0);
  const jwk = keys.find((each) => (each as { kid?: unknown }).kid === kid);
  if (jwk === undefined) return 'no-key';
  return isSigned(jws, createPublicKey({ key: jwk as never, format: 'jwk' }), 'sha256') ? 'good' : 'bad';
}

function openedToken(text: string): OpenedToken | null {
  if (text.split('.').length !== 3) return null;
  const header = partOf(text, 0);
  const claims = partOf(text, 1);
  const string = (value: unknown) => (typeof value === 'string' ? value : '');
  const number = (value: unknown) => (typeof value === 'number' ? value : null);
  const { aud } = claims;
  return {
    header: { alg: string(header['alg']), kid: string(header['kid']), typ: string(header['typ']) },
    issuer: string(claims['iss']),
    audience: (Array.isArray(aud) ? (aud as unknown[]) : [aud]).map(string).filter((each) => each !== ''),
    issuedAt: number(claims['iat']),
    notBefore: number(claims['nbf']),
    expiresAt: number(claims['exp']),
    scope: string(claims['scope']),
  };
}

const MASK = '••••••••';

function sentOf({ credential, form: given, clientId }: TokenRequest): TokenAnswer['sent'] {
  const form = { ...given, ...(given['assertion'] === undefined ? {} : { assertion: MASK }) };
  switch (credential.is) {
    case 'assertion':
      return { headers: {}, form: { ...form, client_assertion_type: credential.type, client_assertion: MASK } };
    case 'basic':
      return { headers: { authorization: `Basic ${MASK}` }, form };
    default:
      return { headers: {}, form: { ...form, client_id: clientId } };
  }
}
