/** @file UDAP documents: versions, profiles, extensions, methods (interop-specs §1.5). Their signed metadata has rules of its own. */
import type { ReadDocument } from '../read-document.ts';
import { listOf, textOf } from '../read-document.ts';
import { valuesOf } from '../signed-values.ts';
import { rulesOf } from './rule.ts';

const rule = rulesOf<ReadDocument>();
const section = 'UDAP Security 2.0 §Discovery';

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
      listOf(valuesOf(document), 'udap_authorization_extensions_supported')?.includes('hl7-b2b') === false
        ? [{ member: 'udap_authorization_extensions_supported', details: {} }]
        : [],
  }),
  rule({
    code: 'udap/required-not-told',
    severity: 'warning',
    section,
    says: 'The document does not say which of “{supported}” are required.',
    hint: 'Ask the Source Payer which extensions and certifications a token request has to carry.',
    finds: (document) => {
      const values = document.kind === 'udap' ? valuesOf(document) : {};
      return ['udap_authorization_extensions', 'udap_certifications'].flatMap((what) =>
        (listOf(values, `${what}_supported`)?.length ?? 0) > 0 && values[`${what}_required`] === undefined
          ? [{ member: `${what}_required`, details: { supported: `${what}_supported` } }]
          : [],
      );
    },
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
      textOf(valuesOf(document), 'authorization_endpoint') === ''
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

function ofList(
  document: ReadDocument,
  name: string,
  isWrong: (list: readonly string[]) => boolean,
): { list: readonly string[] }[] {
  const list = listOf(valuesOf(document), name);
  return document.kind === 'udap' && list !== null && isWrong(list) ? [{ list }] : [];
}

function offersClientCredentials(document: ReadDocument): boolean {
  return listOf(valuesOf(document), 'grant_types_supported')?.includes('client_credentials') ?? false;
}

function profilesNeeded(document: ReadDocument): string[] {
  return ['udap_dcr', 'udap_authn', ...(offersClientCredentials(document) ? ['udap_authz'] : [])];
}
