/** @file The live test against a payer in memory: what it asks for, in which order, what it keeps of that, and that it ends well whenever it is cancelled. */
import { describe, expect, test } from 'vitest';
import { changePayer } from '#core/domain/payer/change.ts';
import type { AuthenticationMode, FieldName } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { audienceOf } from '#core/domain/token/audience.ts';
import type { Stage, TokenReport } from '#core/domain/token/report.ts';
import { TokenReport as TokenReportForm } from '#core/domain/token/report.ts';
import type { Ports, TokenEndpoint, Vault } from '#core/ports.ts';
import { Fault } from '#core/domain/fault.ts';
import { testToken } from '#core/use-cases/token/test-token.ts';
import { fixedClock, memoryPorts } from '../../memory-ports.ts';
import type { ExchangeName, Habits, MemoryPayer } from '../../memory-token-endpoint.ts';
import { memoryPayer } from '../../memory-token-endpoint.ts';
import { canary, issuer, samplePayer } from '../support/sample-payer.ts';

interface Wish extends Partial<Omit<Habits, 'onExchange'>> {
  readonly mode?: AuthenticationMode;
  readonly fields?: Partial<Record<FieldName, string>>;
  readonly onExchange?: (name: ExchangeName, scene: Scene) => void;
}

interface Scene {
  readonly ports: Ports;
  readonly payer: Payer;
  readonly server: MemoryPayer;
  readonly ending: AbortController;
}

const fhirBase = 'https://fhir.northlake.example/r4';
const places: Partial<Record<FieldName, string>> = {
  fhirBaseUrl: fhirBase,
  requestScopes: 'system/*.rs',
  introspectionEndpoint: `${issuer}/introspect`,
  revocationEndpoint: `${issuer}/revoke`,
};

async function scene({ mode = 'PRIVATE_KEY_JWT', fields = {}, onExchange, ...habits }: Wish = {}): Promise<Scene> {
  const clock = fixedClock();
  const before = memoryPorts({ clock });
  const sample = await samplePayer(before, { mode });
  const payer = await before.store.savePayer(changePayer(sample, { fields: { ...places, ...fields } }));
  const server = memoryPayer({
    now: () => clock.now(),
    issuer,
    audience: payer.keys.length === 0 ? '' : audienceOf(payer),
    clientKey: payer.keys[0]?.publicPem ?? '',
    clientSecret: canary,
    ...habits,
    onExchange: (name) => onExchange?.(name, made),
  });
  const ports: Ports = { ...before, tokenEndpoint: server.tokenEndpoint, web: server.web };
  const made: Scene = { ports, payer, server, ending: new AbortController() };
  return made;
}

interface Ran {
  readonly report: TokenReport;
  readonly told: readonly (readonly Stage[])[];
}

async function run({ ports, payer, ending }: Scene, nextCall = true): Promise<Ran> {
  const told: (readonly Stage[])[] = [];
  const onStages = (stages: readonly Stage[]) => void told.push(structuredClone(stages));
  const report = await testToken(ports, payer, { nextCall, signal: ending.signal, onStages });
  return { report, told };
}

const codes = ({ checks }: TokenReport) => checks.map(({ is, code }) => `${is} ${code}`);
const states = ({ stages }: TokenReport) => stages.map(({ name, state }) => `${name} ${state}`);

