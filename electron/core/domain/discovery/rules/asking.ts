/** @file Whether what is asked with is what the documents offer and the specifications want. */
import { subjectOf } from '../../token/extra-claims.ts';
import { scopesIn } from '../../token/scopes.ts';
import type { Method } from '../../token/way.ts';
import type { Asking } from './asking-subject.ts';
import { rulesOf } from './rule.ts';

const rule = rulesOf<Asking>();

export const askingRules = [
  rule({
    code: 'scope/openid-without-person',
    severity: 'warning',
    section: 'OIDC Core 1.0 §3.1.2.1, SMART App Launch 2.2 §Backend Services',
    says: '“openid” is asked for with client_credentials, where nobody signs in.',
    hint: 'It belongs to a Smile CDR (openid cdr_all_user_authorities); other servers refuse it or leave it out. Take it out, if the Source Payer is none.',
    finds: ({ text, way, isSmileCdr }) => {
      const scopes = scopesIn(text('requestScopes'));
      const isForSmile = isSmileCdr || scopes.some((scope) => scope.startsWith('cdr_'));
      return scopes.includes('openid') && way.grant === 'client_credentials' && !isForSmile
        ? [{ member: 'requestScopes', details: {} }]
        : [];
    },
  }),
  rule({
    code: 'assertion/subject-not-client',
    severity: 'warning',
    section: 'RFC 7523 §3, PDex 2.2 pdex-222',
    says: 'The subject of assertions is “{subject}”, not the client id.',
    hint: 'RFC 7523 §3 wants the client id for client authentication; PDex 2.2 wants the matched Patient for a member’s token. Leave it so only where the Source Payer agreed to it.',
    finds: ({ text, way }) => {
      const subject = way.usesAssertion ? subjectOf(text('assertionClaims')) : '';
      return subject === '' || subject === text('clientId')
        ? []
        : [{ member: 'assertionClaims', details: { subject } }];
    },
  }),
  rule({
    code: 'secret/weaker',
    severity: 'info',
    section: 'SMART App Launch 2.2 §Symmetric Authentication, RFC 9700 §2.5',
    says: 'The client proves itself by a secret ({method}): weaker than a key, and meant as temporary.',
    hint: 'SMART does not mean secrets for Backend Services, and FAPI 2.0 forbids them. Ask the Source Payer for private_key_jwt, and plan the change.',
    finds: ({ way: { method, usesSecret } }) =>
      usesSecret ? [{ member: 'authenticationMethod', details: { method } }] : [],
  }),
  rule({
    code: 'method/not-offered',
    severity: 'warning',
    section: 'RFC 8414 §2',
    says: 'The live test asks by {method}, and the documents offer {offered}.',
    hint: 'Lists are often incomplete. Ask the Source Payer how the client is registered, or choose another method in Client.',
    finds: ({ way, methods }) =>
      methods.length === 0 || methods.includes(nameOf(way.method))
        ? []
        : [{ member: 'authenticationMethod', details: { method: way.method, offered: few(methods) } }],
  }),
  rule({
    code: 'method/other-than-mode',
    severity: 'info',
    section: 'Smile CDR, Client Authentication Mode',
    says: 'The live test asks by {method}; Smile CDR will ask as its mode {mode} says.',
    hint: 'A token in the test does not prove that Smile CDR gets one. Ask the vendor whether your version can ask so too.',
    finds: ({ text, way: { method } }) => {
      const mode = text('clientAuthenticationMode');
      const usual = mode === 'CLIENT_SECRET_BASIC' ? 'client_secret_basic' : 'private_key_jwt';
      return mode === '' || method === usual ? [] : [{ member: 'authenticationMethod', details: { method, mode } }];
    },
  }),
  rule({
    code: 'algorithm/not-offered',
    severity: 'warning',
    section: 'RFC 8414 §2, RFC 7518 §3.1',
    says: 'Assertions are signed with {algorithm}, and the documents list {offered}.',
    hint: 'Choose one of these in Client, or make a key that can sign so in Keys. The live test tells what is taken.',
    finds: ({ text, way, algorithms }) => {
      const algorithm = text('assertionAlgorithm');
      return way.usesAssertion && algorithm !== '' && algorithms.length > 0 && !algorithms.includes(algorithm)
        ? [{ member: 'assertionAlgorithm', details: { algorithm, offered: few(algorithms) } }]
        : [];
    },
  }),
];

/** As documents list it: UDAP’s way is private_key_jwt with more in it. */
function nameOf(method: Method): string {
  return method === 'udap' ? 'private_key_jwt' : method;
}

function few(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => name.slice(0, 60));
  return [...shown, ...(names.length > shown.length ? ['…'] : [])].join(', ');
}
