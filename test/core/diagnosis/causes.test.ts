import { expect, test } from 'vitest';
import { causes, fallback } from '#core/domain/diagnosis/causes/table.ts';
import { diagnose } from '#core/domain/diagnosis/diagnose.ts';
import type { Diagnosis } from '#core/domain/diagnosis/diagnosis.ts';
import { strengths } from '#core/domain/diagnosis/diagnosis.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import { fieldNames } from '#core/domain/payer/fields.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { steps } from '#core/domain/payer/progress.ts';
import { testedSettings } from '#core/domain/token/settings.ts';
import type { Given } from './evidence.ts';
import { askWith, b2b, evidence, granted, refused, withCertificate, withNewKey } from './evidence.ts';

type Row = readonly [when: string, given: Given, first: readonly string[]];

const certificate = {
  subject: 'CN=auth.northlake.example',
  issuer: 'CN=Some CA',
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2026-12-01T00:00:00Z',
  sha256: '',
};
const listed =
  (name: string, value: readonly string[]) =>
  (payer: Payer): Payer => ({
    ...payer,
    found: { ...payer.found, [name]: { value: [...value], from: ['smart-configuration'] } },
  });
const failing = (code: string, more: Omit<Given['answer'], 'code'> = {}): Given => ({
  answer: { code, detail: 'ECODE', ...more },
});
const udap = {
  payer: withCertificate({}),
  fields: { authenticationMethod: 'udap', b2bExtension: b2b },
} satisfies Partial<Given>;
const mtls = (payer: Payer): Payer => {
  const withOne = withCertificate({})(payer);
  return { ...withOne, network: { ...withOne.network, clientKeyId: withOne.keys[0]?.id ?? null } };
};
const called = (nextCall: NonNullable<Given['nextCall']>, fields: Given['fields'] = {}): Given => ({
  answer: granted,
  nextCall,
  fields: { fhirBaseUrl: 'https://fhir.northlake.example/r4', ...fields },
});
const tried =
  (change: Given['fields'], outcome: 'granted' | 'refused') =>
  (payer: Payer): Payer => ({
    ...payer,
    tries: [
      {
        at: '2026-12-30T11:42:00.000Z',
        outcome,
        says: outcome === 'granted' ? '' : 'invalid_client',
        settings: testedSettings(changePayer(payer, { fields: change ?? {} })),
        remedyOf: '',
      },
    ],
  });

