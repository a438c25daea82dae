/** @file Reports of live tests as the window gets them: the drawn case, in which the audience was refused, and a grant. Made up. */
import type { Diagnosis } from '#core/domain/diagnosis/diagnosis.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import type { ProbeReport } from '#core/domain/token/probe-report.ts';
import type { SignInReport } from '#core/domain/token/sign-in-report.ts';
import type { RedactedAnswer, Stage, TokenReport, Try } from '#core/domain/token/report.ts';
import { testedSettings } from '#core/domain/token/settings.ts';
import { sampleKey } from './sample-keys.ts';

export const testedAt = '2026-11-23T11:42:07.000Z';

/** As they were seen until the answer came. */
export const wireStages: Stage[] = [
  { name: 'settings', state: 'done', milliseconds: 0, says: 'Complete and confirmed.' },
  { name: 'dns', state: 'done', milliseconds: 12, says: '203.0.113.24' },
  { name: 'tcp', state: 'done', milliseconds: 31, says: 'port 443, no proxy' },
  { name: 'tls', state: 'done', milliseconds: 88, says: 'TLSv1.3, trusted' },
  { name: 'request', state: 'done', milliseconds: 3, says: 'POST, 1,214 bytes' },
];

const tls: TokenReport['tls'] = {
  version: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  trusted: true,
  why: '',
  certificateOffered: false,
  chain: [
    certificate('CN=auth.northlake.example', 'CN=Example Issuing CA 2', '2027-02-10T00:00:00.000Z', '4'),
    certificate('CN=Example Issuing CA 2', 'CN=Example Root', '2031-01-01T00:00:00.000Z', '5'),
  ],
};

function certificate(subject: string, issuer: string, notAfter: string, digit: string) {
  return { subject, issuer, notBefore: '2026-01-01T00:00:00.000Z', notAfter, sha256: digit.repeat(64) };
}

export const refusedBody =
  '{"error":"invalid_client","error_description":"client assertion: audience mismatch","trace":"5d1f09a2c7"}';

function answered(status: number, body: string): RedactedAnswer {
  return {
    status,
    contentType: 'application/json',
    members: Object.keys(JSON.parse(body) as object),
    headers: {
      'content-type': 'application/json',
      date: 'Mon, 23 Nov 2026 11:42:06 GMT',
      'www-authenticate': 'Bearer',
      'x-request-id': '5d1f09a2c7',
    },
    body,
    bytes: body.length,
  };
}

export function audienceDiagnosis(payer: Payer): Diagnosis {
  return {
    groups: [
      {
        strength: 'told',
        causes: [
          {
            code: 'cause/audience-issuer-wanted',
            says: 'Another audience is wanted: the issuer.',
            hint: 'Send the issuer as the audience.',
            strength: 'told',
            signs: ['aud'],
            evidence: [
              'The answer says “client assertion: audience mismatch”.',
              'The Token Endpoint was sent; servers that follow RFC 10070 accept only their issuer.',
            ],
            remedy: { is: 'change', says: 'Send the issuer and test again', fields: { assertionAudience: 'issuer' } },
          },
        ],
      },
      {
        strength: 'possible',
        causes: [
          {
            code: 'cause/key-not-registered',
            says: 'The key is not loaded there yet.',
            hint: 'Ask whether the key set that you sent is in place.',
            strength: 'possible',
            signs: ['kid'],
            evidence: ['Nobody has confirmed it.'],
            remedy: {
              is: 'ask',
              says: 'Copy a question for the Source Payer',
              text: `Is the key ${sampleKey.kid} loaded?`,
            },
          },
          {
            code: 'cause/client-unknown',
            says: 'The client id is not known there.',
            hint: 'Compare it with what the Source Payer wrote.',
            strength: 'possible',
            signs: ['iss', 'client_id'],
            evidence: [`Sent: ${valueOf(payer, 'clientId')}.`],
            remedy: { is: 'go', says: 'Look at it in Client', step: 'client' },
          },
        ],
      },
    ],
    ruledOut: [
      { code: 'cause/clock-ahead', says: 'Clock', because: '1 s apart, 60 s allowed.' },
      { code: 'cause/tls-unknown-authority', says: 'TLS', because: 'the chain is trusted.' },
    ],
  };
}

