/** @file Whether a client of ours can prove itself there: grants, methods, algorithms, scopes. */
import { algorithmsOf } from '../../keys/algorithms.ts';
import type { DocumentKind } from '../finding.ts';
import type { ReadDocument } from '../read-document.ts';
import { listOf, textOf } from '../read-document.ts';
import { valuesOf } from '../signed-values.ts';
import type { Found, NoDetails } from './rule.ts';
import { rulesOf } from './rule.ts';

const rule = rulesOf<ReadDocument>();
const smart = 'SMART App Launch 2.2 §Metadata';
const asymmetric = 'SMART App Launch 2.2 §Asymmetric Authentication';

/** What any key of ours can sign with. */
const possibleAlgorithms: readonly string[] = [
  ...algorithmsOf({ type: 'RSA', bits: 3072 }),
  ...algorithmsOf({ type: 'EC', curve: 'P-384' }),
  ...algorithmsOf({ type: 'EC', curve: 'P-256' }),
  ...algorithmsOf({ type: 'EC', curve: 'P-521' }),
  ...algorithmsOf({ type: 'OKP', curve: 'Ed25519' }),
];

const ours = ['private_key_jwt', 'client_secret_basic'];
const signing = ['private_key_jwt', 'client_secret_jwt'];

const grants = 'grant_types_supported';
const methods = 'token_endpoint_auth_methods_supported';
const algorithms = 'token_endpoint_auth_signing_alg_values_supported';
const challenges = 'code_challenge_methods_supported';