const reaching: readonly Row[] = [
  ['the name is not known', failing('discovery/unknown-host'), ['dns-name-unknown']],
  ['no name server', failing('discovery/no-name-server'), ['dns-not-answering']],
  ['offline', failing('discovery/offline'), ['dns-not-answering']],
  ['nothing listens', failing('discovery/refused'), ['connection-refused']],
  ['no way there', failing('discovery/unreachable'), ['no-route']],
  ['dropped at TCP', failing('discovery/timeout', { step: 'tcp' }), ['connect-timeout']],
  ['no answer in time', failing('discovery/timeout', { step: 'answer' }), ['answer-timeout']],
  ['a stalled answer', failing('discovery/stall'), ['answer-timeout']],
  ['a private address', failing('discovery/private-address'), ['address-not-allowed']],
  ['no proxy', failing('discovery/proxy-unreachable', { proxy: 'proxy.example:3128' }), ['proxy-unreachable']],
  ['a proxy that nobody can use', failing('discovery/proxy-unusable'), ['proxy-unusable']],
  ['a proxy with a login', failing('discovery/proxy-wants-login'), ['proxy-wants-login']],
  ['a proxy that says no', failing('discovery/proxy-refused'), ['proxy-refused']],
  ['broken off early', failing('discovery/broken-off', { step: 'tcp' }), ['broken-off']],
  [
    'broken off where TLS 1.3 wants a certificate',
    failing('discovery/broken-off', { step: 'answer' }),
    ['client-certificate-wanted', 'broken-off'],
  ],
  [
    'an unknown root, whole chain',
    failing('discovery/tls-unknown-ca', {
      tls: { chain: [certificate, { ...certificate, subject: 'CN=Some CA', issuer: 'CN=Root' }] },
    }),
    ['tls-unknown-authority'],
  ],
  [
    'a leaf alone',
    failing('discovery/tls-incomplete-chain', { tls: { chain: [certificate] } }),
    ['tls-incomplete-chain', 'tls-unknown-authority'],
  ],
  [
    'signed by itself',
    failing('discovery/tls-self-signed', { tls: { chain: [{ ...certificate, issuer: certificate.subject }] } }),
    ['tls-unknown-authority'],
  ],
  [
    'an appliance',
    failing('discovery/tls-unknown-ca', {
      tls: { chain: [{ ...certificate, issuer: 'CN=Zscaler Intermediate Root CA (zscaler.net)' }] },
    }),
    ['tls-inspection'],
  ],
  ['expired', failing('discovery/tls-expired', { tls: { chain: [certificate] } }), ['tls-expired']],
  ['not yet valid', failing('discovery/tls-not-yet-valid'), ['tls-not-yet-valid']],
  ['for other names', failing('discovery/tls-wrong-host'), ['tls-host-mismatch']],
  ['revoked', failing('discovery/tls-revoked'), ['tls-revoked']],
  ['weak', failing('discovery/tls-weak'), ['tls-weak']],
  ['an old version', failing('discovery/tls-old-version'), ['tls-version']],
  ['no TLS', failing('discovery/tls-not-tls'), ['no-tls-there']],
  ['a certificate is wanted', failing('discovery/tls-certificate-wanted'), ['client-certificate-wanted']],
  [
    'the handshake is refused',
    failing('discovery/tls-handshake-refused'),
    ['client-certificate-wanted', 'tls-version'],
  ],
  [
    'the handshake is refused, with a certificate',
    { ...failing('discovery/tls-handshake-refused'), payer: mtls },
    ['tls-version', 'client-certificate-refused'],
  ],
  [
    'the certificate is refused',
    { ...failing('discovery/tls-certificate-refused'), payer: mtls },
    ['client-certificate-refused'],
  ],
  ['the certificate is gone', failing('discovery/client-certificate-gone'), ['client-certificate-gone']],
  ['packed wrongly', failing('discovery/broken-encoding'), ['not-json']],
  ['a code that nobody knows', failing('token/of-tomorrow'), ['unexplained']],
  ['cancelled', { answer: { is: 'cancelled', code: 'token/cancelled' } }, ['cancelled']],
];

const answering: readonly Row[] = [
  [
    'a redirect to a login',
    { answer: { status: 302, headers: { location: 'https://login.northlake.example/signin?x=1' } } },
    ['redirect-login'],
  ],
  ['another redirect', { answer: { status: 301, headers: { location: '/v2/token' } } }, ['redirect-elsewhere']],
  [
    'nothing there',
    { answer: { status: 404, body: '<html><head><title>Not Found</title></head></html>' } },
    ['not-the-token-endpoint'],
  ],
  ['no POST there', { answer: { status: 405 } }, ['not-the-token-endpoint']],
  [
    'another address than the documents have',
    {
      fields: { tokenEndpoint: 'https://auth.northlake.example/other' },
      answer: { status: 400, body: { message: 'nope' } },
    },
    ['not-the-token-endpoint'],
  ],
  [
    'a page that refuses',
    { answer: { status: 403, body: '<html><head><title>Forbidden</title></head></html>' } },
    ['address-list', 'gateway-page'],
  ],
  ['JSON of a gateway', { answer: { status: 403, body: { message: 'Forbidden' } } }, ['address-list', 'gateway-page']],
  [
    'an empty 403 with the mark of a gateway',
    { answer: { status: 403, headers: { 'cf-ray': '8a1b2c3d4e5f-EWR' } } },
    ['address-list', 'gateway-page'],
  ],
  ['a login for people', { answer: { status: 401, headers: { 'www-authenticate': 'Negotiate' } } }, ['gateway-page']],
  [
    'a gateway with a key of its own',
    { answer: { status: 401, headers: { 'www-authenticate': 'AzureApiManagementKey realm="x"' } } },
    ['gateway-key-wanted'],
  ],
  ['200 with a page', { answer: { status: 200, body: '<!doctype html><title>Welcome</title>' } }, ['soft-200']],
  ['too often', { answer: { status: 429, headers: { 'retry-after': '30' } } }, ['too-many-requests']],
  ['an error of the server', { answer: { status: 500, body: '<html></html>' } }, ['server-error']],
  ['a gateway without its server', { answer: { status: 503, headers: { 'retry-after': '120' } } }, ['unavailable']],
  ['no forms', { answer: { status: 415 } }, ['content-type-refused']],
  ['far too much', failing('token/too-large'), ['answer-too-large']],
  [
    'text',
    { answer: { status: 200, body: 'access_token=x', type: 'application/x-www-form-urlencoded' } },
    ['not-json'],
  ],
  ['JSON without a token', { answer: { status: 200, body: { ok: true } } }, ['token-missing']],
];