describe('a token that is granted', () => {
  test('is looked at, tried and given back, each once and in that order', async () => {
    const made = await scene();
    const { report } = await run(made);
    expect({
      exchanges: made.server.exchanges,
      addresses: made.server.addresses,
      alive: made.server.alive.size,
    }).toEqual({
      exchanges: ['request', 'keys', 'call', 'revoke'],
      addresses: [`${issuer}/token`, `${fhirBase}/Patient?_summary=count`, `${issuer}/revoke`],
      alive: 0,
    });
    expect(report).toMatchObject({
      outcome: 'granted',
      granted: { tokenType: 'Bearer', expiresInSeconds: 300, scopes: ['system/*.rs'], missingScopes: [], form: 'jwt' },
      nextCall: { is: 'good', status: 200, address: `${fhirBase}/Patient?_summary=count` },
      diagnosis: null,
      clockDifferenceSeconds: 0,
      remarks: [],
    });
    expect(report.checks.filter(({ is }) => is !== 'good')).toEqual([]);
  });

  test('has a time line with all stages, told as they come', async () => {
    const { report, told } = await run(await scene({ tokens: 'opaque' }));
    const names = [
      'settings',
      'dns',
      'tcp',
      'tls',
      'request',
      'answer',
      'checks',
      'introspection',
      'next-call',
      'revocation',
    ];
    expect(states(report)).toEqual(names.map((name) => `${name} done`));
    expect(told.at(-1)).toEqual(report.stages);
    const underWay = told.flatMap((stages) =>
      stages.filter(({ state }) => state === 'under-way').map(({ name }) => name),
    );
    expect(underWay).toEqual(['settings', 'dns', 'checks', 'introspection', 'next-call', 'revocation']);
    expect(report.stages.find(({ name }) => name === 'checks')?.says).toMatch(/^\d+ of \d+ good, 1 could not be made$/);
  });

  test('that is opaque is asked about, with an assertion of its own for each place', async () => {
    const made = await scene({ tokens: 'opaque' });
    const { report } = await run(made);
    expect([report.granted?.form, ...codes(report).slice(-2)]).toEqual([
      'opaque',
      'good token/active',
      'good token/revoked',
    ]);
    const assertions = made.server.secrets.filter((text) => text.startsWith('eyJ'));
    const claims = assertions.map(
      (text) =>
        JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as { aud: string; jti: string },
    );
    expect([claims.map(({ aud }) => aud), new Set(claims.map(({ jti }) => jti)).size]).toEqual([
      Array<string>(3).fill(audienceOf(made.payer)),
      3,
    ]);
  });

  test('that was granted for an assertion is asked about with one of its own as the client’s', async () => {
    const { report } = await run(await scene({ fields: { grantType: 'jwt-bearer' }, tokens: 'opaque' }));
    expect(codes(report).slice(-2)).toEqual(['good token/active', 'good token/revoked']);
  });

  test.each<[told: string, wish: Wish]>([
    ['error token/inactive', { tokens: 'opaque', introspection: { active: false } }],
    ['unknown token/introspection-unclear', { tokens: 'opaque', introspection: { active: null } }],
    [
      'unknown token/introspection-unclear',
      { tokens: 'opaque', introspection: { code: 'discovery/timeout', answer: null } },
    ],
    [
      'unknown token/introspection-unclear',
      { tokens: 'opaque', fields: { introspectionEndpoint: 'https://inner.northlake.example/introspect' } },
    ],
    ['warning token/not-revoked', { revocation: { answer: null, code: 'discovery/timeout' } }],
    [
      'warning token/not-revoked',
      { revocation: { answer: { status: 503, contentType: '', members: [], headers: {}, body: '', bytes: 0 } } },
    ],
    ['warning token/not-revoked', { fields: { revocationEndpoint: 'https://inner.northlake.example/revoke' } }],
    ['unknown token/signature-no-key', { header: { kid: 'another' } }],
    ['error token/alg-none', { header: { alg: 'none' } }],
    ['warning token/iss-other', { claims: { iss: 'https://inner.example' } }],
    ['warning token/scopes-missing', { members: { scope: 'system/Patient.r' } }],
    ['warning token/no-scope', { members: { scope: undefined } }],
    ['warning token/refresh-token', { members: { refresh_token: 'canary-of-refresh' } }],
    ['warning token/clock-behind', { now: () => new Date('2027-01-01T00:00:30.000Z') }],
  ])('%s where %j', async (told, wish) => {
    const { report } = await run(await scene(wish));
    expect([report.outcome, codes(report)]).toEqual(['granted', expect.arrayContaining([told])]);
  });

  test('is sent with its credentials to no other host than the token endpoint’s', async () => {
    const elsewhere = {
      introspectionEndpoint: 'https://inner.northlake.example/i',
      revocationEndpoint: 'https://inner.northlake.example/r',
    };
    const made = await scene({ tokens: 'opaque', fields: elsewhere });
    await run(made);
    expect(made.server.exchanges).toEqual(['request', 'call']);
  });

  test('is checked against the key set that was kept, where that of now cannot be read', async () => {
    const made = await scene();
    const sha256 = await made.ports.store.keepEvidence(new TextEncoder().encode(JSON.stringify(made.server.keySet())));
    const kept = {
      kind: 'jwks' as const,
      retrievedFrom: `${issuer}/jwks`,
      sha256,
      bytes: 1,
      retrievedAt: '',
      etag: '',
    };
    const offline = {
      get: async () =>
        Promise.resolve({ is: 'failed' as const, code: 'discovery/timeout', detail: '', milliseconds: 1 }),
    };
    const without = await testToken({ ...made.ports, web: offline }, made.payer, { nextCall: false });
    const documents = [...made.payer.documents, kept];
    const with_ = await testToken({ ...made.ports, web: offline }, { ...made.payer, documents }, { nextCall: false });
    const ofSignature = (report: TokenReport) => codes(report).filter((code) => code.includes('signature'));
    expect([without, with_].map(ofSignature)).toEqual([
      ['unknown token/signature-unread'],
      ['good token/signature-good'],
    ]);
  });
});