export const clientRules = [
  rule({
    code: 'grants/not-told',
    severity: 'info',
    section: 'RFC 8414 §2',
    says: 'The document does not list grant types.',
    hint: 'The default would not name client_credentials, but servers that offer it often leave the list out. The live test tells.',
    finds: (document) => ofList(document, grants, (list) => (list === null ? {} : null)),
  }),
  rule({
    code: 'grants/no-client-credentials',
    severity: 'info',
    section: 'RFC 8414 §2, SMART App Launch 2.2 §Backend Services',
    says: 'The grant types are {grants}; client_credentials is not among them.',
    hint: 'Lists are often incomplete. Ask the Source Payer whether this server is the one for payer-to-payer; the live test tells.',
    finds: (document) =>
      ofList(document, grants, (list) =>
        list !== null && !list.includes('client_credentials') ? { grants: inWords(list) } : null,
      ),
  }),
  rule({
    code: 'grants/outdated',
    severity: 'info',
    section: 'RFC 9700 §2.1.2 and §2.4',
    says: 'Grants are offered that should not be used any more: {grants}.',
    hint: 'They do not touch client_credentials. Tell the Source Payer when you write to them anyway.',
    finds: (document) =>
      ofList(document, grants, (list) => {
        const outdated = (list ?? []).filter((grant) => grant === 'password' || grant === 'implicit');
        return outdated.length === 0 ? null : { grants: outdated.join(', ') };
      }),
  }),
  rule({
    code: 'methods/none-of-ours',
    severity: 'warning',
    section: 'RFC 8414 §2',
    says: 'Clients prove themselves by {methods}; neither private_key_jwt nor client_secret_basic is offered.',
    hint: 'Smile CDR can do these two alone. Ask the Source Payer which of them your client may use; the live test can try client_secret_post and mutual TLS too.',
    finds: (document) =>
      ofList(document, methods, (list) =>
        list !== null && !list.some((method) => ours.includes(method)) ? { methods: inWords(list) } : null,
      ),
  }),
  rule({
    code: 'methods/secret-only',
    severity: 'info',
    section: 'SMART App Launch 2.2 §Symmetric Authentication, RFC 9700 §2.5',
    says: 'Clients prove themselves by a secret ({methods}); a key is not offered.',
    hint: 'SMART does not mean secrets for Backend Services. Ask the Source Payer for private_key_jwt; plan the change if it comes later.',
    finds: (document) =>
      ofList(document, methods, (list) =>
        list?.includes('client_secret_basic') === true && !list.some((method) => signing.includes(method))
          ? { methods: inWords(list) }
          : null,
      ),
  }),
  rule({
    code: 'algorithms/not-told',
    severity: 'warning',
    section: 'RFC 8414 §2',
    says: 'private_key_jwt is offered without the algorithms that it takes.',
    hint: 'RFC 8414 requires the list. RS384 or ES384 is taken by every SMART server; the live test tells.',
    finds: (document) => ofList(document, algorithms, (list) => (list === null && offersToSign(document) ? {} : null)),
  }),
  rule({
    code: 'algorithms/none',
    severity: 'warning',
    section: 'RFC 8414 §2, RFC 8725 §3.1',
    says: '“none” is listed as a signing algorithm.',
    hint: 'It is forbidden: anyone could sign so. Tell the Source Payer. The wizard always signs.',
    finds: (document) => ofList(document, algorithms, (list) => (list?.includes('none') === true ? {} : null)),
  }),
  rule({
    code: 'algorithms/none-of-ours',
    severity: 'warning',
    section: 'RFC 8414 §2, RFC 7518 §3.1',
    says: 'Assertions may be signed with {algorithms}; no key of the wizard can do that.',
    hint: 'Ask the Source Payer to allow RS384 or ES384, as SMART does.',
    finds: (document) =>
      ofList(document, algorithms, (list) =>
        list !== null && offersToSign(document) && !list.some((name) => possibleAlgorithms.includes(name))
          ? { algorithms: inWords(list) }
          : null,
      ),
  }),
  rule({
    code: 'algorithms/not-as-smart',
    severity: 'info',
    section: asymmetric,
    says: 'Neither RS384 nor ES384 is listed ({algorithms}), and SMART requires one of them.',
    hint: 'The wizard takes an algorithm that is listed. Tell the Source Payer: other clients stop there.',
    finds: (document) =>
      document.kind === 'smart-configuration'
        ? ofList(document, algorithms, (list) =>
            list !== null && list.length > 0 && !list.some((name) => ['RS384', 'ES384'].includes(name))
              ? { algorithms: inWords(list) }
              : null,
          )
        : [],
  }),
  rule({
    code: 'capabilities/asymmetric-not-told',
    severity: 'warning',
    section: asymmetric,
    says: 'private_key_jwt is offered, and the capability client-confidential-asymmetric is not listed.',
    hint: 'One of the two is wrong. Ask the Source Payer whether clients with keys are let in; the live test tells.',
    finds: (document) => ofCapability(document, (capable, offered) => !capable && offered),
  }),
  rule({
    code: 'capabilities/asymmetric-alone',
    severity: 'warning',
    section: asymmetric,
    says: 'The capability client-confidential-asymmetric is listed, and private_key_jwt is not offered.',
    hint: 'One of the two is wrong. Ask the Source Payer whether clients with keys are let in; the live test tells.',
    finds: (document) =>
      listOf(document.json, methods) === null ? [] : ofCapability(document, (capable, offered) => capable && !offered),
  }),
  rule({
    code: 'capabilities/launch-without-authorization',
    severity: 'warning',
    section: smart,
    says: 'Apps may be launched ({names}), and no authorization endpoint is named.',
    hint: 'SMART requires it there. It does not touch client_credentials; tell the Source Payer.',
    finds: ({ kind, json }) => {
      if (kind !== 'smart-configuration' || textOf(json, 'authorization_endpoint') !== '') return [];
      const launches = ['launch-ehr', 'launch-standalone'].filter((name) =>
        listOf(json, 'capabilities')?.includes(name),
      );
      return launches.length === 0
        ? []
        : [{ member: 'authorization_endpoint', details: { names: launches.join(', ') } }];
    },
  }),
  rule({
    code: 'capabilities/unknown',
    severity: 'info',
    section: smart,
    says: 'SMART does not name these capabilities: {names}.',
    hint: 'Names that others define have to be whole URIs. Nothing was made of them.',
    finds: ({ kind, json }) => {
      if (kind !== 'smart-configuration') return [];
      const unknown = (listOf(json, 'capabilities') ?? []).filter(
        (name) => !knownCapabilities.has(name) && !name.includes(':'),
      );
      return unknown.length === 0 ? [] : [{ member: 'capabilities', details: { names: inWords(unknown) } }];
    },
  }),
  rule({
    code: 'challenges/plain',
    severity: 'warning',
    section: {
      'smart-configuration': smart,
      'openid-configuration': 'RFC 9700 §2.1.1, RFC 7636 §7.2',
      'oauth-authorization-server': 'RFC 9700 §2.1.1, RFC 7636 §7.2',
    },
    says: '“plain” is listed as a code challenge method.',
    hint: 'It protects nothing, and SMART forbids it. It does not touch client_credentials; tell the Source Payer.',
    finds: (document) =>
      document.kind === 'udap'
        ? []
        : ofList(document, challenges, (list) => (list?.includes('plain') === true ? {} : null)).map((found) => ({
            ...found,
            kind: document.kind,
          })),
  }),
  rule({
    code: 'challenges/no-s256',
    severity: 'warning',
    section: smart,
    says: '“S256” is not listed as a code challenge method.',
    hint: 'SMART requires it. It does not touch client_credentials; tell the Source Payer.',
    finds: (document) => ofChallenges(document, (list) => list.length > 0 && !list.includes('S256')),
  }),
  rule({
    code: 'scopes/none-for-systems',
    severity: 'info',
    section: 'SMART App Launch 2.2 §Backend Services',
    says: 'No scope for systems (system/…) is listed.',
    hint: 'Lists are often incomplete. Ask the Source Payer which scopes a payer asks for; the live test tells what is granted.',
    finds: (document) => {
      const { kind } = document;
      const list = listOf(valuesOf(document), 'scopes_supported');
      const isSmart = kind === 'smart-configuration' || kind === 'udap';
      return isSmart && list !== null && list.length > 0 && !list.some((scope) => scope.startsWith('system'))
        ? [{ member: 'scopes_supported', details: {} }]
        : [];
    },
  }),
  rule({
    code: 'scopes/no-openid',
    severity: 'info',
    section: 'OIDC Discovery 1.0 §3',
    says: 'The scopes of an OpenID provider have to hold “openid”, and do not.',
    hint: 'It does not touch client_credentials. The document may be of a plain OAuth server.',
    finds: ({ kind, json }) => {
      const list = listOf(json, 'scopes_supported');
      return kind === 'openid-configuration' && list !== null && list.length > 0 && !list.includes('openid')
        ? [{ member: 'scopes_supported', details: {} }]
        : [];
    },
  }),
  rule({
    code: 'scopes/not-a-scope',
    severity: 'warning',
    section: 'RFC 6749 §3.3',
    says: '“{scope}” is listed as a scope and cannot be one.',
    hint: 'A scope is visible ASCII without spaces, quotation marks and backslashes; each has an entry of its own. Tell the Source Payer.',
    finds: (document) => {
      const list = listOf(valuesOf(document), 'scopes_supported') ?? [];
      // All at once first: lists of hundreds are common, and almost always right.
      const isRight = !notInScopes.test(list.join('')) && !list.includes('');
      const wrong = isRight ? undefined : list.find((scope) => scope === '' || notInScopes.test(scope));
      return wrong === undefined ? [] : [{ member: 'scopes_supported', details: { scope: wrong.slice(0, 100) } }];
    },
  }),
  rule({
    code: 'response-types/not-one',
    severity: 'info',
    section: 'OIDC Discovery 1.0 §3, RFC 6749 §3.1.1',
    says: '{types} stands among the response types and is none.',
    hint: 'It does not touch client_credentials. Tell the Source Payer.',
    finds: ({ json }) => {
      const wrong = (listOf(json, 'response_types_supported') ?? []).filter((type) => notResponseTypes.has(type));
      return wrong.length === 0 ? [] : [{ member: 'response_types_supported', details: { types: wrong.join(', ') } }];
    },
  }),
  rule({
    code: 'id-token-algorithms/no-rs256',
    severity: 'info',
    section: 'OIDC Discovery 1.0 §3',
    says: 'RS256 is not among the algorithms that sign ID tokens: {algorithms}.',
    hint: 'An OpenID provider has to list it. It does not touch client_credentials; tell the Source Payer.',
    finds: ({ kind, json }) => {
      const list = listOf(json, idTokenAlgorithms);
      return kind === 'openid-configuration' && list !== null && list.length > 0 && !list.includes('RS256')
        ? [{ member: idTokenAlgorithms, details: { algorithms: inWords(list) } }]
        : [];
    },
  }),
  rule({
    code: 'id-token-algorithms/none',
    severity: 'info',
    section: 'OIDC Discovery 1.0 §3',
    says: 'ID tokens may come unsigned (“none”).',
    hint: 'It does not touch client_credentials. Where people sign in, only signed ID tokens may be taken.',
    finds: ({ kind, json }) =>
      kind === 'openid-configuration' && listOf(json, idTokenAlgorithms)?.includes('none') === true
        ? [{ member: idTokenAlgorithms, details: {} }]
        : [],
  }),
];