export function refusal(payer: Payer): TokenReport {
  const endpoint = valueOf(payer, 'tokenEndpoint');
  const clientId = valueOf(payer, 'clientId');
  const aud = valueOf(payer, 'assertionAudience') === 'issuer' ? valueOf(payer, 'issuer') : endpoint;
  return {
    at: testedAt,
    outcome: 'refused',
    settings: testedSettings(payer),
    endpoint,
    stages: [
      ...wireStages,
      { name: 'answer', state: 'failed', milliseconds: 846, says: 'JSON, 102 bytes' },
      { name: 'checks', state: 'not-reached', milliseconds: 0, says: 'no token' },
    ],
    sent: {
      authorization: '',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      form: {
        grant_type: 'client_credentials',
        scope: 'openid cdr_all_user_authorities',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: '••••••••',
      },
      assertion: {
        header: { alg: 'RS384', typ: 'JWT', kid: sampleKey.kid },
        claims: {
          iss: clientId,
          sub: clientId,
          aud,
          jti: '4f0c2b1e-8a77-4d1b-9c0e-77d2a0b1c2d3',
          iat: 1_795_434_127,
          exp: 1_795_434_187,
        },
      },
    },
    answer: answered(401, refusedBody),
    granted: null,
    tls,
    checks: [],
    nextCall: null,
    diagnosis: audienceDiagnosis(payer),
    refusal: { error: 'invalid_client', description: 'client assertion: audience mismatch', uri: '' },
    remarks: [
      {
        code: 'token/other-than-smile-cdr',
        severity: 'info',
        says: 'This is not how Smile CDR asks.',
        hint: 'Smile CDR sends the secret in a header; this test sent an assertion.',
      },
    ],
    clockDifferenceSeconds: 1,
  };
}

export function grant(payer: Payer): TokenReport {
  const refused = refusal(payer);
  const body =
    '{"access_token":"••••••••","token_type":"Bearer","expires_in":300,"scope":"openid cdr_all_user_authorities"}';
  return {
    ...refused,
    outcome: 'granted',
    stages: [
      ...wireStages,
      { name: 'answer', state: 'done', milliseconds: 402, says: 'JSON, 110 bytes' },
      { name: 'checks', state: 'done', milliseconds: 4, says: '' },
      { name: 'next-call', state: 'done', milliseconds: 211, says: '200' },
    ],
    answer: answered(200, body),
    granted: {
      tokenType: 'Bearer',
      expiresInSeconds: 300,
      scopes: ['openid', 'cdr_all_user_authorities'],
      missingScopes: [],
      form: 'opaque',
    },
    refusal: null,
    checks: [
      { code: 'token/type', is: 'good', says: 'The token is a Bearer token.', hint: '' },
      {
        code: 'token/no-expiry',
        is: 'warning',
        says: 'The answer does not say how long the token lives.',
        hint: 'Ask the Source Payer.',
      },
      { code: 'token/opaque', is: 'unknown', says: 'The token is opaque: nothing of it can be read.', hint: '' },
    ],
    nextCall: {
      is: 'good',
      address: `${valueOf(payer, 'fhirBaseUrl')}/Patient?_summary=count`,
      status: 200,
      headers: { 'content-type': 'application/fhir+json' },
      issueCodes: [],
      code: '',
      says: 'The FHIR base took the token.',
      hint: '',
    },
    diagnosis: null,
    remarks: [],
  };
}

/** The line that a run adds to the log. */
export function tryOf({ at, outcome, settings, refusal }: TokenReport, remedyOf: string): Try {
  return { at, outcome, says: refusal?.error ?? '', settings, remedyOf };
}

/** Two runs that were refused, in the log: the second with another client id. */
export function triesBefore(payer: Payer): [Try, Try] {
  const settings = testedSettings(payer);
  const refused = { outcome: 'refused', says: 'invalid_client', remedyOf: '' } as const;
  return [
    { ...refused, at: '2026-11-23T11:30:00.000Z', settings: { ...settings, clientId: 'hrhp-p2p' } },
    { ...refused, at: testedAt, settings },
  ];
}

export const probes: ProbeReport = {
  at: testedAt,
  endpoint: 'https://auth.northlake.example/p2p/oauth/token',
  plain: { is: 'refused', status: 401, error: 'invalid_client' },
  results: [
    probe('wrong-audience', 'refused-well', 401, 'invalid_client', ''),
    probe('expired', 'taken', 200, '', 'An assertion that had expired was taken.'),
  ],
};

function probe(
  name: ProbeReport['results'][number]['name'],
  is: ProbeReport['results'][number]['is'],
  status: number,
  error: string,
  says: string,
) {
  return { name, is, status, error, expected: '400 or 401, invalid_client', says, hint: '' };
}

export const signIn: SignInReport = {
  at: testedAt,
  outcome: 'refused',
  authorizationEndpoint: 'https://auth.northlake.example/p2p/oauth/authorize',
  redirectUri: 'http://127.0.0.1:8400/callback',
  scopes: ['openid'],
  granted: null,
  refusal: { by: 'authorization-endpoint', error: 'access_denied', description: 'The person said <b>no</b>.' },
  says: 'The payer refused the sign-in: access_denied.',
  checks: [
    {
      code: 'sign-in/proves-less',
      is: 'unknown',
      says: 'This proves that a person can sign in with a browser.',
      hint: 'It proves nothing of payer-to-payer exchange.',
    },
  ],
};