describe('the next call', () => {
  test('is not made without being asked for', async () => {
    const made = await scene();
    const { report } = await run(made, false);
    expect([made.server.exchanges, report.nextCall]).toEqual([['request', 'keys', 'revoke'], null]);
  });

  test.each([
    ['', 'token/next-call-no-base'],
    ['https://fhir.northlake.example/{tenant}', 'token/next-call-unusable-base'],
  ])('is told not to be made where the FHIR base is “%s”', async (base, code) => {
    const made = await scene({ fields: { fhirBaseUrl: base } });
    const { report } = await run(made);
    expect([made.server.exchanges.includes('call'), report.remarks.map((remark) => remark.code)]).toEqual([
      false,
      [code],
    ]);
  });

  test('that goes wrong has a diagnosis, and the token is given back all the same', async () => {
    const made = await scene({ fhir: { status: 403, issueCodes: ['forbidden'] } });
    const { report } = await run(made);
    expect([report.outcome, report.nextCall?.is, report.diagnosis === null, made.server.alive.size]).toEqual([
      'granted',
      'permission-missing',
      false,
      0,
    ]);
  });
});

describe('without a grant', () => {
  test('a refusal is a result: checked as far as it goes, with a diagnosis and nothing given back', async () => {
    const made = await scene({ audience: 'https://another.example' });
    const { report } = await run(made);
    expect(made.server.exchanges).toEqual(['request']);
    expect(report).toMatchObject({
      outcome: 'refused',
      refusal: { error: 'invalid_client', description: 'who?', uri: '' },
      granted: null,
      nextCall: null,
    });
    expect([report.diagnosis === null, codes(report)]).toEqual([
      false,
      ['good token/refusal-status', 'good token/refusal-known', 'good token/clock'],
    ]);
    expect(states(report).at(-1)).toBe('checks not-reached');
  });

  test('a token in an answer that is no grant is given back too', async () => {
    const made = await scene();
    const request: TokenEndpoint['request'] = async (given) => ({
      ...(await made.server.tokenEndpoint.request(given)),
      is: 'failed',
      code: 'token/failed',
      detail: 'status 302',
    });
    const tokenEndpoint = { ...made.server.tokenEndpoint, request };
    const { report } = await run({ ...made, ports: { ...made.ports, tokenEndpoint } });
    expect([report.outcome, report.granted, made.server.exchanges, made.server.alive.size]).toEqual([
      'failed',
      null,
      ['request', 'revoke'],
      0,
    ]);
  });

  test('the stages that were not reached stand in their order', async () => {
    const made = await scene({
      steps: [{ name: 'dns', state: 'failed', milliseconds: 5, noted: 'NXDOMAIN' }],
      audience: '-',
    });
    expect(states((await run(made)).report)).toEqual([
      'settings done',
      'dns failed',
      'tcp not-reached',
      'tls not-reached',
      'request not-reached',
      'answer not-reached',
      'checks not-reached',
    ]);
  });
});

describe('a test that is cancelled', () => {
  const cancelAt =
    (at: ExchangeName) =>
    (name: ExchangeName, { ending }: Scene) => {
      if (name === at) ending.abort();
    };

  test('before it began sends nothing, and keeps a report', async () => {
    const made = await scene();
    made.ending.abort();
    const { report } = await run(made);
    expect([made.server.exchanges, report.outcome, report.sent, report.diagnosis]).toEqual([
      [],
      'cancelled',
      { authorization: '', headers: {}, form: {}, assertion: null },
      null,
    ]);
    expect(report.remarks.map(({ code }) => code)).toEqual(['token/cancelled-early']);
  });

  test('while the vault is asked in vain is no fault', async () => {
    const made = await scene();
    const sign: Vault['sign'] = async () => {
      made.ending.abort();
      return Promise.reject(new Fault('vault/locked', {}));
    };
    const vault = { ...made.ports.vault, sign };
    const { report } = await run({ ...made, ports: { ...made.ports, vault } });
    expect([report.outcome, states(report).at(0), made.server.exchanges]).toEqual(['cancelled', 'settings failed', []]);
  });

  test.each<[at: ExchangeName, outcome: TokenReport['outcome'], exchanges: ExchangeName[], notReached: string[]]>([
    ['request', 'cancelled', ['request'], ['tcp', 'tls', 'request', 'answer', 'checks']],
    ['keys', 'granted', ['request', 'keys', 'revoke'], ['introspection', 'next-call']],
    ['introspect', 'granted', ['request', 'keys', 'introspect', 'revoke'], ['next-call']],
    ['call', 'granted', ['request', 'keys', 'introspect', 'call', 'revoke'], []],
  ])('at %s is kept as %s', async (at, outcome, exchanges, notReached) => {
    const made = await scene({ header: { kid: 'another' }, onExchange: cancelAt(at) });
    const { report } = await run(made);
    const unreached = report.stages.filter(({ state }) => state === 'not-reached').map(({ name }) => name);
    expect([report.outcome, made.server.exchanges, unreached, made.server.alive.size]).toEqual([
      outcome,
      exchanges,
      notReached,
      0,
    ]);
  });
});

