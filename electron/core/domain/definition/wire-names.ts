/**
 * @file The Admin API's name of each member, and how sure we are of it. [Note: How sure we are] Only part of the vendor's
 * field table can be read; the rest was seen in public code that runs against a real Smile CDR, or follows from labels.
 * The review step shows the confidence, and a push reports each key that the server did not keep.
 */
import type { ServerDefinition } from './server-definition.ts';

export const confidences = ['documented', 'seen-in-public-code', 'inferred', 'tutorial-only'] as const;
export type Confidence = (typeof confidences)[number];

export interface WireName {
  readonly key: string;
  readonly label: string;
  readonly confidence: Confidence;
  /** Section of the notes on Smile CDR that the confidence rests on. */
  readonly source: string;
}

/** Members that are one string on the wire, in the order in which they are written. */
export const wireNames = {
  nodeId: { key: 'nodeId', label: 'Node', confidence: 'documented', source: '§2.3' },
  moduleId: { key: 'moduleId', label: 'Module', confidence: 'documented', source: '§2.3' },
  name: { key: 'name', label: 'Server Name', confidence: 'documented', source: '§2.3' },
  issuer: { key: 'issuer', label: 'Issuer', confidence: 'documented', source: '§2.3' },
  clientId: {
    key: 'tokenIntrospectionClientId',
    label: 'Client Id',
    confidence: 'seen-in-public-code',
    source: '§2.3',
  },
  clientAuthenticationMode: {
    key: 'clientAuthenticationMode',
    label: 'Client Authentication Mode',
    confidence: 'tutorial-only',
    source: '§2.4',
  },
  requestScopes: {
    key: 'federationRequestScopes',
    label: 'Request Scopes',
    confidence: 'seen-in-public-code',
    source: '§2.3',
  },
  authorizationEndpoint: {
    key: 'federationAuthorizationUrl',
    label: 'Authorization Endpoint',
    confidence: 'seen-in-public-code',
    source: '§2.3',
  },
  tokenEndpoint: {
    key: 'federationTokenUrl',
    label: 'Token Endpoint',
    confidence: 'seen-in-public-code',
    source: '§2.3',
  },
  userInfoEndpoint: {
    key: 'federationUserInfoUrl',
    label: 'UserInfo Endpoint',
    confidence: 'seen-in-public-code',
    source: '§2.3',
  },
  jwksEndpoint: {
    key: 'federationJwkSetUrl',
    label: 'JWKS Endpoint',
    confidence: 'seen-in-public-code',
    source: '§2.3',
  },
  fhirBaseUrl: { key: 'fhirEndpointUrl', label: 'FHIR Base URL', confidence: 'inferred', source: '§2.4' },
  responseType: { key: 'responseType', label: 'Response Type', confidence: 'inferred', source: '§2.4' },
  organizationId: { key: 'organizationId', label: 'Organization ID', confidence: 'inferred', source: '§2.4' },
  customTokenParameters: {
    key: 'customTokenParams',
    label: 'Custom Token Parameters',
    confidence: 'inferred',
    source: '§2.4',
  },
  authorizationScript: {
    key: 'federationAuthScriptText',
    label: 'Authorization Script',
    confidence: 'seen-in-public-code',
    source: '§2.3',
  },
  userMappingScript: {
    key: 'federationUserMappingScriptText',
    label: 'User Mapping Script',
    confidence: 'seen-in-public-code',
    source: '§2.3',
  },
} as const satisfies Partial<Record<keyof ServerDefinition, WireName>>;

export type WireMember = keyof typeof wireNames;

export const wireMembers = Object.keys(wireNames) as WireMember[];

/** Write-only: Smile CDR never returns it (smile-cdr §2.1). */
export const secretKey = 'tokenIntrospectionClientSecret';
