/** @file Payers as they look at several stages, for the window's tests and pictures. All of it is public or made up. */
import type { Discovery } from '#core/domain/discovery/finding.ts';
import { applyDiscovery, typeField } from '#core/domain/payer/edit.ts';
import type { FieldName } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { newPayer } from '#core/domain/payer/payer.ts';
import { propose } from '#core/domain/payer/proposals.ts';
import type { Plan } from '#core/domain/push/plan-types.ts';
import type { Target } from '#core/domain/push/target.ts';
import { sampleKey } from './sample-keys.ts';

export const sampleTime = '2026-11-23T10:31:00.000Z';

const base = 'https://auth.northlake.example';
const fhir = 'https://fhir.northlake.example';

export const northlakeDiscovery: Discovery = {
  ok: false,
  understoodAs: 'issuer',
  documents: [
    document('openid-configuration', `${base}/p2p/.well-known/openid-configuration`, 'a', 3100),
    document('jwks', `${base}/p2p/oauth/jwks`, 'b', 1900),
    document('smart-configuration', `${fhir}/r4/.well-known/smart-configuration`, 'c', 1400),
    document('capability-statement', `${fhir}/r4/metadata`, 'd', 61_000),
  ],
  asked: [
    asked('openid-configuration', `${base}/p2p/.well-known/openid-configuration`, 'read', 200, 214, 3100),
    asked('jwks', `${base}/p2p/oauth/jwks`, 'read', 200, 96, 1900),
    asked('oauth-authorization-server', `${base}/.well-known/oauth-authorization-server/p2p`, 'absent', 404, 88, 0),
    asked('smart-configuration', `${fhir}/r4/.well-known/smart-configuration`, 'read', 200, 301, 1400),
    asked('capability-statement', `${fhir}/r4/metadata`, 'read', 200, 488, 61_000),
    asked('udap', `${fhir}/r4/.well-known/udap`, 'absent', 404, 91, 0),
  ],
  fields: {
    issuer: { value: `${base}/p2p/`, from: ['openid-configuration'] },
    authorizationEndpoint: {
      value: `${base}/p2p/oauth/authorize`,
      from: ['openid-configuration', 'smart-configuration'],
    },
    tokenEndpoint: { value: `${base}/p2p/oauth/token`, from: ['openid-configuration'] },
    userInfoEndpoint: { value: `${base}/p2p/oauth/userinfo`, from: ['openid-configuration'] },
    jwksEndpoint: { value: `${base}/p2p/oauth/jwks`, from: ['openid-configuration'] },
    fhirBaseUrl: { value: `${fhir}/r4`, from: ['smart-configuration'] },
    scopesSupported: { value: ['openid', 'cdr_all_user_authorities', 'system/*.read'], from: ['openid-configuration'] },
    tokenEndpointAuthMethods: { value: ['private_key_jwt', 'client_secret_basic'], from: ['openid-configuration'] },
  },
  findings: [
    {
      code: 'token-endpoint/documents-differ',
      severity: 'error',
      member: 'token_endpoint',
      says: 'Token Endpoints differ between the OIDC and the SMART document.',
      hint: 'The SMART document names host auth-int, which the issuer does not name. Ask the Source Payer which one is right.',
      rule: 'SMART App Launch 2.2',
      gate: 'confirm',
      compared: { expected: `${base}/p2p/oauth/token`, told: 'https://auth-int.northlake.example/p2p/oauth/token' },
    },
    {
      code: 'issuer/differs-by-slash',
      severity: 'warning',
      member: 'issuer',
      says: 'Issuer differs by a slash.',
      hint: 'Smile CDR ignores the slash; the token server may not. Keep the document’s spelling.',
      rule: 'OIDC Discovery §4.3',
      gate: 'open',
    },
    {
      code: 'token-auth/signing-algs-missing',
      severity: 'warning',
      member: 'token_endpoint_auth_signing_alg_values_supported',
      says: 'No signing algorithms are listed.',
      hint: 'RS384 will be used until you choose another in Client.',
      rule: 'RFC 8414 §2',
      gate: 'open',
    },
    {
      code: 'udap/not-published',
      severity: 'info',
      member: `${fhir}/r4/.well-known/udap`,
      says: 'No UDAP document is published.',
      hint: 'Nothing to do.',
      rule: '',
      gate: 'open',
    },
  ],
};

