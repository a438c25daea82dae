/** @file What the rules are tried on: a good document of each kind, and how each case differs from it. */
import type { DocumentKind } from '#core/domain/discovery/finding.ts';
import type { ReadDocument } from '#core/domain/discovery/read-document.ts';
import type { JsonObject } from '#core/domain/json/read-json.ts';

export const issuer = 'https://auth.northlake.example/p2p';
export const base = 'https://fhir.northlake.example/r4';
export const readAt = '2027-01-01T00:00:00.000Z';

const oidc: JsonObject = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  grant_types_supported: ['client_credentials'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384'],
};

const smart: JsonObject = {
  issuer,
  token_endpoint: `${issuer}/token`,
  grant_types_supported: ['client_credentials'],
  capabilities: ['permission-v2'],
  code_challenge_methods_supported: ['S256'],
};

const udap: JsonObject = {
  udap_versions_supported: ['1'],
  udap_profiles_supported: ['udap_dcr', 'udap_authn', 'udap_authz'],
  udap_authorization_extensions_supported: ['hl7-b2b'],
  udap_authorization_extensions_required: ['hl7-b2b'],
  udap_certifications_supported: [],
  grant_types_supported: ['client_credentials'],
  scopes_supported: ['system/Patient.read'],
  token_endpoint: `${issuer}/token`,
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS256'],
  registration_endpoint: `${issuer}/register`,
  registration_endpoint_jwt_signing_alg_values_supported: ['RS256'],
  signed_metadata: 'e30.e30.e30',
};

/** The base point of P-256 (FIPS 186-4 §D.1.2.3): a key like any other, but for its secret, which is 1. */
export const point = {
  x: 'axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY',
  y: 'T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU',
};
const key: JsonObject = { kty: 'EC', crv: 'P-256', ...point, kid: 'a', alg: 'ES256', use: 'sig' };

const good: Readonly<Partial<Record<DocumentKind, { readonly json: JsonObject; readonly at: string }>>> = {
  'openid-configuration': { json: oidc, at: `${issuer}/.well-known/openid-configuration` },
  'oauth-authorization-server': {
    json: oidc,
    at: 'https://auth.northlake.example/.well-known/oauth-authorization-server/p2p',
  },
  'smart-configuration': { json: smart, at: `${base}/.well-known/smart-configuration` },
  udap: { json: udap, at: `${base}/.well-known/udap` },
  'capability-statement': {
    json: {
      resourceType: 'CapabilityStatement',
      rest: [{ security: { service: [smartCoding()], extension: [oauthUris()] } }],
    },
    at: `${base}/metadata`,
  },
  'oauth-protected-resource': {
    json: { resource: base, authorization_servers: [issuer] },
    at: 'https://fhir.northlake.example/.well-known/oauth-protected-resource/r4',
  },
  jwks: { json: { keys: [key] }, at: `${issuer}/jwks` },
  unknown: { json: { a: 1 }, at: '' },
};

export function smartCoding(system = 'http://terminology.hl7.org/CodeSystem/restful-security-service'): JsonObject {
  return { coding: [{ system, code: 'SMART-on-FHIR' }] };
}

export function oauthUris(url = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris'): JsonObject {
  return { url, extension: [{ url: 'token', valueUri: `${issuer}/token` }] };
}

/** A document like the good one of its kind, but for these members. undefined takes one out. */
export function documentOf(
  kind: DocumentKind,
  change: JsonObject = {},
  more: Partial<ReadDocument> = {},
): ReadDocument {
  const { json = {}, at = '' } = good[kind] ?? {};
  return { kind, retrievedFrom: at, readAt, json: { ...json, ...change }, ...more };
}

export function keySet(change: JsonObject, ...others: JsonObject[]): ReadDocument {
  return documentOf('jwks', { keys: [{ ...key, ...change }, ...others] });
}

export const goodKey = key;

/** A name for a person, what is judged, and the codes that come of it, in order. */
export type Case = readonly [name: string, document: ReadDocument, codes: readonly string[]];
