/** @file The issuer: its form, and whether it is the one that the document's address implies (interop-specs §1.9). */
import { addressFlaw } from '../../address.ts';
import type { DocumentKind } from '../finding.ts';
import type { ReadDocument } from '../read-document.ts';
import { listOf, textOf } from '../read-document.ts';
import { spelling, withoutSlash } from '../spelling.ts';
import { readPlace } from '../well-known.ts';
import type { Found } from './rule.ts';
import { rulesOf } from './rule.ts';

const rule = rulesOf<ReadDocument>();
const member = 'issuer';
const form = 'OIDC Discovery 1.0 §3, RFC 8414 §2';
const smart = 'SMART App Launch 2.2 §Metadata';
const binding = {
  'openid-configuration': 'OIDC Discovery 1.0 §4.3',
  'oauth-authorization-server': 'RFC 8414 §3.3',
} as const;

export const issuerRules = [
  rule({
    code: 'issuer/missing',
    severity: 'error',
    section: binding,
    says: 'The {kind} document names no issuer.',
    hint: 'Tell the Source Payer: “issuer” is required there. Until they mend it, type the issuer that they gave you in Endpoints.',
    finds: ({ kind, json }) =>
      isBound(kind) && textOf(json, member) === '' ? [{ member, kind, details: { kind } }] : [],
  }),
  rule({
    code: 'issuer/missing-for-sign-in',
    severity: 'warning',
    section: smart,
    says: 'The SMART document offers sign-in with OpenID Connect and names no issuer.',
    hint: 'Look for the payer’s OIDC document, or ask the payer for the issuer.',
    finds: (document) => (signsIn(document) && textOf(document.json, member) === '' ? [{ member, details: {} }] : []),
  }),
  rule({
    code: 'keys/missing-for-sign-in',
    severity: 'warning',
    section: smart,
    says: 'The SMART document offers sign-in with OpenID Connect and names no key set.',
    hint: 'Look for the payer’s OIDC document, or ask the payer for its JWKS address.',
    finds: (document) =>
      signsIn(document) && textOf(document.json, 'jwks_uri') === '' ? [{ member: 'jwks_uri', details: {} }] : [],
  }),
  rule({
    code: 'issuer/not-a-url',
    severity: 'error',
    section: form,
    says: 'The issuer “{issuer}” is not an address.',
    hint: 'Tell the Source Payer: an issuer is an https URL, with its scheme.',
    finds: ({ json }) => ofIssuer(json, (issuer) => !URL.canParse(issuer) || addressFlaw(issuer) === 'not-a-url'),
  }),
  rule({
    code: 'issuer/not-https',
    severity: 'error',
    section: form,
    says: 'The issuer {issuer} is not https.',
    hint: 'Tell the Source Payer: an issuer is an https URL. A development server was read, perhaps.',
    finds: ({ json }) => ofIssuer(json, (issuer) => URL.canParse(issuer) && new URL(issuer).protocol !== 'https:'),
  }),
  rule({
    code: 'issuer/not-bare',
    severity: 'error',
    section: form,
    says: 'The issuer {issuer} has a query, a fragment or credentials.',
    hint: 'Tell the Source Payer: an issuer has none of them.',
    finds: ({ json }) => ofIssuer(json, (issuer) => isHttps(issuer) && !isBare(issuer)),
  }),
  rule({
    code: 'issuer/is-a-document',
    severity: 'warning',
    section: form,
    says: 'The issuer {issuer} is the address of a document.',
    hint: 'An issuer is what stands before “/.well-known/”. Ask the Source Payer which one its tokens carry in “iss”.',
    finds: ({ json }) => ofIssuer(json, (issuer) => issuer.includes('/.well-known/')),
  }),
  rule({
    code: 'issuer/not-comparable',
    severity: 'info',
    section: binding,
    says: 'Nobody said where the {kind} document came from, so its issuer {issuer} cannot be checked.',
    hint: 'Give the address that it came from, and the rule applies.',
    finds: ({ kind, json, retrievedFrom }) =>
      retrievedFrom === '' ? ofBound(kind, json, (issuer) => ({ kind, issuer })) : [],
  }),
  rule({
    code: 'issuer/unusual-place',
    severity: 'warning',
    gate: 'confirm',
    section: binding,
    says: 'The {kind} document lies at {address}, from which no issuer follows.',
    hint: 'Compare the issuer {issuer} with what the Source Payer told you by another way, then accept with a reason.',
    finds: ({ kind, json, retrievedFrom }) =>
      retrievedFrom !== '' && placeOfIssuer(retrievedFrom) === undefined
        ? ofBound(kind, json, (issuer) => ({ kind, issuer, address: retrievedFrom })).map((found) => ({
            ...found,
            compared: { expected: '', told: `${found.details.issuer} at ${retrievedFrom}` },
          }))
        : [],
  }),
  rule({
    code: 'issuer/differs-by-slash',
    severity: 'warning',
    section: binding,
    says: 'The issuer is {issuer}; its address implies {expected}: only the final slash differs.',
    hint: 'Keep the document’s spelling: tokens carry it. Smile CDR takes both for the same, other servers do not.',
    finds: (document) => ofDifference(document, 'slash'),
  }),
  rule({
    code: 'issuer/differs-by-spelling',
    severity: 'warning',
    section: binding,
    says: 'The issuer is {issuer}; its address implies {expected}: the same place, spelt otherwise.',
    hint: 'Keep the document’s spelling: tokens carry it.',
    finds: (document) => ofDifference(document, 'spelling'),
  }),
  rule({
    code: 'issuer/differs',
    severity: 'error',
    gate: 'confirm',
    section: binding,
    says: 'The document says that it is from {issuer}, but it was read from {expected}.',
    hint: 'Such a document must not be used: it may be another party’s, or made to look like one. Read {issuer} itself, or ask the Source Payer which is right.',
    finds: (document) => ofDifference(document, 'other'),
  }),
  rule({
    code: 'resource/missing',
    severity: 'error',
    section: 'RFC 9728 §2',
    says: 'The protected resource document names no resource.',
    hint: 'Tell the Source Payer: “resource” is required there. It was not used.',
    finds: ({ kind, json }) =>
      kind === 'oauth-protected-resource' && textOf(json, 'resource') === ''
        ? [{ member: 'resource', details: {} }]
        : [],
  }),
  rule({
    code: 'resource/differs-by-spelling',
    severity: 'warning',
    section: 'RFC 9728 §3.3',
    says: 'The resource is {resource}; its address implies {expected}: the same place, spelt otherwise.',
    hint: 'Strict clients refuse it. Tell the Source Payer.',
    finds: (document) => ofResource(document, true),
  }),
  rule({
    code: 'resource/differs',
    severity: 'error',
    gate: 'confirm',
    section: 'RFC 9728 §3.3',
    says: 'The document says that it is of {resource}, but it was read from the place of {expected}.',
    hint: 'Such a document must not be used. Read the one of your FHIR base, or ask the Source Payer which is right.',
    finds: (document) => ofResource(document, false),
  }),
];

