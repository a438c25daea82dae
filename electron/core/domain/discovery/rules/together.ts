/** @file What only several documents together can tell: whether they agree, and whether the essential was found at all. */
import { fields } from '../../payer/fields.ts';
import { addressOf, endpointNames, fieldMembers } from '../fields.ts';
import type { DocumentKind } from '../finding.ts';
import type { ReadDocument } from '../read-document.ts';
import { listOf, textOf } from '../read-document.ts';
import { placeKey, spelling } from '../spelling.ts';
import { belongsToFhirBase, readPlace } from '../well-known.ts';
import { areStrangers } from './ground.ts';
import type { Found } from './rule.ts';
import { rulesOf } from './rule.ts';
import { isRejected } from './signed-metadata.ts';

const rule = rulesOf<readonly ReadDocument[]>();

export const togetherRules = [
  rule({
    code: 'token-endpoint/missing',
    severity: 'error',
    gate: 'never',
    section: 'RFC 6749 §3.2, SMART App Launch 2.2 §Metadata',
    says: 'No document names a token endpoint.',
    hint: 'Without it there is no token. Ask the Source Payer for its OAuth 2.0 token endpoint, and type it in Endpoints.',
    finds: (all) => {
      const documents = all.filter(needsTokenEndpoint);
      const named = namedBy(documents, (document) => addressOf(document, 'token_endpoint'));
      return documents.length > 0 && named.length === 0 ? [{ member: 'token_endpoint', details: {} }] : [];
    },
  }),
  rule({
    code: 'token-endpoint/documents-differ',
    severity: 'error',
    gate: 'confirm',
    section: 'RFC 8414 §6.2',
    says: 'The documents name different token endpoints: {said}.',
    hint: 'Ask the Source Payer which one is right, by another way than these documents, and type it in Endpoints.',
    finds: (all) => ofAddresses(all, 'token_endpoint', 'place'),
  }),
  rule({
    code: 'token-endpoint/documents-spell-differently',
    severity: 'warning',
    section: 'RFC 8414 §6.2',
    says: 'The documents spell the token endpoint differently: {said}.',
    hint: 'The first is used, and an assertion for the token endpoint carries it as it is spelt. Ask the Source Payer which one is right.',
    finds: (all) => ofAddresses(all, 'token_endpoint', 'spelling'),
  }),
  rule({
    code: 'issuer/documents-differ',
    severity: 'error',
    gate: 'confirm',
    section: 'RFC 8414 §3.3',
    says: 'The documents name different issuers: {said}.',
    hint: 'Ask the Source Payer which one its tokens carry, and type it in Endpoints.',
    finds: (all) => ofAddresses(all, 'issuer', 'place'),
  }),
  rule({
    code: 'issuer/documents-spell-differently',
    severity: 'warning',
    section: 'RFC 8414 §3.3',
    says: 'The documents spell the issuer differently: {said}.',
    hint: 'The first is used. Servers compare it character by character: ask the Source Payer which one its tokens carry.',
    finds: (all) => ofAddresses(all, 'issuer', 'spelling'),
  }),
  rule({
    code: 'fhir-base/elsewhere',
    severity: 'warning',
    gate: 'confirm',
    section: 'RFC 9728 §7.3, RFC 9700 §4.4',
    says: 'The documents belong to FHIR bases on different registered domains: {said}.',
    hint: 'One of them may be another party’s. Compare the bases with what the Source Payer told you by another way, then accept with a reason.',
    finds: (all) => ofBases(all, (one, other) => areStrangers(one, other)),
  }),
  rule({
    code: 'fhir-base/documents-differ',
    severity: 'warning',
    section: 'RFC 9728 §3.3',
    says: 'The documents belong to different FHIR bases: {said}.',
    hint: 'The first is used. Ask the Source Payer which one is for payer-to-payer, and type it in Endpoints.',
    finds: (all) =>
      ofBases(all, (one, other) => areStrangers(one, other)).length > 0
        ? []
        : ofBases(all, (one, other) => placeKey(one) !== placeKey(other)),
  }),
  rule({
    code: 'endpoint/documents-differ',
    severity: 'warning',
    section: 'RFC 8414 §2',
    says: 'The documents differ in {label}: {said}.',
    hint: 'The first is used. Ask the Source Payer which one is right, and type it in Endpoints if it is another.',
    finds: (all) =>
      endpointNames
        .filter((name) => name !== 'tokenEndpoint')
        .flatMap((name) => {
          const member = fieldMembers[name] ?? name;
          return differences(all, member, (document) => addressOf(document, member)).map((found) => ({
            ...found,
            details: { ...found.details, label: fields[name].label },
          }));
        }),
  }),
  rule({
    code: 'methods/documents-differ',
    severity: 'info',
    section: 'RFC 8414 §2',
    says: 'The documents differ in how clients prove themselves: {said}.',
    hint: 'The list of the first is used. The live test tells.',
    finds: (all) => ofLists(all, 'token_endpoint_auth_methods_supported'),
  }),
  rule({
    code: 'algorithms/documents-differ',
    severity: 'warning',
    section: 'RFC 8414 §2',
    says: 'The documents differ in the algorithms that sign an assertion: {said}.',
    hint: 'The list of the first is used. Ask the Source Payer, or choose one that stands in all of them; the live test tells.',
    finds: (all) => ofLists(all, 'token_endpoint_auth_signing_alg_values_supported'),
  }),
  rule({
    code: 'grants/documents-differ',
    severity: 'info',
    section: 'RFC 8414 §2',
    says: 'The documents differ in their grant types: {said}.',
    hint: 'The list of the first is used. The live test tells.',
    finds: (all) => ofLists(all, 'grant_types_supported'),
  }),
  rule({
    code: 'scopes/documents-differ',
    severity: 'info',
    section: 'RFC 8414 §2',
    says: 'The documents differ in their scopes: {said}.',
    hint: 'The list of the first is used: it is what scopes are proposed from. Ask the Source Payer which ones a payer asks for; the live test tells what is granted.',
    finds: (all) => ofLists(all, 'scopes_supported'),
  }),
  rule({
    code: 'issuer/nobody-says',
    severity: 'warning',
    section: 'SMART App Launch 2.2 §Metadata',
    says: 'No document names an issuer.',
    hint: 'SMART documents often have none. Read the payer’s OIDC document too, or ask the payer for the issuer and type it in Endpoints.',
    finds: (all) => {
      const documents = all.filter(speaks);
      const isSilent = documents.length > 0 && documents.every(({ json }) => textOf(json, 'issuer') === '');
      // Said once for all: a document that has to have it says so itself.
      const isTold = documents.some(
        ({ kind }) => kind === 'openid-configuration' || kind === 'oauth-authorization-server',
      );
      return isSilent && !isTold ? [{ member: 'issuer', details: {} }] : [];
    },
  }),
  rule({
    code: 'issuer/not-of-the-resource',
    severity: 'warning',
    section: 'RFC 9728 §3.3',
    says: 'The FHIR server names {servers} as its authorization servers, and {issuer} is not one of them.',
    hint: 'The documents may belong to different servers. Read the ones that the FHIR server names.',
    finds: (all) => {
      const servers = all.flatMap(({ kind, json }) =>
        kind === 'oauth-protected-resource' ? (listOf(json, 'authorization_servers') ?? []) : [],
      );
      const stranger = all
        .map(({ json }) => textOf(json, 'issuer'))
        .find((issuer) => issuer !== '' && servers.length > 0 && !servers.includes(issuer));
      const shown = servers.slice(0, 5).join(', ');
      return stranger === undefined ? [] : [{ member: 'issuer', details: { issuer: stranger, servers: shown } }];
    },
  }),
  rule({
    code: 'capability-statement/deprecated',
    severity: 'warning',
    section: 'SMART App Launch 2.2 §Metadata',
    says: 'The addresses come from the CapabilityStatement, a way that SMART has deprecated.',
    hint: 'Ask the Source Payer for its .well-known/smart-configuration or OIDC document, and compare.',
    finds: (all) => {
      const documents = all.filter(speaks);
      const onlyOld = documents.length > 0 && documents.every(({ kind }) => kind === 'capability-statement');
      return onlyOld ? [{ member: '', details: {} }] : [];
    },
  }),
];

