/** @file Cases of UDAP documents. That the signature itself is checked rightly is shown by `test/node/certificates.test.ts`. */
import type { SignedMetadata } from '#core/domain/discovery/signed-metadata.ts';
import type { ReadDocument } from '#core/domain/discovery/read-document.ts';
import type { Json, JsonObject } from '#core/domain/json/read-json.ts';
import type { Case } from './case.ts';
import { base, documentOf, issuer, readAt } from './case.ts';

type ReadSigned = Extract<SignedMetadata, { is: 'read' }>;

const seconds = Date.parse(readAt) / 1000;
const claims: JsonObject = {
  iss: base,
  sub: base,
  iat: seconds - 60,
  exp: seconds + 3600,
  jti: 'a',
  token_endpoint: `${issuer}/token`,
  registration_endpoint: `${issuer}/register`,
};
const good: ReadSigned = {
  is: 'read',
  signature: 'good',
  chain: { is: 'trusted', subject: 'CN=anchor' },
  revocation: 'checked',
  claims,
  leaf: { subject: 'CN=northlake', issuer: 'CN=ca', notBefore: '', notAfter: '', uris: [base], publicJwk: {} },
};

/** Every UDAP document tells what it needs; a SMART document beside it would name an issuer. */
const always = ['udap/no-certificate'];
const before = ['issuer/nobody-says'];
/** Of a document that is rejected nothing is used. */
const rejected = ['token-endpoint/missing', 'issuer/nobody-says'];

const signed = (name: string, change: Partial<ReadSigned>, ...codes: string[]): Case => [
  `signed metadata ${name}`,
  documentOf('udap', {}, { signed: { ...good, ...change } }),
  codes,
];
const claiming = (name: string, change: JsonObject, ...codes: string[]): Case =>
  signed(`that says ${name}`, { claims: { ...claims, ...change } }, ...codes);
const chained = (is: ReadSigned['chain']['is'], ...codes: string[]): Case =>
  signed(`with a chain that is ${is}`, { chain: { is, subject: 'CN=x' } }, ...codes);
const unreadable = (why: 'form' | 'certificate' | 'algorithm', code: string): Case => [
  `signed metadata that fails by ${why}`,
  documentOf('udap', {}, { signed: { is: 'unreadable', why, detail: 'x' } }),
  [...rejected, code, ...always],
];
const plain = (name: string, change: JsonObject, ...codes: string[]): Case => [
  `a UDAP document with ${name}`,
  documentOf(
    'udap',
    change,
    change['signed_metadata'] === undefined && 'signed_metadata' in change ? {} : { signed: good },
  ),
  [...before, ...codes, ...always],
];

const without = (value: Json | undefined, { isAwaited }: { isAwaited: boolean }, ...codes: string[]): Case => [
  `signed metadata that is ${value === undefined ? 'nothing' : JSON.stringify(value)}, ${isAwaited ? 'under an anchor' : 'without an anchor'}`,
  documentOf('udap', { signed_metadata: value }, { signed: { is: 'absent', isAwaited } }),
  codes,
];
const unanchored: ReadSigned = { ...good, chain: { is: 'no-anchor', subject: 'CN=x' } };
const from = (place: string, more: Partial<ReadDocument>, signedAs: ReadSigned, ...codes: string[]): Case => [
  `a UDAP document from ${place}`,
  documentOf('udap', {}, { retrievedFrom: '', ...more, signed: signedAs }),
  codes,
];