type Bound = keyof typeof binding;

function isBound(kind: DocumentKind): kind is Bound {
  return Object.hasOwn(binding, kind);
}

function signsIn({ kind, json }: ReadDocument): boolean {
  return kind === 'smart-configuration' && (listOf(json, 'capabilities')?.includes('sso-openid-connect') ?? false);
}

function ofIssuer(json: ReadDocument['json'], isWrong: (issuer: string) => boolean): Found<{ issuer: string }>[] {
  const issuer = textOf(json, member);
  return issuer !== '' && isWrong(issuer) ? [{ member, details: { issuer } }] : [];
}

function ofBound<D>(kind: DocumentKind, json: ReadDocument['json'], details: (issuer: string) => D): Found<D>[] {
  const issuer = textOf(json, member);
  return isBound(kind) && issuer !== '' ? [{ member, kind, details: details(issuer) }] : [];
}

/** Code point by code point. A difference of spelling only is for a person to look at; any other is another issuer. */
function ofDifference(
  { kind, json, retrievedFrom }: ReadDocument,
  wanted: Difference,
): Found<{ issuer: string; expected: string }>[] {
  const issuer = textOf(json, member);
  const expected = placeOfIssuer(retrievedFrom);
  if (!isBound(kind) || issuer === '' || expected === undefined) return [];
  if (differenceOf(issuer, expected) !== wanted) return [];
  return [{ member, kind, details: { issuer, expected }, compared: { expected, told: issuer } }];
}

function ofResource(
  { kind, json, retrievedFrom }: ReadDocument,
  bySpelling: boolean,
): Found<{ resource: string; expected: string }>[] {
  const resource = textOf(json, 'resource');
  const expected = readPlace(retrievedFrom)?.of;
  if (kind !== 'oauth-protected-resource' || resource === '' || expected === undefined) return [];
  const difference = differenceOf(resource, expected);
  if (difference === 'none' || (difference !== 'other') !== bySpelling) return [];
  return [{ member: 'resource', details: { resource, expected }, compared: { expected, told: resource } }];
}

/** The issuer that an address implies. That of a SMART document implies a FHIR base, and no issuer. */
function placeOfIssuer(address: string): string | undefined {
  const place = readPlace(address);
  return place !== null && isBound(place.kind) ? place.of : undefined;
}

type Difference = 'none' | 'slash' | 'spelling' | 'other';

function differenceOf(told: string, expected: string): Difference {
  if (told === expected) return 'none';
  if (withoutSlash(told) === withoutSlash(expected)) return 'slash';
  return spelling(told) === spelling(expected) ? 'spelling' : 'other';
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}

function isBare(address: string): boolean {
  const { search, hash, username, password } = new URL(address);
  return search === '' && hash === '' && username === '' && password === '';
}