const bare = refused('invalid_client');
const refusals: readonly Row[] = [
  [
    'an assertion, without a word',
    { answer: bare },
    [
      'audience-endpoint-wanted',
      'client-unknown',
      'method-not-registered',
      'kid-mismatch',
      'client-not-active',
      'key-not-registered',
    ],
  ],
  [
    'the same in a framework’s words',
    { answer: { status: 401, body: { status: 401, error: 'Unauthorized', path: '/token' } } },
    [
      'audience-endpoint-wanted',
      'client-unknown',
      'method-not-registered',
      'kid-mismatch',
      'client-not-active',
      'key-not-registered',
    ],
  ],
  [
    'an empty 403',
    { answer: { status: 403 } },
    [
      'audience-endpoint-wanted',
      'client-unknown',
      'method-not-registered',
      'kid-mismatch',
      'address-list',
      'gateway-page',
      'client-not-active',
      'key-not-registered',
    ],
  ],
  [
    'with a key that signs since an hour',
    { payer: withNewKey, answer: bare },
    [
      'audience-endpoint-wanted',
      'client-unknown',
      'method-not-registered',
      'kid-mismatch',
      'client-not-active',
      'key-not-registered',
      'key-set-cached',
    ],
  ],
  [
    'the token endpoint as audience',
    { fields: { assertionAudience: 'token-endpoint' }, answer: bare },
    [
      'audience-issuer-wanted',
      'client-unknown',
      'method-not-registered',
      'kid-mismatch',
      'client-not-active',
      'key-not-registered',
    ],
  ],
  [
    'an audience spelt otherwise than the documents have it',
    { fields: { issuer: 'https://auth.northlake.example/p2p/' }, answer: bare },
    ['audience-spelling'],
  ],
  [
    'no list of algorithms, no Date, a long life, another type',
    {
      payer: listed('tokenEndpointAuthSigningAlgs', []),
      clock: null,
      fields: { assertionSeconds: '300', assertionType: 'none', assertionJku: 'https://us.example/jwks' },
      answer: bare,
    },
    [
      'algorithm-not-taken',
      'audience-endpoint-wanted',
      'life-too-long',
      'typ-refused',
      'header-refused',
      'client-unknown',
      'method-not-registered',
      'kid-mismatch',
      'clock-ahead',
      'clock-behind',
      'client-not-active',
      'key-not-registered',
      'key-set-unreachable',
    ],
  ],
  [
    'an algorithm that is not listed',
    { payer: listed('tokenEndpointAuthSigningAlgs', ['PS256', 'ES256']), answer: bare },
    ['algorithm-not-taken'],
  ],
  ['a clock ahead', { clock: 45, answer: bare }, ['clock-ahead']],
  ['a clock behind', { clock: -75, answer: bare }, ['clock-behind']],
  ['a subject of its own', { fields: { assertionClaims: '{"sub":"Patient/1"}' }, answer: bare }, ['subject-refused']],
  [
    'a method that is not offered',
    {
      payer: listed('tokenEndpointAuthMethods', ['client_secret_post']),
      fields: { authenticationMethod: 'private_key_jwt' },
      answer: bare,
    },
    ['method-not-registered'],
  ],
  [
    'a test address for production',
    { ref: 'northlake@prod', fields: { clientId: 'harbor-sandbox' }, answer: bare },
    ['client-other-environment'],
  ],
  [
    'a secret, without a word',
    { mode: 'CLIENT_SECRET_BASIC', answer: bare },
    ['client-unknown', 'method-not-registered', 'secret-wrong', 'client-not-active', 'secret-expired'],
  ],
  [
    'a secret that encodes otherwise',
    { mode: 'CLIENT_SECRET_BASIC', encodingMatters: true, answer: bare },
    [
      'basic-encoding',
      'client-unknown',
      'method-not-registered',
      'secret-wrong',
      'client-not-active',
      'secret-expired',
    ],
  ],
  [
    'a secret that encodes otherwise, and the request is wrong',
    { mode: 'CLIENT_SECRET_BASIC', encodingMatters: true, answer: refused('invalid_request') },
    ['basic-encoding'],
  ],
  [
    'a certificate, without a word',
    { payer: mtls, fields: { authenticationMethod: 'tls_client_auth' }, answer: bare },
    ['method-not-registered'],
  ],
  [
    'a certificate, where it is offered',
    {
      payer: (payer) => listed('tokenEndpointAuthMethods', ['tls_client_auth'])(mtls(payer)),
      fields: { authenticationMethod: 'tls_client_auth' },
      answer: bare,
    },
    ['client-unknown', 'client-not-active', 'tls-certificate-not-registered'],
  ],
  [
    'UDAP, without a word',
    { ...udap, answer: bare },
    [
      'audience-endpoint-wanted',
      'client-unknown',
      'method-not-registered',
      'kid-mismatch',
      'san-mismatch',
      'client-not-active',
      'key-not-registered',
      'certificate-not-trusted',
    ],
  ],
  [
    'UDAP with a certificate that ended',
    { ...udap, payer: withCertificate({ notAfter: '2026-12-01T00:00:00Z' }), answer: bare },
    ['certificate-expired'],
  ],
  [
    'UDAP with a certificate without a URI',
    { ...udap, payer: withCertificate({ uris: [] }), answer: bare },
    ['san-mismatch'],
  ],
  [
    'UDAP, a grant refused',
    { ...udap, answer: refused('invalid_grant') },
    [
      'audience-endpoint-wanted',
      'kid-mismatch',
      'san-mismatch',
      'b2b-extension-refused',
      'key-not-registered',
      'certificate-not-trusted',
    ],
  ],
  ['a client that may not', { answer: refused('unauthorized_client') }, ['grant-not-allowed']],
  [
    'a grant that is not known',
    { payer: listed('grantTypesSupported', []), answer: refused('unsupported_grant_type') },
    ['grant-unsupported'],
  ],
  [
    'a wrong request',
    { answer: refused('invalid_request') },
    ['audience-endpoint-wanted', 'kid-mismatch', 'key-not-registered', 'assertion-type-refused', 'parameter-missing'],
  ],
  ['no scope', { fields: { requestScopes: '' }, answer: refused('invalid_scope') }, ['scope-missing']],
  [
    'scopes of the other version',
    {
      payer: listed('scopesSupported', ['system/Patient.rs']),
      fields: { requestScopes: 'system/Patient.read' },
      answer: refused('invalid_scope'),
    },
    ['scope-version'],
  ],
  [
    'the other spelling of PDex',
    {
      payer: listed('scopesSupported', ['http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/bulk-member-match']),
      fields: { requestScopes: 'http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/BulkMemberMatch' },
      answer: refused('invalid_scope'),
    },
    ['pdex-scope-spelling'],
  ],
  [
    'openid, which is not listed',
    {
      payer: listed('scopesSupported', ['system/Patient.rs']),
      fields: { requestScopes: 'openid system/Patient.rs' },
      answer: refused('invalid_scope'),
    },
    ['openid-scope'],
  ],
  [
    'scopes of a person',
    { fields: { requestScopes: 'patient/Patient.rs' }, answer: refused('invalid_scope') },
    ['scope-for-a-person'],
  ],
  [
    'a scope that is not listed',
    {
      payer: listed('scopesSupported', ['system/Patient.rs']),
      fields: { requestScopes: 'system/Patient.rs system/Claim.rs' },
      answer: refused('invalid_scope'),
    },
    ['scope-not-registered'],
  ],
  [
    'scopes, and no list',
    {
      fields: {
        requestScopes: 'system/Patient.read http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/BulkMemberMatch',
      },
      answer: refused('invalid_scope'),
    },
    ['scope-version', 'pdex-scope-spelling', 'scope-not-registered'],
  ],
  ['DPoP', { answer: refused('use_dpop_nonce') }, ['dpop-wanted']],
  ['an error of nobody', { answer: refused('something_new') }, ['unexplained']],
];

