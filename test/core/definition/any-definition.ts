/** @file Definitions as fast-check makes them: right ones, and drafts that are wrong in every way a person can be wrong. */
import fc from 'fast-check';
import { addressFlaw } from '#core/domain/address.ts';
import type { DefinitionDraft } from '#core/domain/definition/check.ts';
import type { ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { authenticationModes } from '#core/domain/payer/fields.ts';

const name = fc.string({ minLength: 1, maxLength: 12 }).map((text) => `n${text.trim()}`);
// Some of what may stand in a URL reads as a place to fill in: /:tenant.
const https = fc.webUrl({ validSchemes: ['https'] }).filter((url) => addressFlaw(url) === null);
const optional = (some: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), some);

export const anyDefinition: fc.Arbitrary<ServerDefinition> = fc.record({
  nodeId: name,
  moduleId: name,
  name,
  issuer: https,
  authorizationEndpoint: optional(https),
  tokenEndpoint: https,
  userInfoEndpoint: optional(https),
  jwksEndpoint: optional(https),
  introspectionEndpoint: optional(https),
  revocationEndpoint: optional(https),
  registrationEndpoint: optional(https),
  clientAuthenticationMode: fc.constantFrom(...authenticationModes),
  clientId: name,
  requestScopes: name,
  fhirBaseUrl: optional(https),
  responseType: optional(name),
  organizationId: optional(name),
  customTokenParameters: optional(name),
  grantTypes: fc.array(name, { maxLength: 3 }),
  supportedScopes: fc.array(name, { maxLength: 3 }),
  authorizationScript: fc.string(),
  userMappingScript: fc.string(),
  signingKeyId: optional(name),
});

const wrongText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    ' padded',
    'padded ',
    'http://plain.example',
    'https://',
    'not an address',
    'https://ok.example',
    '\u00a0x',
    'https://a b/',
  ),
  fc.string(),
);

/** A right definition in which some members were replaced by something else. */
export const anyDraft: fc.Arbitrary<DefinitionDraft> = fc
  .tuple(
    anyDefinition,
    fc.dictionary(fc.constantFrom(...memberNames()), wrongText, { maxKeys: 4 }),
    fc.array(wrongText, { maxLength: 2 }),
  )
  .map(([definition, wrong, entries]) => ({ ...definition, ...wrong, grantTypes: entries }));

function memberNames() {
  return [
    'nodeId',
    'moduleId',
    'name',
    'issuer',
    'authorizationEndpoint',
    'tokenEndpoint',
    'jwksEndpoint',
    'clientId',
    'requestScopes',
    'fhirBaseUrl',
    'responseType',
    'clientAuthenticationMode',
    'customTokenParameters',
  ] as const;
}
