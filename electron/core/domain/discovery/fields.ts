/** @file What the documents give: each field with the documents it stands in. */
import type { Discovery, DocumentKind, FoundField, FoundFieldName } from './finding.ts';
import { oauthUris } from './capability-statement.ts';
import type { ReadDocument } from './read-document.ts';
import { isObject, listOf, textOf } from './read-document.ts';
import { isRejected } from './rules/signed-metadata.ts';
import { valuesOf } from './signed-values.ts';
import { belongsToFhirBase, readPlace } from './well-known.ts';

const textMembers: Readonly<Partial<Record<FoundFieldName, string>>> = {
  issuer: 'issuer',
  authorizationEndpoint: 'authorization_endpoint',
  tokenEndpoint: 'token_endpoint',
  userInfoEndpoint: 'userinfo_endpoint',
  jwksEndpoint: 'jwks_uri',
  introspectionEndpoint: 'introspection_endpoint',
  revocationEndpoint: 'revocation_endpoint',
  registrationEndpoint: 'registration_endpoint',
  mtlsTokenEndpoint: 'mtls_endpoint_aliases',
};

const listMembers: Readonly<Partial<Record<FoundFieldName, string>>> = {
  scopesSupported: 'scopes_supported',
  grantTypesSupported: 'grant_types_supported',
  responseTypesSupported: 'response_types_supported',
  tokenEndpointAuthMethods: 'token_endpoint_auth_methods_supported',
  tokenEndpointAuthSigningAlgs: 'token_endpoint_auth_signing_alg_values_supported',
};

/** Who is believed first where documents differ; that they differ is a finding. Those not named give no fields. */
const order: readonly DocumentKind[] = [
  'openid-configuration',
  'oauth-authorization-server',
  'smart-configuration',
  'udap',
  'capability-statement',
];

/** The member names of documents, for findings and fields alike. */
export const fieldMembers: Readonly<Partial<Record<FoundFieldName, string>>> = { ...textMembers, ...listMembers };

/** The endpoints among the fields. */
export const endpointNames = [
  'tokenEndpoint',
  'authorizationEndpoint',
  'userInfoEndpoint',
  'jwksEndpoint',
  'introspectionEndpoint',
  'revocationEndpoint',
  'registrationEndpoint',
  'mtlsTokenEndpoint',
] as const satisfies readonly FoundFieldName[];

/** A UDAP document whose signed metadata is not good gives no field; where it is good, signed values come before plain ones. */
export function fieldsOf(all: readonly ReadDocument[], fhirBase: string): Discovery['fields'] {
  const documents = all.filter((document) => !isRejected(document));
  const sorted = order.flatMap((kind) => documents.filter((document) => document.kind === kind));
  const fields: Partial<Record<FoundFieldName, FoundField>> = {};
  for (const [name, member] of Object.entries(textMembers) as [FoundFieldName, string][])
    put(
      name,
      sorted.map((document) => ({ kind: document.kind, value: usable(addressOf(document, member)) })),
    );
  for (const [name, member] of Object.entries(listMembers) as [FoundFieldName, string][])
    put(
      name,
      sorted.map((document) => ({ kind: document.kind, value: listOf(valuesOf(document), member) ?? [] })),
    );
  put('fhirBaseUrl', fhirBases(documents, fhirBase));
  return fields;

  function put(
    name: FoundFieldName,
    given: readonly { kind: DocumentKind; value: string | readonly string[] }[],
  ): void {
    const known = given.filter(({ value }) => value.length > 0);
    const first = known[0];
    if (first === undefined) return;
    const same = known.filter(
      (given) => given === first || JSON.stringify(given.value) === JSON.stringify(first.value),
    );
    const { value } = first;
    fields[name] = {
      value: typeof value === 'string' ? value : [...value],
      from: [...new Set(same.map(({ kind }) => kind))],
    };
  }
}

/**
 * The address that would be used: the signed one where one is signed, and none of a document that is rejected.
 * Relative addresses are resolved: against the FHIR base, as SMART App Launch 2.2 asks of clients, elsewhere against the
 * place of the document. That it was done is a finding.
 */
export function addressOf(document: ReadDocument, member: string): string {
  const known = resolved.get(document) ?? new Map<string, string>();
  resolved.set(document, known);
  const address = known.get(member) ?? resolve(document, member);
  known.set(member, address);
  return address;
}

/** Twenty rules ask for the same seven addresses. */
const resolved = new WeakMap<ReadDocument, Map<string, string>>();

function resolve(document: ReadDocument, member: string): string {
  if (isRejected(document)) return '';
  const { kind, retrievedFrom, fhirBase = '' } = document;
  const value = statedAddress(document, member);
  if (value === '' || member === 'issuer' || URL.canParse(value)) return value;
  const belongs = belongsToFhirBase(kind);
  // “token” alone may be anything, but for SMART, which knows relative addresses.
  const isRelative = kind === 'smart-configuration' ? !/[\s:]/.test(value) : value.startsWith('/');
  if (!isRelative) return value;
  const base = belongs ? `${readPlace(retrievedFrom)?.of ?? fhirBase}/` : retrievedFrom;
  return URL.canParse(value, base) ? new URL(value, base).href : value;
}

/** As it is spelt in the document, or in what is signed. */
export function statedAddress(document: ReadDocument, member: string): string {
  if (member === 'mtls_endpoint_aliases') return statedAlias(document);
  const isStatement = document.kind === 'capability-statement';
  return textOf(isStatement ? oauthUris(document.json) : valuesOf(document), member);
}

/** RFC 8705 §5. UDAP knows none: what stands beside its signed values is nobody's word. */
function statedAlias({ kind, json }: ReadDocument): string {
  const aliases = json['mtls_endpoint_aliases'];
  return kind === 'udap' || !isObject(aliases) ? '' : textOf(aliases, 'token_endpoint');
}

/** What holds a password or a place to fill in is no address to offer; that it stood there is a finding. */
function usable(address: string): string {
  if (!URL.canParse(address)) return address;
  const { username, password } = new URL(address);
  return username === '' && password === '' ? address : '';
}

function fhirBases(documents: readonly ReadDocument[], typed: string) {
  const ofPlaces = documents.flatMap(({ kind, retrievedFrom, json }) => {
    if (!belongsToFhirBase(kind)) return [];
    const named = kind === 'oauth-protected-resource' ? textOf(json, 'resource') : readPlace(retrievedFrom)?.of;
    return named === undefined || named === '' ? [] : [{ kind, value: named }];
  });
  // A base that was asked for and answered is that base, as it was spelt.
  const agreed = ofPlaces.filter(({ value }) => typed === '' || value === typed.replace(/\/$/, ''));
  return agreed.length > 0 ? agreed : ofPlaces;
}