const withTheToken: readonly Row[] = [
  ['no answer', called({ code: 'discovery/unknown-host', detail: 'ENOTFOUND' }), ['fhir-not-reached']],
  [
    'a token that is not believed',
    called({
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="fhir", error="invalid_token"' },
      issues: ['login'],
    }),
    ['token-refused-by-fhir'],
  ],
  ['401 without a word', called({ status: 401 }), ['token-refused-by-fhir', 'token-for-another-audience']],
  [
    'a token for others',
    called({
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="The audience is invalid"' },
    }),
    ['token-refused-by-fhir', 'token-for-another-audience'],
  ],
  [
    'too little scope',
    called({
      status: 403,
      headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="system/Patient.rs"' },
    }),
    ['permission-missing'],
  ],
  ['403 of FHIR', called({ status: 403, issues: ['forbidden'] }), ['permission-missing']],
  ['another base', called({ status: 404, body: '<html></html>' }), ['fhir-base-wrong']],
  ['403 with a page', called({ status: 403, body: '<html></html>' }), ['gateway-page']],
  ['a page', called({ status: 200, body: '<html></html>' }), ['fhir-base-wrong']],
  ['no such search', called({ status: 404, issues: ['not-supported'] }), ['search-not-offered']],
  ['too often', called({ status: 429 }), ['too-many-requests']],
  ['a server that falls over', called({ status: 500, issues: ['exception'] }), ['server-error']],
  ['a status of nobody', called({ status: 418 }), ['unexplained']],
];

