/** @file Negative probes against a payer in memory that looks at every request as a good server does, or is blind in one way. */
import { createPublicKey, verify } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Payer } from '#core/domain/payer/payer.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import { Fault } from '#core/domain/fault.ts';
import { judgeProbe, unknownScope } from '#core/domain/token/judge-probe.ts';
import { Secret } from '#core/domain/secret.ts';
import type { ProbeName } from '#core/domain/token/probe-report.ts';
import { probesFor } from '#core/domain/token/probes.ts';
import { wayOf } from '#core/domain/token/way.ts';
import { probeRequest } from '#core/use-cases/token/probe-requests.ts';
import { probePayer } from '#core/use-cases/token/probe-payer.ts';
import type { Ports, TokenAnswer, TokenEndpoint, TokenRequest } from '#core/ports.ts';
import { fixedClock, memoryPorts } from '../../memory-ports.ts';
import { canary, issuer, samplePayer } from '../support/sample-payer.ts';

const tokenCanary = 'canary-77d0-of-a-token';
const scope = 'system/*.rs';

/** Every request that came, what was given back, and how long it was waited between. */
interface Seen {
  readonly requests: TokenRequest[];
  readonly revoked: string[];
  readonly waits: number[];
}

let seen: Seen;
let blindTo: ProbeName | null;
let refusesAll: boolean;
let onRequest: () => void;
let payerNow: Payer;
const usedIds = new Set<string>();
beforeEach(() => {
  seen = { requests: [], revoked: [], waits: [] };
  blindTo = null;
  refusesAll = false;
  onRequest = () => undefined;
  usedIds.clear();
});

function portsOf(): Ports {
  const clock = { ...fixedClock(), wait: async (milliseconds: number) => void seen.waits.push(milliseconds) };
  return memoryPorts({ clock, tokenEndpoint: payerInMemory() });
}

function answerOf(status: number, error = '', granted = scope): TokenAnswer {
  return {
    is: status === 200 ? 'granted' : 'refused',
    code: '',
    detail: '',
    steps: [],
    tls: null,
    answer: { status, contentType: 'application/json', members: [], headers: {}, body: '', bytes: 0 },
    sent: { headers: {}, form: {} },
    tokenType: status === 200 ? 'Bearer' : '',
    expiresIn: 300,
    scope: status === 200 ? granted : null,
    error,
    errorDescription: '',
    errorUri: '',
    accessToken: status === 200 ? new Secret(tokenCanary) : null,
  };
}

/** What is wrong with a request, by the name of the probe that sends it; null: nothing. */
function flawOf(given: TokenRequest): ProbeName | null {
  const { form, credential, clientId } = given;
  if (form['grant_type'] !== 'client_credentials') return 'wrong-grant';
  if (form['scope'] === unknownScope) return 'unknown-scope';
  if (credential.is === 'named') return 'no-assertion';
  if (credential.is === 'twice') return 'secret-twice';
  if (credential.is === 'basic' || credential.is === 'post')
    return credential.secret.reveal() === canary ? null : 'wrong-secret';
  if (!credential.type.endsWith(':jwt-bearer')) return 'wrong-assertion-type';
  return flawOfAssertion(credential.assertion, clientId);
}