/** RFC 6749 §3.3: visible ASCII but for the quotation mark and the backslash. */
const notInScopes = /[^\x21\x23-\x5B\x5D-\x7E]/;
const idTokenAlgorithms = 'id_token_signing_alg_values_supported';
const notResponseTypes = new Set(['refresh_token', 'client_credentials', 'authorization_code', 'password']);

const knownCapabilities = new Set([
  'launch-ehr',
  'launch-standalone',
  'authorize-post',
  'client-public',
  'client-confidential-symmetric',
  'client-confidential-asymmetric',
  'sso-openid-connect',
  'context-banner',
  'context-style',
  'context-ehr-patient',
  'context-ehr-encounter',
  'context-ehr-diagnosticreport',
  'context-standalone-patient',
  'context-standalone-encounter',
  'context-passthrough-banner',
  'context-passthrough-style',
  'permission-offline',
  'permission-online',
  'permission-patient',
  'permission-user',
  'permission-v1',
  'permission-v2',
  'smart-app-state',
]);

const speaking: readonly DocumentKind[] = [
  'openid-configuration',
  'oauth-authorization-server',
  'smart-configuration',
  'udap',
];

function ofList<D>(
  document: ReadDocument,
  member: string,
  details: (list: readonly string[] | null) => D | null,
): Found<D>[] {
  // An empty object has nothing to say; that is told once.
  if (!speaking.includes(document.kind) || Object.keys(document.json).length === 0) return [];
  const found = details(listOf(valuesOf(document), member));
  return found === null ? [] : [{ member, details: found }];
}

function offersToSign(document: ReadDocument): boolean {
  return listOf(valuesOf(document), methods)?.includes('private_key_jwt') ?? false;
}

function ofCapability(
  document: ReadDocument,
  isWrong: (capable: boolean, offered: boolean) => boolean,
): Found<NoDetails>[] {
  const list = listOf(document.json, 'capabilities');
  if (document.kind !== 'smart-configuration' || list === null) return [];
  const capable = list.includes('client-confidential-asymmetric');
  return isWrong(capable, offersToSign(document)) ? [{ member: 'capabilities', details: {} }] : [];
}

function ofChallenges({ kind, json }: ReadDocument, isWrong: (list: readonly string[]) => boolean): Found<NoDetails>[] {
  const list = listOf(json, challenges);
  return kind === 'smart-configuration' && list !== null && isWrong(list) ? [{ member: challenges, details: {} }] : [];
}

function inWords(list: readonly string[]): string {
  const shown = list.slice(0, 12).map((entry) => entry.slice(0, 60));
  return list.length === 0 ? 'none' : [...shown, ...(list.length > shown.length ? ['…'] : [])].join(', ');
}