const byTries: readonly Row[] = [
  [
    'the other audience was tried',
    { payer: tried({ assertionAudience: 'token-endpoint' }, 'refused'), answer: bare },
    ['client-unknown', 'method-not-registered', 'kid-mismatch', 'client-not-active', 'key-not-registered'],
  ],
  [
    'the other audience got a token',
    { payer: tried({ assertionAudience: 'token-endpoint' }, 'granted'), answer: bare },
    ['audience-endpoint-wanted'],
  ],
  [
    'the same settings got a token',
    { payer: tried({}, 'granted'), answer: bare },
    ['client-not-active', 'key-not-registered'],
  ],
];

const all = [...reaching, ...answering, ...refusals, ...withTheToken, ...byTries];

const known = [...causes, fallback];

const codesOf = ({ groups }: Diagnosis) => groups.map(({ causes: ones }) => ones.map(({ code }) => code));

test.each(all)('%s', async (_when, given, first) => {
  expect(codesOf(diagnose(await evidence(given)))[0]).toEqual(first.map((name) => `cause/${name}`));
});

test('laws of every diagnosis', async () => {
  for (const [when, given] of all) {
    const seen = await evidence(given);
    const { groups, ruledOut } = diagnose(seen);
    const likely = groups.flatMap(({ causes: ones }) => ones);

    const order = groups.map(({ strength }) => strengths.indexOf(strength));
    expect(order, when).toEqual([...new Set(order)].toSorted((one, other) => one - other));
    expect(
      groups.every(({ strength, causes: ones }) => ones.length > 0 && ones.every((one) => one.strength === strength)),
      when,
    ).toBe(true);

    // The cheapest to try first, and of equal ones the first of the table.
    const place = (code: string) => known.findIndex((one) => one.code === code);
    const cost = (code: string) => (known[place(code)]?.effort ?? 0) * known.length + place(code);
    for (const { causes: ones } of groups) {
      const costs = ones.map(({ code }) => cost(code));
      expect(costs, when).toEqual(costs.toSorted((one, other) => one - other));
    }

    const out = new Set(ruledOut.map(({ code }) => code));
    expect(
      likely.filter(({ code }) => out.has(code)),
      when,
    ).toEqual([]);
    expect(new Set(likely.map(({ code }) => code)).size, when).toBe(likely.length);

    expect(
      likely.filter(({ evidence: speaks }) => speaks.length === 0),
      when,
    ).toEqual([]);

    // Slots that were not filled, and what templates print of what is not there.
    const texts = likely.flatMap(({ says, hint, evidence: speaks, remedy }) => [
      says,
      hint,
      ...speaks,
      remedy?.says ?? '',
    ]);
    expect(
      [...texts, ...ruledOut.map(({ because }) => because)].filter((text) =>
        // A key’s own text may have these letters within.
        /\{\w+\}|(?<![\w-])(?:undefined|null|NaN)(?![\w-])|\[object/.test(text),
      ),
      when,
    ).toEqual([]);

    for (const { remedy } of likely) {
      if (remedy?.is === 'change') {
        expect(
          Object.keys(remedy.fields).filter((name) => !fieldNames.includes(name as FieldName)),
          when,
        ).toEqual([]);
        await askWith(given, remedy.fields);
        const after = changePayer(seen.payer, { fields: remedy.fields });
        expect(testedSettings(after), when).not.toEqual(testedSettings(seen.payer));
      }
      if (remedy?.is === 'go')
        expect(
          steps.map(({ id }) => id),
          when,
        ).toContain(remedy.step);
      if (remedy?.is === 'ask') expect(remedy.text, when).toContain('Client id: ');
    }
  }
});

test('a granted token without a call, or with one that went well, needs no diagnosis', async () => {
  const nothing = { groups: [], ruledOut: [] };
  expect(diagnose(await evidence({ answer: granted }))).toEqual(nothing);
  expect(
    diagnose(
      await evidence({
        answer: granted,
        nextCall: { status: 200, body: { resourceType: 'Bundle' }, type: 'application/fhir+json' },
      }),
    ),
  ).toEqual(nothing);
});

test('what was looked at and is not it', async () => {
  const { ruledOut } = diagnose(await evidence({ answer: bare }));
  expect(ruledOut.map(({ code, says }) => [code, says])).toEqual([
    ['cause/client-certificate-wanted', 'Client certificate'],
    ['cause/key-alg-mismatch', 'Algorithm of the key'],
    ['cause/algorithm-not-taken', 'Algorithm'],
    ['cause/clock-ahead', 'Clock'],
    ['cause/life-too-long', 'Life of the assertion'],
    ['cause/jti-replayed', 'Id of the assertion'],
    ['cause/subject-refused', 'Subject of the assertion'],
  ]);
});

test('what was tried already is said, and not proposed again', async () => {
  const { ruledOut } = diagnose(
    await evidence({ payer: tried({ assertionAudience: 'token-endpoint' }, 'refused'), answer: bare }),
  );
  expect(ruledOut.map(({ code }) => code)).toContain('cause/audience-endpoint-wanted');
});

test('a question holds what they need to look it up, and no secret', async () => {
  const seen = await evidence({
    answer: refused('invalid_client', 'The client_assertion signature is invalid.', {
      headers: { 'x-request-id': '5d1f09a2c7' },
    }),
  });
  const remedy = diagnose(seen).groups[0]?.causes[0]?.remedy;
  const text = remedy?.is === 'ask' ? remedy.text : '';
  const [key] = seen.payer.keys;
  for (const part of [
    'requesting-payer',
    '2027-01-01 00:00:00 UTC',
    'x-request-id: 5d1f09a2c7',
    key?.kid ?? '-',
    key?.thumbprint ?? '-',
    '"crv": "P-384"',
  ])
    expect(text).toContain(part);
  expect(text).not.toMatch(/"d":|PRIVATE/);
});

test('every cause is reached by a row here or a text', async () => {
  const { rows } = await import('./texts.rows.ts');
  const reached = new Set<string>();
  for (const [, given] of [...all, ...rows])
    for (const code of codesOf(diagnose(await evidence(given))).flat()) reached.add(code);
  expect([...causes, fallback].map(({ code }) => code).filter((code) => !reached.has(code))).toEqual([]);
});

test('codes are told apart, and there are enough', () => {
  const codes = [...causes, fallback].map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.length).toBeGreaterThan(75);
  expect(codes.filter((code) => !/^cause\/[a-z0-9-]+$/.test(code))).toEqual([]);
});