function document(kind: Discovery['documents'][number]['kind'], retrievedFrom: string, digit: string, bytes: number) {
  return { kind, retrievedFrom, sha256: digit.repeat(64), bytes, etag: '', retrievedAt: sampleTime };
}

function asked(
  kind: Discovery['asked'][number]['kind'],
  address: string,
  outcome: string,
  status: number,
  milliseconds: number,
  bytes: number,
) {
  return { kind, address, outcome, status, milliseconds, bytes };
}

export function fresh(ref = 'bluestem@test', name = 'Bluestem Health Partners'): Payer {
  return propose(newPayer({ ref, name, now: sampleTime }));
}

export function discovered(payer: Payer = fresh('northlake@production', 'Northlake Mutual')): Payer {
  return { ...applyDiscovery(payer, northlakeDiscovery), address: `${base}/p2p` };
}

export function typed(payer: Payer, values: Partial<Record<FieldName, string>>): Payer {
  return (Object.entries(values) as [FieldName, string][]).reduce(
    (sum, [name, value]) => typeField(sum, name, value),
    payer,
  );
}

/** Every answer is given; nothing was tested yet. */
export function complete(payer: Payer = discovered()): Payer {
  const answered = typed(payer, { clientId: 'hrhp-p2p-prod', nodeId: 'Master', moduleId: 'smart_inbound' });
  return { ...answered, keys: [sampleKey], lastStep: 'test' };
}

export const targets: Target[] = [
  {
    version: 1,
    name: 'cdr-test-east',
    baseUrl: 'https://cdr-test.example:9000/',
    production: false,
    username: 'p2p-push',
    label: 'UAT, region east',
    authorities: [],
    proxy: 'system',
    clientKey: null,
    keystoreReference: '',
    learnt: null,
    revision: 1,
  },
  {
    version: 1,
    name: 'cdr-prod-east',
    baseUrl: 'https://cdr.example:9000/json-admin/',
    production: true,
    username: 'p2p-push',
    label: '',
    authorities: [],
    proxy: 'system',
    clientKey: null,
    keystoreReference: '',
    learnt: null,
    revision: 1,
  },
];

export function planFor(ref: string, target: string): Plan {
  const place = {
    payer: ref,
    name: 'northlake-p2p',
    nodeId: 'Master',
    moduleId: 'smart_inbound',
    issuer: `${base}/p2p/`,
  };
  return {
    target,
    readAt: '2026-11-23T12:03:00.000Z',
    keystoreReference: '',
    byHand: [
      { payer: ref, code: 'push/keystore-left', says: 'It signs with a key.', hint: 'In the console: choose it.' },
    ],
    steps: [
      {
        does: 'update',
        ...place,
        pid: 417,
        changes: [
          {
            key: 'federationTokenUrl',
            label: 'Token Endpoint',
            state: 'different',
            now: `${base}/oauth2/v1/token`,
            planned: `${base}/p2p/oauth/token`,
          },
          {
            key: 'federationRequestScopes',
            label: 'Request Scopes',
            state: 'different',
            now: 'openid profile',
            planned: 'openid cdr_all_user_authorities',
          },
          {
            key: 'federationAuthScriptText',
            label: 'Authorization Script',
            state: 'different',
            now: 'a\nb\n',
            planned: 'a\nc\nd\n',
          },
          {
            key: 'tokenIntrospectionClientSecret',
            label: 'Client secret',
            state: 'secret-not-told',
            now: null,
            planned: null,
          },
        ],
        keptKeys: ['federationUserInfoHeaders', 'notes'],
      },
    ],
  };
}
