/** @file UDAP documents: profiles, extensions, and the signed metadata, for which nobody may let a failure stand (interop-specs §1.5). */
import type { ReadDocument } from '../read-document.ts';
import { listOf, textOf } from '../read-document.ts';
import type { SignedMetadata } from '../signed-metadata.ts';
import { signedEndpoints } from '../signed-metadata.ts';
import { readPlace } from '../well-known.ts';
import type { Found } from './rule.ts';
import { apply, rulesOf } from './rule.ts';

const rule = rulesOf<ReadDocument>();
const section = 'UDAP Security 2.0 §Discovery';
const signedSection = 'UDAP Security 2.0 §Discovery, UDAP Server Metadata §3';
const member = 'signed_metadata';
const reject =
  'A client must not go on with it, and nothing of this document is used. Tell the Source Payer, or work with its SMART or OIDC document instead.';

export const udapRules = [
  rule({
    code: 'udap/version',
    severity: 'warning',
    section,
    says: 'The UDAP versions are {versions}; there is only “1”.',
    hint: 'Tell the Source Payer.',
    finds: (document) =>
      ofList(document, 'udap_versions_supported', (versions) => !(versions.length === 1 && versions[0] === '1')).map(
        ({ list }) => ({
          member: 'udap_versions_supported',
          details: { versions: list.join(', ').slice(0, 100) || 'none' },
        }),
      ),
  }),
  rule({
    code: 'udap/profile-missing',
    severity: 'warning',
    section,
    says: 'The UDAP profile {profile} is not listed.',
    hint: 'It is required for what the document offers. Tell the Source Payer.',
    finds: (document) =>
      ofList(document, 'udap_profiles_supported', () => true).flatMap(({ list }) =>
        profilesNeeded(document)
          .filter((profile) => !list.includes(profile))
          .map((profile) => ({ member: 'udap_profiles_supported', details: { profile } })),
      ),
  }),
  rule({
    code: 'udap/no-b2b-extension',
    severity: 'warning',
    section,
    says: 'client_credentials is offered without the extension hl7-b2b.',
    hint: 'UDAP wants it there for systems. Ask the Source Payer what a token request has to carry.',
    finds: (document) =>
      document.kind === 'udap' &&
      offersClientCredentials(document) &&
      listOf(document.json, 'udap_authorization_extensions_supported')?.includes('hl7-b2b') === false
        ? [{ member: 'udap_authorization_extensions_supported', details: {} }]
        : [],
  }),
  rule({
    code: 'udap/required-not-told',
    severity: 'warning',
    section,
    says: 'The document does not say which of “{supported}” are required.',
    hint: 'Ask the Source Payer which extensions and certifications a token request has to carry.',
    finds: ({ kind, json }) =>
      kind !== 'udap'
        ? []
        : ['udap_authorization_extensions', 'udap_certifications'].flatMap((what) =>
            (listOf(json, `${what}_supported`)?.length ?? 0) > 0 && json[`${what}_required`] === undefined
              ? [{ member: `${what}_required`, details: { supported: `${what}_supported` } }]
              : [],
          ),
  }),
  rule({
    code: 'udap/methods',
    severity: 'warning',
    section,
    says: 'The authentication methods are {methods}; UDAP has private_key_jwt alone.',
    hint: 'Tell the Source Payer.',
    finds: (document) =>
      ofList(
        document,
        'token_endpoint_auth_methods_supported',
        (methods) => !(methods.length === 1 && methods[0] === 'private_key_jwt'),
      ).map(({ list }) => ({
        member: 'token_endpoint_auth_methods_supported',
        details: { methods: list.join(', ').slice(0, 200) || 'none' },
      })),
  }),
  rule({
    code: 'udap/refresh-alone',
    severity: 'info',
    section,
    says: 'refresh_token is offered without authorization_code.',
    hint: 'It has no use so. Tell the Source Payer.',
    finds: (document) =>
      ofList(
        document,
        'grant_types_supported',
        (grants) => grants.includes('refresh_token') && !grants.includes('authorization_code'),
      ).map(() => ({ member: 'grant_types_supported', details: {} })),
  }),
  rule({
    code: 'udap/endpoint-without-grant',
    severity: 'info',
    section,
    says: 'An authorization endpoint is published, and authorization_code is not offered.',
    hint: 'Harmless. Tell the Source Payer.',
    finds: (document) =>
      textOf(document.json, 'authorization_endpoint') === ''
        ? []
        : ofList(document, 'grant_types_supported', (grants) => !grants.includes('authorization_code')).map(() => ({
            member: 'authorization_endpoint',
            details: {},
          })),
  }),
  rule({
    code: 'udap/no-certificate',
    severity: 'info',
    section: 'UDAP Security 2.0 §General, HRex 1.1 §Security',
    says: 'This server speaks UDAP: for that a client needs a certificate of the community’s CA with a URI in its names.',
    hint: 'A self-signed certificate cannot work there. SMART Backend Services needs none, where the server offers it.',
    finds: ({ kind }) => (kind === 'udap' ? [{ member: '', details: {} }] : []),
  }),
];

