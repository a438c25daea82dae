/** @file What each member is called, and how two values of it are compared. */
import type { ServerDefinition } from '../definition/server-definition.ts';
import { fields } from '../payer/fields.ts';

export type Member = keyof ServerDefinition;

export const memberLabels: Readonly<Record<Member, string>> = {
  nodeId: fields.nodeId.label,
  moduleId: fields.moduleId.label,
  name: fields.serverName.label,
  issuer: fields.issuer.label,
  authorizationEndpoint: fields.authorizationEndpoint.label,
  tokenEndpoint: fields.tokenEndpoint.label,
  userInfoEndpoint: fields.userInfoEndpoint.label,
  jwksEndpoint: fields.jwksEndpoint.label,
  introspectionEndpoint: fields.introspectionEndpoint.label,
  revocationEndpoint: fields.revocationEndpoint.label,
  registrationEndpoint: fields.registrationEndpoint.label,
  clientAuthenticationMode: fields.clientAuthenticationMode.label,
  clientId: fields.clientId.label,
  requestScopes: fields.requestScopes.label,
  fhirBaseUrl: fields.fhirBaseUrl.label,
  responseType: fields.responseType.label,
  organizationId: fields.organizationId.label,
  customTokenParameters: fields.customTokenParameters.label,
  grantTypes: fields.grantTypes.label,
  supportedScopes: fields.supportedScopes.label,
  authorizationScript: fields.authorizationScript.label,
  userMappingScript: fields.userMappingScript.label,
  signingKeyId: 'Signing Key',
};

/** In the order in which they are shown. */
export const memberNames = Object.keys(memberLabels) as Member[];

export const sets: ReadonlySet<Member> = new Set(['requestScopes', 'grantTypes', 'supportedScopes']);
export const scripts: ReadonlySet<Member> = new Set(['authorizationScript', 'userMappingScript']);

/** RFC 6749 §3.3: scopes are separated by spaces, and their order does not matter. */
export function entriesOf(value: string | readonly string[]): string[] {
  return typeof value === 'string' ? value.split(/\s+/).filter((entry) => entry !== '') : [...value];
}
