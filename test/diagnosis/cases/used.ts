/** @file Tokens that were granted, and are not good for what they were asked for. */
import { identityServer } from '../../servers/families/identity-server.ts';
import { keycloak } from '../../servers/families/keycloak.ts';
import { smartLauncher } from '../../servers/families/smart-launcher.ts';
import { springServer } from '../../servers/families/spring.ts';
import type { FhirWish } from '../../servers/families/fhir.ts';
import type { Family } from '../../servers/families/family.ts';
import type { Case, FamilyCase } from '../case.ts';
import { familyCase } from '../case.ts';

const used = (
  family: Family,
  name: string,
  truth: string,
  { fhir, ...more }: Partial<FamilyCase> & { fhir?: FhirWish },
): Case =>
  familyCase({
    family,
    name,
    truth,
    nextCall: true,
    server: async () => Promise.resolve(fhir === undefined ? {} : { fhir }),
    ...more,
  });

export const usedCases: readonly Case[] = [
  ...[keycloak(), smartLauncher()].flatMap((family) => [
    used(family, 'the FHIR server does not trust that issuer', 'cause/token-refused-by-fhir', {
      fhir: { trustsIssuer: false },
    }),
    used(family, 'the client may do nothing there', 'cause/permission-missing', { fhir: { hasPermission: false } }),
    used(family, 'the FHIR base is another path', 'cause/fhir-base-wrong', { fhir: { base: '/fhir/r4' } }),
    used(family, 'nobody listens at the FHIR base', 'cause/fhir-not-reached', {
      fields: () => ({ fhirBaseUrl: 'https://127.0.0.1:65502/fhir' }),
    }),
  ]),
  ...[keycloak(), identityServer(), springServer()].flatMap((family) =>
    (['hapi', 'spring-security'] as const).map((by) =>
      used(family, `the token is for another audience, looked at by ${by}`, 'cause/token-for-another-audience', {
        fhir: { audience: 'https://fhir.northlake.example', by },
        fields: () => ({ assertionAudience: 'token-endpoint' }),
      }),
    ),
  ),
  used(keycloak(), 'Spring Security does not trust that issuer', 'cause/token-refused-by-fhir', {
    fhir: { trustsIssuer: false, by: 'spring-security' },
  }),
];