export const signedMetadataRules = [
  rule({
    code: 'signed-metadata/missing',
    severity: 'warning',
    section,
    says: 'The UDAP document has no signed metadata.',
    hint: 'It is required: without it nobody vouches for these addresses. They are used as those of an unsigned document. Tell the Source Payer.',
    finds: ({ kind, json }) =>
      kind === 'udap' && Object.keys(json).length > 0 && textOf(json, member) === '' ? [{ member, details: {} }] : [],
  }),
  rule({
    code: 'signed-metadata/not-a-jwt',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signed metadata is not a JWT ({detail}).',
    hint: reject,
    finds: (document) => ofUnreadable(document, 'form'),
  }),
  rule({
    code: 'signed-metadata/no-certificate',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signed metadata names no usable certificate ({detail}).',
    hint: reject,
    finds: (document) => ofUnreadable(document, 'certificate'),
  }),
  rule({
    code: 'signed-metadata/algorithm',
    severity: 'error',
    gate: 'never',
    section: 'UDAP Security 2.0 §General',
    says: 'The signed metadata is signed with {detail}, which is not one of UDAP’s algorithms.',
    hint: reject,
    finds: (document) => ofUnreadable(document, 'algorithm'),
  }),
  rule({
    code: 'signed-metadata/signature',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signature of the signed metadata is wrong.',
    hint: reject,
    finds: (document) => ofRead(document, ({ signature }) => (signature === 'bad' ? {} : null)),
  }),
  rule({
    code: 'signed-metadata/untrusted',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'No chain leads from the certificate of the signed metadata to a trust anchor that you chose; it ends at {subject}.',
    hint: 'Choose the anchor of the community that you share with this payer. Until a chain is there, nothing of this document is used.',
    finds: (document) => ofChain(document, 'untrusted'),
  }),
  rule({
    code: 'signed-metadata/certificate-dates',
    severity: 'error',
    gate: 'never',
    section: `${signedSection}, RFC 5280 §6.1.3`,
    says: 'A certificate of the signed metadata is not valid at this time: {subject}.',
    hint: reject,
    finds: (document) => ofChain(document, 'out-of-date'),
  }),
  rule({
    code: 'signed-metadata/not-an-authority',
    severity: 'error',
    gate: 'never',
    section: `${signedSection}, RFC 5280 §6.1.4`,
    says: 'A certificate in the chain may not issue certificates: {subject}.',
    hint: reject,
    finds: (document) => ofChain(document, 'not-an-authority'),
  }),
  rule({
    code: 'signed-metadata/revoked',
    severity: 'error',
    gate: 'never',
    section: `${signedSection}, RFC 5280 §6.3`,
    says: 'A certificate of the signed metadata was revoked: {subject}.',
    hint: reject,
    finds: (document) => ofChain(document, 'revoked'),
  }),
  rule({
    code: 'signed-metadata/no-anchor',
    severity: 'warning',
    section: signedSection,
    says: 'The signed metadata was signed by {subject}; you chose no trust anchor, so nobody vouches for that.',
    hint: 'Choose the trust anchor of the community that you share with this payer. Until then its addresses count as unsigned.',
    finds: (document) => ofChain(document, 'no-anchor'),
  }),
  rule({
    code: 'signed-metadata/revocation-not-checked',
    severity: 'warning',
    section: `${signedSection}, RFC 5280 §6.3`,
    says: 'Revocation not checked: no current CRL was at hand for every certificate of the chain.',
    hint: 'Read the documents with a network, or give the CRLs as files.',
    finds: (document) =>
      ofRead(document, ({ chain, revocation }) => (chain.is === 'trusted' && revocation === 'unchecked' ? {} : null)),
  }),
  rule({
    code: 'signed-metadata/not-in-certificate',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signed metadata is by {iss}, and its certificate is for {uris}.',
    hint: reject,
    finds: (document) =>
      ofRead(document, ({ claims, leaf }) => {
        const iss = textOf(claims, 'iss');
        return leaf.uris.includes(iss) ? null : { iss: iss || '(nobody)', uris: leaf.uris.join(', ') || 'no URI' };
      }),
  }),
  rule({
    code: 'signed-metadata/of-another-base',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signed metadata is by {told}, but it was read from {expected}.',
    hint: reject,
    finds: (document) => {
      const expected = readPlace(document.retrievedFrom)?.of;
      return ofRead(document, ({ claims }) => {
        const told = textOf(claims, 'iss');
        // A base with a final slash has its document at the same address; the certificate has it to the letter.
        const isSame = expected === undefined || told === expected || told === `${expected}/`;
        return isSame ? null : { told: told || '(nobody)', expected };
      }).map((found) => ({ ...found, compared: { expected: found.details.expected, told: found.details.told } }));
    },
  }),
  rule({
    code: 'signed-metadata/subject',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signed metadata is by {iss} and of {sub}; both have to be the same.',
    hint: reject,
    finds: (document) =>
      ofRead(document, ({ claims }) => {
        const [iss, sub] = [textOf(claims, 'iss'), textOf(claims, 'sub')];
        return iss === sub ? null : { iss: iss || '(nobody)', sub: sub || '(nobody)' };
      }),
  }),
  rule({
    code: 'signed-metadata/times',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: 'The signed metadata is not valid at this time: {from} to {until}.',
    hint: 'Compare this machine’s clock. If it is right, the Source Payer has to sign its metadata anew; nothing of this document is used.',
    finds: (document) =>
      ofRead(document, ({ claims }) => {
        const now = Date.parse(document.readAt ?? '') / 1000;
        const { iat, exp } = claims;
        const isGood = typeof iat === 'number' && typeof exp === 'number' && iat <= now + CLOCK_SECONDS && exp > now;
        return isGood || Number.isNaN(now) ? null : { from: timeOf(iat), until: timeOf(exp) };
      }),
  }),
  rule({
    code: 'signed-metadata/too-long',
    severity: 'warning',
    section: signedSection,
    says: 'The signed metadata is valid for more than a year, until {until}.',
    hint: 'One year is the most. Tell the Source Payer.',
    finds: (document) =>
      ofRead(document, ({ claims: { iat, exp } }) =>
        typeof iat === 'number' && typeof exp === 'number' && exp - iat > 366 * 86_400 ? { until: timeOf(exp) } : null,
      ),
  }),
  rule({
    code: 'signed-metadata/endpoint-not-signed',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: '“{endpoint}” is published and not signed.',
    hint: reject,
    finds: (document) =>
      ofEndpoints(document, (plain, signed) => plain !== '' && signed === '').map(({ endpoint }) => ({
        member: endpoint,
        details: { endpoint },
      })),
  }),
  rule({
    code: 'signed-metadata/endpoint-differs',
    severity: 'error',
    gate: 'never',
    section: signedSection,
    says: '“{endpoint}” is {plain} in the document and {signed} in what is signed.',
    hint: reject,
    finds: (document) =>
      ofEndpoints(document, (plain, signed) => signed !== '' && plain !== signed).map((details) => ({
        member: details.endpoint,
        details,
        compared: { expected: details.signed, told: details.plain },
      })),
  }),
];

