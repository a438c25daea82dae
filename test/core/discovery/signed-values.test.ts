/** @file Which value is used where a UDAP document says one thing in plain and another in what is signed. */
import { expect, test } from 'vitest';
import { addressOf, fieldsOf } from '#core/domain/discovery/fields.ts';
import type { ReadDocument } from '#core/domain/discovery/read-document.ts';
import type { SignedMetadata } from '#core/domain/discovery/signed-metadata.ts';
import type { JsonObject } from '#core/domain/json/read-json.ts';
import { discoverTexts } from '#core/use-cases/discover.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { base, documentOf, issuer, readAt } from './cases/case.ts';

const seconds = Date.parse(readAt) / 1000;
const plain = {
  jwks_uri: 'https://x.example/jwks',
  revocation_endpoint: 'https://x.example/revoke',
  scopes_supported: ['plain'],
  grant_types_supported: ['client_credentials'],
};

function signedBy(claims: JsonObject, signature: 'good' | 'bad' = 'good'): ReadDocument {
  const endpoints = { token_endpoint: `${issuer}/token`, registration_endpoint: `${issuer}/register` };
  const about = { iss: base, sub: base, iat: seconds - 60, exp: seconds + 3600, jti: 'a' };
  const signed: SignedMetadata = {
    is: 'read',
    signature,
    chain: { is: 'trusted', subject: '' },
    revocation: 'checked',
    claims: { ...about, ...endpoints, ...claims },
    leaf: { subject: '', issuer: '', notBefore: '', notAfter: '', uris: [base], publicJwk: {} },
  };
  return documentOf('udap', plain, { signed });
}

test('every signed value is used before the plain one, and a plain one where none is signed', () => {
  const document = signedBy({ jwks_uri: '/jwks', introspection_endpoint: `${issuer}/i`, scopes_supported: ['signed'] });
  expect(fieldsOf([document], '')).toMatchObject({
    jwksEndpoint: { value: 'https://fhir.northlake.example/jwks' },
    introspectionEndpoint: { value: `${issuer}/i` },
    revocationEndpoint: { value: plain.revocation_endpoint },
    scopesSupported: { value: ['signed'] },
    grantTypesSupported: { value: ['client_credentials'] },
  });
});

test('a signed value of another type is no reason to use the plain one', () => {
  expect(addressOf(signedBy({ jwks_uri: 1 }), 'jwks_uri')).toBe('');
});

test('a document that is rejected has no address to ask', () => {
  const document = signedBy({ jwks_uri: `${issuer}/jwks` }, 'bad');
  expect([addressOf(document, 'jwks_uri'), fieldsOf([document], '')]).toEqual(['', {}]);
});

test.each([
  ['taken away', undefined, 'signed-metadata/taken-away'],
  ['a number', 1, 'signed-metadata/not-a-text'],
])('under an anchor nothing is used of a document whose signed metadata is %s', async (_name, signed, wanted) => {
  const json = JSON.stringify({ ...documentOf('udap').json, signed_metadata: signed });
  const texts = [
    { bytes: new TextEncoder().encode(json), name: 'udap.json', retrievedFrom: `${base}/.well-known/udap` },
  ];
  const anchored = { anchors: ['any'], revocationLists: [] };
  const { discovery } = await discoverTexts(memoryPorts(), { texts, anchored });
  expect([discovery.fields.tokenEndpoint, discovery.fields.registrationEndpoint]).toEqual([undefined, undefined]);
  expect(discovery.findings.find(({ code }) => code === wanted)?.gate).toBe('never');
});
