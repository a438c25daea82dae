/** @file Clients that are let in, and what they ask for that is not theirs. */
import { bulkDataServer } from '../../servers/families/bulk-data-server.ts';
import { cerner } from '../../servers/families/cerner.ts';
import { epic } from '../../servers/families/epic.ts';
import type { Family } from '../../servers/families/family.ts';
import { identityServer } from '../../servers/families/identity-server.ts';
import { keycloak } from '../../servers/families/keycloak.ts';
import { okta } from '../../servers/families/okta.ts';
import { smartLauncher } from '../../servers/families/smart-launcher.ts';
import { springServer } from '../../servers/families/spring.ts';
import type { Case, Typed } from '../case.ts';
import { familyCase } from '../case.ts';

const asking =
  (requestScopes: string): Typed =>
  () => ({ requestScopes, assertionAudience: 'token-endpoint' });
const has = (...scopes: string[]) => ({ registered: () => ({ scopes }) });
const lists = (...scopes: string[]) => ({ server: async () => Promise.resolve({ scopes }) });

const memberMatch = 'http://hl7.org/fhir/us/davinci-hrex/OperationDefinition/member-match';
const since22 = 'http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/BulkMemberMatch';
const until21 = 'http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/bulk-member-match';

const refusing: readonly Family[] = [
  keycloak(),
  okta(),
  identityServer(),
  springServer(),
  smartLauncher(),
  epic(),
  cerner(),
];

export const scopeCases: readonly Case[] = [
  ...refusing.map((family) =>
    familyCase({
      family,
      name: 'v1 is asked for, and v2 is registered',
      truth: 'cause/scope-version',
      fields: asking('system/*.read'),
      ...has('system/*.rs'),
      ...lists('system/*.rs'),
    }),
  ),
  ...[okta(), springServer(), smartLauncher()].map((family) =>
    familyCase({
      family,
      name: 'v2 is asked for, and v1 is registered',
      truth: 'cause/scope-version',
      fields: asking('system/*.rs'),
      ...has('system/*.read'),
      ...lists('system/*.read'),
    }),
  ),
  ...[keycloak(), okta(), identityServer(), springServer()].map((family) =>
    familyCase({
      family,
      name: 'PDex 2.2 is asked for, and the spelling of 2.1 is registered',
      truth: 'cause/pdex-scope-spelling',
      fields: asking(`system/*.rs ${memberMatch} ${since22}`),
      ...has('system/*.rs', memberMatch, until21),
      ...lists('system/*.rs', memberMatch, until21),
    }),
  ),
  ...refusing.map((family) =>
    familyCase({
      family,
      name: 'a scope that the client does not have',
      truth: 'cause/scope-not-registered',
      fields: asking('system/Coverage.rs'),
      ...has('system/Patient.rs'),
      ...lists('system/Patient.rs', 'system/Coverage.rs'),
    }),
  ),
  ...[okta(), identityServer(), bulkDataServer(), smartLauncher(), springServer()].map((family) =>
    familyCase({
      family,
      name: 'openid with client_credentials',
      truth: 'cause/openid-scope',
      fields: asking('openid system/*.rs'),
      ...has('system/*.rs'),
    }),
  ),
  ...[bulkDataServer(), smartLauncher()].map((family) =>
    familyCase({ family, name: 'no scope is asked for', truth: 'cause/scope-missing', fields: asking('') }),
  ),
  ...[keycloak(), okta(), identityServer(), springServer(), epic()].map((family) =>
    familyCase({
      family,
      name: 'the client may not use client_credentials',
      truth: 'cause/grant-not-allowed',
      registered: () => ({ grants: ['authorization_code'] }),
      fields: asking('system/*.read'),
    }),
  ),
  ...[keycloak(), bulkDataServer(), smartLauncher()].map((family) =>
    familyCase({
      family,
      name: 'jwt-bearer is not known there',
      truth: 'cause/grant-unsupported',
      fields: () => ({ grantType: 'jwt-bearer', assertionAudience: 'token-endpoint' }),
    }),
  ),
];