/** What a clock may be slow: FAPI 2.0 lets 10 s pass and refuses 60. */
const CLOCK_SECONDS = 60;

/** Whether nothing of a UDAP document may be used: its signed metadata was looked at and is not good. */
export function isRejected(document: ReadDocument): boolean {
  return document.kind === 'udap' && apply(signedMetadataRules, document).some(({ severity }) => severity === 'error');
}

type ReadSigned = Extract<SignedMetadata, { is: 'read' }>;

function ofUnreadable(
  { kind, signed }: ReadDocument,
  why: Extract<SignedMetadata, { is: 'unreadable' }>['why'],
): Found<{ detail: string }>[] {
  return kind === 'udap' && signed?.is === 'unreadable' && signed.why === why
    ? [{ member, details: { detail: signed.detail } }]
    : [];
}

function ofRead<D>({ kind, signed }: ReadDocument, details: (signed: ReadSigned) => D | null): Found<D>[] {
  if (kind !== 'udap' || signed?.is !== 'read') return [];
  const found = details(signed);
  return found === null ? [] : [{ member, details: found }];
}

function ofChain(document: ReadDocument, is: ReadSigned['chain']['is']): Found<{ subject: string }>[] {
  return ofRead(document, ({ chain }) => (chain.is === is ? { subject: chain.subject } : null));
}

function ofEndpoints(
  { kind, json, signed }: ReadDocument,
  isWrong: (plain: string, signed: string) => boolean,
): { endpoint: string; plain: string; signed: string }[] {
  if (kind !== 'udap' || signed?.is !== 'read') return [];
  return signedEndpoints
    .map((endpoint) => ({ endpoint, plain: textOf(json, endpoint), signed: textOf(signed.claims, endpoint) }))
    .filter((each) => isWrong(each.plain, each.signed))
    .map((each) => ({ ...each, plain: each.plain || '(absent)' }));
}

function ofList(
  { kind, json }: ReadDocument,
  name: string,
  isWrong: (list: readonly string[]) => boolean,
): { list: readonly string[] }[] {
  const list = listOf(json, name);
  return kind === 'udap' && list !== null && isWrong(list) ? [{ list }] : [];
}

function offersClientCredentials({ json }: ReadDocument): boolean {
  return listOf(json, 'grant_types_supported')?.includes('client_credentials') ?? false;
}

function profilesNeeded(document: ReadDocument): string[] {
  return ['udap_dcr', 'udap_authn', ...(offersClientCredentials(document) ? ['udap_authz'] : [])];
}

function timeOf(seconds: unknown): string {
  const valid = typeof seconds === 'number' && Math.abs(seconds) < 8.64e12;
  return valid ? new Date(seconds * 1000).toISOString() : '(no time)';
}