const silentKinds: readonly DocumentKind[] = ['jwks', 'oauth-protected-resource'];

function needsTokenEndpoint({ kind }: ReadDocument): boolean {
  return !silentKinds.includes(kind);
}

function speaks({ kind }: ReadDocument): boolean {
  return kind !== 'unknown' && !silentKinds.includes(kind);
}

interface Named {
  readonly kind: string;
  readonly value: string;
}

function namedBy(documents: readonly ReadDocument[], value: (document: ReadDocument) => string): Named[] {
  return documents
    .filter((document) => !isRejected(document))
    .map((document) => ({ kind: document.kind, value: value(document) }))
    .filter((named) => named.value !== '');
}

function differences(
  all: readonly ReadDocument[],
  member: string,
  value: (document: ReadDocument) => string,
): Found<{ said: string }>[] {
  const speaking = all.filter(speaks);
  // One document contradicts nobody, and may have three hundred scopes to put in order.
  return speaking.length < 2 ? [] : differing(namedBy(speaking, value), member);
}

function differing(named: readonly Named[], member: string): Found<{ said: string }>[] {
  const values = [...new Set(named.map((each) => each.value))];
  const [expected = '', ...others] = values;
  if (others.length === 0) return [];
  const said = values
    .map(
      (each) =>
        `${[...new Set(named.filter((one) => one.value === each).map(({ kind }) => kind))].join(', ')}: ${each}`,
    )
    .join('; ');
  return [{ member, details: { said }, compared: { expected, told: others.join(' ') } }];
}

/** §1.9: a slash, the case of the host and a default port are a spelling; everything else is another place. */
function ofAddresses(
  all: readonly ReadDocument[],
  member: string,
  by: 'place' | 'spelling',
): Found<{ said: string }>[] {
  const found = differences(all, member, (document) => addressOf(document, member));
  const places = differences(all, member, (document) => spelling(addressOf(document, member)));
  return places.length > 0 === (by === 'place') ? found : [];
}

/** The order says nothing. UDAP has lists of its own, for its own way in. */
function ofLists(all: readonly ReadDocument[], member: string): Found<{ said: string }>[] {
  return differences(all, member, (document) =>
    document.kind === 'udap' ? '' : [...new Set(listOf(document.json, member) ?? [])].sort().join(' '),
  );
}

/** Every base that a document belongs to, by its place or by its own word, against the first. */
function ofBases(
  all: readonly ReadDocument[],
  isOther: (one: string, other: string) => boolean,
): Found<{ said: string }>[] {
  const named = namedBy(all, baseOf).filter(({ value }) => URL.canParse(value));
  const [first] = named;
  const others = named.filter(({ value }) => first !== undefined && isOther(value, first.value));
  return first === undefined ? [] : differing([first, ...others], 'fhir_base');
}

function baseOf({ kind, retrievedFrom, json }: ReadDocument): string {
  if (kind === 'oauth-protected-resource') return textOf(json, 'resource');
  // An OIDC document that lies below a FHIR base belongs to its issuer.
  return belongsToFhirBase(kind) ? (readPlace(retrievedFrom)?.of ?? '') : '';
}
