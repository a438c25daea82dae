/** @file The token endpoint for clients with a certificate (RFC 8705 §5) is a field like the others, and nobody's but its document's. */
import { expect, test } from 'vitest';
import type { ReadDocument } from '#core/domain/discovery/read-document.ts';
import { fieldsOf } from '#core/domain/discovery/fields.ts';
import { judge } from '#core/domain/discovery/judge.ts';
import type { JsonObject } from '#core/domain/json/read-json.ts';
import { documentOf, issuer } from './cases/case.ts';

const alias = 'https://mtls.northlake.example/token';
const aliases = (token: unknown): JsonObject => ({ mtls_endpoint_aliases: { token_endpoint: token as string } });
const fieldIn = (...documents: ReadDocument[]) => fieldsOf(documents, '').mtlsTokenEndpoint;

test.each<[string, ReadDocument[], unknown]>([
  ['of an OIDC document', [documentOf('openid-configuration', aliases(alias))], alias],
  ['of an RFC 8414 document', [documentOf('oauth-authorization-server', aliases(alias))], alias],
  ['of a SMART document', [documentOf('smart-configuration', aliases(alias))], alias],
  [
    'relative to its document',
    [documentOf('openid-configuration', aliases('/mtls'))],
    `${new URL(issuer).origin}/mtls`,
  ],
  [
    'of the document that is believed first',
    [
      documentOf('smart-configuration', aliases('https://other.northlake.example/t')),
      documentOf('openid-configuration', aliases(alias)),
    ],
    alias,
  ],
  // Beside what UDAP signs, what is not signed is nobody's word.
  ['of a UDAP document', [documentOf('udap', aliases(alias))], undefined],
  [
    'with a password in it',
    [documentOf('openid-configuration', aliases('https://a:b@northlake.example/t'))],
    undefined,
  ],
  ['that is a number', [documentOf('openid-configuration', aliases(1))], undefined],
  ['that is a list', [documentOf('openid-configuration', { mtls_endpoint_aliases: [] })], undefined],
  ['that is null', [documentOf('openid-configuration', { mtls_endpoint_aliases: null })], undefined],
])('an alias %s', (_, documents, wanted) => {
  expect(fieldIn(...documents)?.value).toBe(wanted);
});

const told = (...documents: ReadDocument[]) =>
  judge(documents)
    .filter(({ member }) => member === 'mtls_endpoint_aliases')
    .map(({ severity, code }) => `${severity} ${code}`);

test.each<[string, ReadDocument[], string[]]>([
  ['a good one', [documentOf('openid-configuration', aliases(alias))], ['info endpoint/mutual-tls-alias']],
  [
    'one in clear',
    [documentOf('openid-configuration', aliases('http://mtls.northlake.example/t'))],
    ['error endpoint/not-https', 'info endpoint/mutual-tls-alias'],
  ],
  [
    'two that differ',
    [
      documentOf('openid-configuration', aliases(alias)),
      documentOf('smart-configuration', aliases('https://other.northlake.example/t')),
    ],
    ['warning endpoint/documents-differ', 'info endpoint/mutual-tls-alias', 'info endpoint/mutual-tls-alias'],
  ],
  [
    'a place to fill in',
    [documentOf('openid-configuration', aliases('https://{tenant}.northlake.example/t'))],
    ['error member/template', 'info endpoint/mutual-tls-alias'],
  ],
])('of %s is told', (_, documents, wanted) => {
  expect(told(...documents).sort()).toEqual(wanted.sort());
});