function flawOfAssertion(assertion: string, clientId: string): ProbeName | null {
  const [header = '', claims = '', signature = ''] = assertion.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const now = Date.parse('2027-01-01T00:00:00.000Z') / 1000;
  const { iss, aud, exp = 0, jti } = read(claims) as { iss?: string; aud?: string; exp?: number; jti?: string };
  if (read(header)['alg'] === 'none') return 'unsigned';
  const key = createPublicKey(payerNow.keys[0]?.publicPem ?? '');
  const isOurs = verify(
    'sha384',
    Buffer.from(`${header}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isOurs) return 'wrong-key';
  if (aud !== `${issuer}/token`) return 'wrong-audience';
  if (iss !== clientId) return 'wrong-issuer';
  if (exp <= now) return 'expired';
  if (exp > now + 300) return 'too-long-a-life';
  if (usedIds.has(jti ?? '')) return 'replayed-jti';
  usedIds.add(jti ?? '');
  return null;
}

const errors: Partial<Record<ProbeName, readonly [number, string]>> = {
  'wrong-grant': [400, 'unsupported_grant_type'],
  'unknown-scope': [400, 'invalid_scope'],
  'wrong-assertion-type': [400, 'invalid_request'],
  'secret-twice': [400, 'invalid_request'],
};

function payerInMemory(): TokenEndpoint {
  const absent = async () => Promise.reject(new Error('Nobody asks for this'));
  return {
    async request(given, watcher) {
      seen.requests.push(given);
      onRequest();
      if (watcher?.signal?.aborted === true) return { ...answerOf(0), is: 'cancelled', answer: null };
      const flaw = flawOf(given);
      if (refusesAll) return answerOf(401, 'invalid_client');
      if (flaw === null || flaw === blindTo) return answerOf(200, '', given.form['scope']);
      return answerOf(...(errors[flaw] ?? ([401, 'invalid_client'] as const)));
    },
    async revoke({ endpoint, token }) {
      seen.revoked.push(`${endpoint} ${token.reveal()}`);
      return { ...answerOf(200), answer: null };
    },
    signAsStranger: async ({ bytes }) => Promise.resolve(Uint8Array.from(bytes.subarray(0, 96))),
    open: absent,
    isSignedBy: absent,
    introspect: absent,
    call: absent,
  };
}

const withAssertion = [
  'wrong-audience',
  'expired',
  'wrong-key',
  'replayed-jti',
  'wrong-assertion-type',
  'wrong-grant',
  'unknown-scope',
  'no-assertion',
  'wrong-issuer',
  'too-long-a-life',
  'unsigned',
] as const satisfies ProbeName[];
const withSecret = [
  'wrong-grant',
  'unknown-scope',
  'no-assertion',
  'wrong-secret',
  'secret-twice',
] as const satisfies ProbeName[];

interface Scene {
  readonly mode?: 'PRIVATE_KEY_JWT' | 'CLIENT_SECRET_BASIC';
  readonly ref?: string;
  readonly fields?: Partial<Record<FieldName, string>>;
}

async function scene({ mode = 'PRIVATE_KEY_JWT', ref = 'northlake@test', fields = {} }: Scene = {}) {
  const ports = portsOf();
  const made = await samplePayer(ports, { ref, mode });
  const all = { requestScopes: scope, assertionAudience: 'token-endpoint', ...fields };
  payerNow = await ports.store.savePayer(changePayer(made, { fields: all }));
  return { ports, probe: (wish = {}) => probePayer(ports, ref, { confirmation: '', ...wish }) };
}

const verdicts = ({ probes }: Payer) => Object.fromEntries((probes?.results ?? []).map(({ name, is }) => [name, is]));
const all = (names: readonly string[], is: string) => Object.fromEntries(names.map((name) => [name, is]));

describe.each([
  ['PRIVATE_KEY_JWT', withAssertion, 1 + withAssertion.length + 1],
  ['CLIENT_SECRET_BASIC', withSecret, 1 + withSecret.length],
] as const)('%s', (mode, names, requests) => {
  test('a good server refuses all of them well, and each was sent once', async () => {
    const { probe, ports } = await scene({ mode });
    const payer = await probe();
    expect(payer.probes).toMatchObject({
      endpoint: `${issuer}/token`,
      plain: { is: 'granted', status: 200, error: '' },
    });
    expect(verdicts(payer)).toEqual(all(names, 'refused-well'));
    expect(seen.requests).toHaveLength(requests);
    // No two requests without a pause between them.
    expect([seen.waits.length, Math.min(...seen.waits)]).toEqual([requests - 1, 250]);
    expect(verdicts(await ports.store.payer(payer.ref))).toEqual(verdicts(payer));
  });

  test.each(names)('a server that is blind to %s is told, and nothing else is', async (name) => {
    blindTo = name;
    const { probe } = await scene({ mode });
    const { probes } = await probe();
    const taken = probes?.results.filter(({ is }) => is !== 'refused-well') ?? [];
    expect(taken).toMatchObject([
      { name, is: 'taken', status: 200, hint: expect.stringMatching(/payer/), expected: expect.stringMatching(/^4/) },
    ]);
  });
});

test('every token that came is given back where that is offered, with an assertion of its own, and none is kept', async () => {
  blindTo = 'expired';
  const { probe, ports } = await scene({ fields: { revocationEndpoint: `${issuer}/revoke` } });
  const payer = await probe();
  // The plain one, the first of the replay, and the one that should not have come.
  expect(seen.revoked).toEqual(Array(3).fill(`${issuer}/revoke ${tokenCanary}`));
  expect(JSON.stringify([payer, await ports.store.payers()])).not.toMatch(/canary|eyJ/);
});

test('a revocation endpoint on another host gets neither the token nor an assertion', async () => {
  const { probe } = await scene({ fields: { revocationEndpoint: 'https://other.northlake.example/revoke' } });
  await probe();
  expect(seen.revoked).toEqual([]);
});

test('where the plain request is refused, nothing else is sent', async () => {
  refusesAll = true;
  const { probe } = await scene();
  const payer = await probe();
  expect(payer.probes?.plain).toEqual({ is: 'refused', status: 401, error: 'invalid_client' });
  expect([seen.requests.length, verdicts(payer)]).toEqual([1, all(withAssertion, 'not-run')]);
});

test('cancelled: what is known is kept, and the rest is not sent', async () => {
  const ending = new AbortController();
  onRequest = () => {
    if (seen.requests.length === 4) ending.abort();
  };
  const { probe } = await scene();
  const payer = await probe({ signal: ending.signal });
  const [one, two, ...others] = withAssertion;
  expect(seen.requests).toHaveLength(4);
  expect(verdicts(payer)).toEqual({ ...all([one, two], 'refused-well'), ...all(others, 'not-run') });
});

test('where the vault is locked in the middle, what was seen until then is kept', async () => {
  const { probe, ports } = await scene();
  onRequest = () => {
    if (seen.requests.length === 3)
      ports.vault.sign = async () => Promise.reject(new Fault('vault/wrong-passphrase', {}));
  };
  const payer = await probe();
  const [one, two, ...others] = withAssertion;
  expect(verdicts(payer)).toEqual({ ...all([one, two], 'refused-well'), ...all(others, 'not-run') });
});

describe('a payer in production', () => {
  test.each(['', 'northlake mutual', 'Northlake Mutual '])(
    '“%s” is not its name: nothing is sent',
    async (confirmation) => {
      const { probe } = await scene({ ref: 'northlake@prod' });
      await expect(probe({ confirmation })).rejects.toMatchObject({ code: 'probe/not-confirmed' });
      expect(seen.requests).toEqual([]);
    },
  );

  test('is probed once its name was typed', async () => {
    const { probe } = await scene({ ref: 'northlake@prod' });
    expect(verdicts(await probe({ confirmation: 'Northlake Mutual' }))).toEqual(all(withAssertion, 'refused-well'));
  });
});

describe('other ways of asking', () => {
  test('the assertion as the grant: it is what the probes spoil, and nothing is left where none goes', async () => {
    refusesAll = true;
    const { ports } = await scene({ fields: { grantType: 'jwt-bearer' } });
    const sent = async (name: ProbeName) => probeRequest(ports, payerNow, name);
    const audience = async (name: ProbeName) => {
      const [, claims = ''] = (await sent(name)).form['assertion']?.split('.') ?? [];
      return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string }).aud;
    };
    expect([await audience('wrong-audience'), await audience('expired')]).toEqual([
      'https://nobody.invalid/token',
      `${issuer}/token`,
    ]);
    expect(await sent('no-assertion')).toMatchObject({ credential: { is: 'named' } });
    expect((await sent('no-assertion')).form).not.toHaveProperty('assertion');
    expect(probesFor(wayOf(payerNow))).not.toContain('wrong-assertion-type');
  });

  test('a client certificate: without any proof means without it too', async () => {
    const { ports } = await scene({ fields: { authenticationMethod: 'tls_client_auth' } });
    const [key] = payerNow.keys;
    const certificate = { pem: 'of the client' } as NonNullable<Payer['keys'][number]['certificate']>;
    const certified: Payer = {
      ...payerNow,
      keys: key === undefined ? [] : [{ ...key, certificate }],
      network: { ...payerNow.network, clientKeyId: key?.id ?? '' },
    };
    const sent = async (name: ProbeName) => (await probeRequest(ports, certified, name)).network.clientCertificate;
    expect([await sent('wrong-grant'), await sent('no-assertion')]).toEqual([expect.any(Object), null]);
    expect(probesFor(wayOf(certified))).toEqual(['wrong-grant', 'unknown-scope', 'no-assertion']);
  });
});

describe('what an answer means', () => {
  const way = (fields: Partial<Record<FieldName, string>>) =>
    wayOf({
      fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, from: ['typed'] }])),
    });
  const key = way({ authenticationMethod: 'private_key_jwt' });
  const grant = way({ authenticationMethod: 'private_key_jwt', grantType: 'jwt-bearer' });
  const basic = way({ authenticationMethod: 'client_secret_basic' });
  const post = way({ authenticationMethod: 'client_secret_post' });
  const tls = way({ authenticationMethod: 'tls_client_auth' });
  const silent = (code: string) => ({ ...answerOf(0), is: 'failed' as const, answer: null, code });
  test.each([
    ['expired', key, answerOf(400, 'invalid_client'), 'refused-well'],
    ['expired', key, answerOf(400, 'invalid_grant'), 'refused-otherwise'],
    ['expired', grant, answerOf(400, 'invalid_grant'), 'refused-well'],
    ['expired', key, answerOf(500), 'refused-otherwise'],
    ['expired', key, answerOf(403, ''), 'refused-otherwise'],
    ['expired', key, silent('discovery/timeout'), 'no-answer'],
    ['wrong-secret', basic, answerOf(401, 'invalid_client'), 'refused-well'],
    ['wrong-secret', basic, answerOf(400, 'invalid_client'), 'refused-otherwise'],
    ['wrong-secret', post, answerOf(400, 'invalid_client'), 'refused-well'],
    ['unknown-scope', key, answerOf(200, '', scope), 'refused-otherwise'],
    ['unknown-scope', key, answerOf(200, '', `${scope} ${unknownScope}`), 'taken'],
    ['unknown-scope', key, { ...answerOf(200), scope: null }, 'taken'],
    ['no-assertion', tls, silent('discovery/tls-certificate-wanted'), 'refused-well'],
    ['no-assertion', key, silent('discovery/tls-certificate-wanted'), 'no-answer'],
  ] as const)('%s: %#', (name, how, answer, is) => {
    expect(judgeProbe(name, how, answer).is).toBe(is);
  });
});
