/** @file Cases of UDAP documents. That the signature itself is checked rightly is shown by `test/node/certificates.test.ts`. */
import type { SignedMetadata } from '#core/domain/discovery/signed-metadata.ts';
import type { JsonObject } from '#core/domain/json/read-json.ts';
import type { Case } from './case.ts';
import { base, documentOf, issuer, readAt } from './case.ts';

type ReadSigned = Extract<SignedMetadata, { is: 'read' }>;

const seconds = Date.parse(readAt) / 1000;
const claims: JsonObject = {
  iss: base,
  sub: base,
  iat: seconds - 60,
  exp: seconds + 3600,
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
  claiming('two years', { exp: seconds + 800 * 86_400 }, ...before, 'signed-metadata/too-long', ...always),
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