describe('what breaks on the way', () => {
  test('a vault that is locked before anything is sent is its own fault', async () => {
    const made = await scene();
    const vault = { ...made.ports.vault, sign: async () => Promise.reject(new Fault('vault/locked', {})) };
    await expect(run({ ...made, ports: { ...made.ports, vault } })).rejects.toMatchObject({ code: 'vault/locked' });
  });

  test('a vault that is locked after the grant is told, and the report is kept', async () => {
    let signed = 0;
    const made = await scene({ tokens: 'opaque' });
    const sign: Vault['sign'] = async (given) => {
      signed += 1;
      return signed > 1 ? Promise.reject(new Fault('vault/locked', {})) : made.ports.vault.sign(given);
    };
    const { report } = await run({ ...made, ports: { ...made.ports, vault: { ...made.ports.vault, sign } } });
    expect([report.outcome, codes(report).slice(-2)]).toEqual([
      'granted',
      ['unknown token/introspection-unclear', 'warning token/not-revoked'],
    ]);
  });

  test('a bug after the grant does not keep the token', async () => {
    const made = await scene();
    const tokenEndpoint = { ...made.server.tokenEndpoint, call: async () => Promise.reject(new RangeError('a bug')) };
    await expect(run({ ...made, ports: { ...made.ports, tokenEndpoint } })).rejects.toThrow('a bug');
    expect(made.server.alive.size).toBe(0);
  });
});

test.each<[mode: AuthenticationMode, fields: Partial<Record<FieldName, string>>, remarks: string[]]>([
  ['PRIVATE_KEY_JWT', {}, []],
  ['CLIENT_SECRET_BASIC', {}, ['info token/secret-weaker']],
  [
    'CLIENT_SECRET_BASIC',
    { authenticationMethod: 'client_secret_post' },
    ['warning token/method-differs', 'info token/secret-weaker'],
  ],
  ['PRIVATE_KEY_JWT', { grantType: 'jwt-bearer' }, ['warning token/method-differs']],
])('%s with %j remarks %j', async (mode, fields, remarks) => {
  const { report } = await run(await scene({ mode, fields }), false);
  expect(report.remarks.map(({ severity, code }) => `${severity} ${code}`)).toEqual(remarks);
});

describe('laws', () => {
  const wishes: readonly Wish[] = [
    {},
    { tokens: 'opaque' },
    { mode: 'CLIENT_SECRET_BASIC', tokens: 'opaque' },
    { mode: 'CLIENT_SECRET_BASIC', clientSecret: 'another' },
    { audience: 'https://another.example' },
    { fhir: { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } } },
    { fields: { authenticationMethod: 'client_secret_post' }, mode: 'CLIENT_SECRET_BASIC' },
    { fields: { grantType: 'jwt-bearer' }, tokens: 'opaque' },
    {
      onExchange: (name, { ending }) => {
        if (name === 'keys') ending.abort();
      },
    },
  ];

  test.each(wishes)(
    'one token request, given back last, no secret anywhere, and a report that reads as it was written: %j',
    async (wish) => {
      const made = await scene(wish);
      const { report, told } = await run(made);
      const { exchanges, secrets, alive } = made.server;
      const everything = JSON.stringify([report, told]);
      expect({
        requests: exchanges.filter((name) => name === 'request').length,
        last: report.outcome === 'granted' ? exchanges.at(-1) : 'request',
        alive: alive.size,
        leaked: [...secrets, canary].filter((secret) => everything.includes(secret.split('.').at(-1) ?? secret)),
        read: TokenReportForm.parse(JSON.parse(JSON.stringify(report))),
      }).toEqual({
        requests: 1,
        last: report.outcome === 'granted' ? 'revoke' : 'request',
        alive: 0,
        leaked: [],
        read: report,
      });
      expect(secrets.length).toBeGreaterThan(0);
      expect(valueOf(made.payer, 'clientId')).not.toBe('');
    },
  );
});
