/** @file The steps as the window shows them. What each owns, and when it is done, is the core's. */
import type { FieldName } from '#core/domain/payer/fields.ts';
import { fields } from '#core/domain/payer/fields.ts';
import { steps } from '#core/domain/payer/progress.ts';
import type { StepId } from '#core/domain/payer/progress.ts';

/** Steps that need the width: findings and help start folded. */
const wide = new Set<StepId>(['definition', 'deliver']);

export function startsFolded(id: StepId): boolean {
  return wide.has(id);
}

/** The step that has the editor of a field. */
export function ownerOf(name: FieldName): StepId {
  return steps.find(({ owns }) => (owns as readonly FieldName[]).includes(name))?.id ?? 'discover';
}

export function isStep(id: string): id is StepId {
  return steps.some((step) => step.id === id);
}

/** Where something is mended: its name there, its step, and the element that takes the focus. */
export interface Place {
  readonly label: string;
  readonly step: StepId;
  readonly element: string;
}

/** What a problem can sit at beside the fields. */
const otherPlaces: Readonly<Record<string, Place>> = {
  keys: { label: 'Keys', step: 'keys', element: 'h-get' },
  clientKey: { label: 'Client certificate', step: 'discover', element: 'client-key' },
  clientSecret: { label: 'Client secret', step: 'client', element: 'client-secret' },
};

export function placeOf(at: string): Place | undefined {
  if (at in fields) {
    const name = at as FieldName;
    return { label: fields[name].label, step: ownerOf(name), element: `field-${name}` };
  }
  return otherPlaces[at];
}

/** The step before (-1) or after (+1); undefined at the ends. */
export function neighbour(id: StepId, direction: -1 | 1): (typeof steps)[number] | undefined {
  const index = steps.findIndex((step) => step.id === id) + direction;
  return index < 0 ? undefined : steps[index];
}

/** Members of documents under which findings are filed, and the fields that they fill. */
const fieldsOfMembers: Readonly<Record<string, FieldName>> = {
  issuer: 'issuer',
  authorization_endpoint: 'authorizationEndpoint',
  token_endpoint: 'tokenEndpoint',
  userinfo_endpoint: 'userInfoEndpoint',
  jwks_uri: 'jwksEndpoint',
  introspection_endpoint: 'introspectionEndpoint',
  revocation_endpoint: 'revocationEndpoint',
  registration_endpoint: 'registrationEndpoint',
  mtls_endpoint_aliases: 'mtlsTokenEndpoint',
  token_endpoint_auth_methods_supported: 'clientAuthenticationMode',
  token_endpoint_auth_signing_alg_values_supported: 'assertionAlgorithm',
  scopes_supported: 'requestScopes',
  response_types_supported: 'responseType',
  fhir_base: 'fhirBaseUrl',
};

/** The field that a member of a document fills; a field's own name stands for itself. */
export function fieldOfMember(member: string): FieldName | undefined {
  return fieldsOfMembers[member] ?? (Object.hasOwn(fields, member) ? (member as FieldName) : undefined);
}