export const udapCases: readonly Case[] = [
  signed('with nothing wrong', {}, ...before, ...always),
  unreadable('form', 'signed-metadata/not-a-jwt'),
  unreadable('certificate', 'signed-metadata/no-certificate'),
  unreadable('algorithm', 'signed-metadata/algorithm'),
  signed('with a wrong signature', { signature: 'bad' }, ...rejected, 'signed-metadata/signature', ...always),
  chained('untrusted', ...rejected, 'signed-metadata/untrusted', ...always),
  chained('out-of-date', ...rejected, 'signed-metadata/certificate-dates', ...always),
  chained('not-an-authority', ...rejected, 'signed-metadata/not-an-authority', ...always),
  chained('revoked', ...rejected, 'signed-metadata/revoked', ...always),
  chained('issuer-missing', ...rejected, 'signed-metadata/issuer-missing', ...always),
  chained('not-for-signing', ...rejected, 'signed-metadata/not-for-signing', ...always),
  chained('unknown-extension', ...rejected, 'signed-metadata/unknown-extension', ...always),
  chained('name-not-permitted', ...rejected, 'signed-metadata/name-not-permitted', ...always),
  chained('revoked-by-old-list', ...rejected, 'signed-metadata/revoked-by-old-list', ...always),
  chained('no-anchor', ...before, 'signed-metadata/no-anchor', ...always),
  signed('without lists', { revocation: 'unchecked' }, ...before, 'signed-metadata/revocation-not-checked', ...always),
  signed(
    'of a certificate of others',
    { leaf: { ...good.leaf, uris: ['https://x.example'] } },
    ...rejected,
    'signed-metadata/not-in-certificate',
    ...always,
  ),
  claiming(
    'another base',
    { iss: 'https://x.example', sub: 'https://x.example' },
    ...rejected,
    'signed-metadata/not-in-certificate',
    'signed-metadata/of-another-base',
    ...always,
  ),
  [
    'signed metadata that says its base with a final slash',
    documentOf(
      'udap',
      {},
      {
        signed: {
          ...good,
          claims: { ...claims, iss: `${base}/`, sub: `${base}/` },
          leaf: { ...good.leaf, uris: [`${base}/`] },
        },
      },
    ),
    [...before, ...always],
  ],
  claiming('another subject', { sub: 'x' }, ...rejected, 'signed-metadata/subject', ...always),
  claiming('that it has ended', { exp: seconds - 1 }, ...rejected, 'signed-metadata/times', ...always),
  claiming(
    'that it begins tomorrow',
    { iat: seconds + 86_400, exp: seconds + 90_000 },
    ...rejected,
    'signed-metadata/times',
    ...always,
  ),
  claiming('no time', { exp: undefined }, ...rejected, 'signed-metadata/times', ...always),
  claiming('two years', { exp: seconds + 800 * 86_400 }, ...rejected, 'signed-metadata/too-long', ...always),
  claiming('a leap year', { exp: seconds - 60 + 366 * 86_400 }, ...before, ...always),
  claiming('a second more', { exp: seconds - 59 + 366 * 86_400 }, ...rejected, 'signed-metadata/too-long', ...always),
  claiming('no jti', { jti: undefined }, ...before, 'signed-metadata/no-jti', ...always),
  claiming(
    'no token endpoint',
    { token_endpoint: undefined },
    ...rejected,
    'signed-metadata/endpoint-not-signed',
    ...always,
  ),
  claiming(
    'another token endpoint',
    { token_endpoint: 'https://x.example/t' },
    ...rejected,
    'signed-metadata/endpoint-differs',
    ...always,
  ),
  plain('no signed metadata', { signed_metadata: undefined }, 'signed-metadata/missing'),
  without(undefined, { isAwaited: false }, ...before, 'signed-metadata/missing', ...always),
  without(undefined, { isAwaited: true }, ...rejected, 'signed-metadata/taken-away', ...always),
  without(null, { isAwaited: true }, ...rejected, 'signed-metadata/taken-away', ...always),
  without('', { isAwaited: true }, ...rejected, 'member/not-text', 'signed-metadata/taken-away', ...always),
  without(1, { isAwaited: true }, ...rejected, 'member/not-text', 'signed-metadata/not-a-text', ...always),
  without(
    ['e30.e30.e30'],
    { isAwaited: false },
    ...rejected,
    'member/not-text',
    'signed-metadata/not-a-text',
    ...always,
  ),
  from('nowhere', {}, good, ...before, 'signed-metadata/base-not-compared', ...always),
  from(
    'nowhere, without an anchor',
    {},
    unanchored,
    ...before,
    'signed-metadata/no-anchor',
    'signed-metadata/base-not-known',
    ...always,
  ),
  from(
    'a folder',
    { retrievedFrom: 'https://files.example/udap.json' },
    good,
    ...before,
    'signed-metadata/base-not-compared',
    ...always,
  ),
  from('the base that a person gave', { fhirBase: `${base}/` }, good, ...before, ...always),
  from(
    'another base than a person gave',
    { fhirBase: 'https://x.example/r4' },
    good,
    ...rejected,
    'signed-metadata/of-another-base',
    ...always,
  ),
  from(
    'a place that tells more than the base that a person gave',
    { retrievedFrom: `${base}/.well-known/udap`, fhirBase: 'https://x.example' },
    good,
    ...before,
    ...always,
  ),
  claiming('keys that are not told in plain', { jwks_uri: `${issuer}/jwks` }, ...before, ...always),
  [
    'a UDAP document with other keys and scopes than are signed',
    documentOf(
      'udap',
      {
        jwks_uri: 'http://x.example/jwks',
        scopes_supported: ['patient/Patient.read'],
        token_endpoint_auth_methods_supported: ['client_secret_basic'],
        grant_types_supported: ['refresh_token', 'client_credentials'],
      },
      {
        signed: {
          ...good,
          claims: {
            ...claims,
            jwks_uri: `${issuer}/jwks`,
            scopes_supported: ['system/Patient.read'],
            token_endpoint_auth_methods_supported: ['private_key_jwt'],
            // The order of a list means nothing.
            grant_types_supported: ['client_credentials', 'refresh_token'],
          },
        },
      },
    ),
    [
      ...before,
      'signed-metadata/value-differs',
      'signed-metadata/value-differs',
      'signed-metadata/value-differs',
      'udap/refresh-alone',
      ...always,
    ],
  ],
  plain('another version', { udap_versions_supported: ['2'] }, 'udap/version'),
  plain('a profile missing', { udap_profiles_supported: ['udap_dcr', 'udap_authn'] }, 'udap/profile-missing'),
  plain('no B2B', { udap_authorization_extensions_supported: [] }, 'udap/no-b2b-extension'),
  plain(
    'nothing said of what is required',
    { udap_authorization_extensions_required: undefined },
    'udap/required-not-told',
  ),
  plain(
    'secrets',
    { token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic'] },
    'udap/methods',
  ),
  plain(
    'refresh tokens alone',
    { grant_types_supported: ['client_credentials', 'refresh_token'] },
    'udap/refresh-alone',
  ),
  [
    'a UDAP document with a door that it does not use',
    documentOf(
      'udap',
      { authorization_endpoint: `${issuer}/authorize` },
      {
        signed: { ...good, claims: { ...claims, authorization_endpoint: `${issuer}/authorize` } },
      },
    ),
    [...before, 'udap/endpoint-without-grant', ...always],
  ],
  plain('a member missing', { scopes_supported: undefined }, 'member/missing'),
];
