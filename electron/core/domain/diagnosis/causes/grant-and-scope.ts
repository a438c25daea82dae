/** @file What is asked for, and by which grant. */
import type { Look } from '../cause.ts';
import { cannotBe, cause, fits, notAbout, possible, ruledOut, told } from '../cause.ts';
import type { Remedy } from '../diagnosis.ts';
import { ask, change, go } from '../remedies.ts';
import type { Seen } from '../seen.ts';
import { answerInWords } from '../seen.ts';
import { refusesClient, refusesForm, refusesScope } from './refusal.ts';
import { forSystem, isForPerson, otherPdexSpelling, otherVersion, versionOf } from './scope-spellings.ts';

const at = ['refused'] as const;

export const grantAndScopeCauses = [
  cause({
    code: 'cause/grant-not-allowed',
    subject: 'Grant',
    at,
    effort: 2,
    signs: ['grant_type'],
    rests: ['grantType'],
    says: 'The client is known, and may not use the grant {grant}.',
    hint: 'The Source Payer allows grants for each client. Ask them to allow it for “{clientId}”.',
    details: (seen) => ({ grant: grantOf(seen) }),
    weighs: (seen) => {
      if (seen.error === 'unauthorized_client') return fits('By RFC 6749 §5.2 “unauthorized_client” says so.');
      return seen.error === 'access_denied' ? possible(answerInWords(seen)) : notAbout;
    },
    remedy: (seen) =>
      ask(seen, `Please allow our client “${seen.words.clientId}” the grant ${grantOf(seen)}, with the scopes below.`),
  }),
  cause({
    code: 'cause/grant-unsupported',
    subject: 'Grant',
    at,
    effort: 2,
    signs: ['grant_type'],
    rests: ['grantType'],
    says: 'The server does not know the grant {grant}.',
    hint: 'Another token endpoint may be meant for systems: ask the Source Payer which.',
    details: (seen) => ({ grant: grantOf(seen) }),
    weighs: grantUnsupported,
    remedy: (seen) =>
      otherGrant(seen) ??
      ask(
        seen,
        `Your token endpoint does not know the grant ${grantOf(seen)}. Which address and which grant are meant for systems?`,
      ),
  }),
  cause({
    code: 'cause/scope-version',
    subject: 'Version of the scopes',
    at,
    effort: 0,
    signs: ['scope'],
    rests: ['requestScopes'],
    says: 'The server spells these scopes as another version of SMART does: {scopes}.',
    hint: 'SMART 1 says .read and .*, SMART 2 says .rs and .cruds. Smile CDR asks with the Request Scopes.',
    details: (seen) => ({ scopes: versioned(seen).join(' ') || 'none' }),
    weighs: (seen) => {
      const ours = versioned(seen);
      if (ours.length === 0) return cannotBe;
      if (!refusesScope(seen)) return notAbout;
      const listed = seen.listed('scopesSupported');
      const onlyOther = ours.filter((scope) => !listed.includes(scope) && listed.includes(otherVersion(scope) ?? ''));
      if (onlyOther.length > 0)
        return fits(`The documents list ${onlyOther.map((scope) => otherVersion(scope)).join(' ')}.`);
      // A list is of the server and not of this client: of two versions it may have registered either.
      const isOnlyOurs =
        versionsOf(listed).size === 1 && ours.every((scope) => versionsOf(listed).has(versionOf(scope)));
      return isOnlyOurs ? ruledOut('The documents list scopes of this version only.') : possible(answerInWords(seen));
    },
    remedy: (seen) => respell(seen, otherVersion, 'Ask in the other spelling and test again'),
  }),
  cause({
    code: 'cause/pdex-scope-spelling',
    subject: 'Spelling of the PDex scope',
    at,
    effort: 0,
    signs: ['scope'],
    rests: ['requestScopes'],
    says: 'The server spells the scope of the bulk member match as another version of PDex does: {scope}.',
    hint: 'PDex up to 2.1 says bulk-member-match, PDex 2.2 BulkMemberMatch.',
    details: (seen) => ({ scope: seen.scopes.find((scope) => otherPdexSpelling(scope) !== null) ?? 'none' }),
    weighs: (seen) => {
      const ours = seen.scopes.find((scope) => otherPdexSpelling(scope) !== null);
      if (ours === undefined) return cannotBe;
      if (!refusesScope(seen)) return notAbout;
      const listed = seen.listed('scopesSupported');
      return listed.includes(otherPdexSpelling(ours) ?? '')
        ? fits(`The documents list ${String(otherPdexSpelling(ours))}.`)
        : possible(answerInWords(seen));
    },
    remedy: (seen) => respell(seen, otherPdexSpelling, 'Ask in the other spelling and test again'),
  }),
  cause({
    code: 'cause/openid-scope',
    subject: 'openid',
    at,
    effort: 0,
    signs: ['scope'],
    rests: ['requestScopes'],
    says: 'The server does not give “openid” to a system.',
    hint: 'It asks for an ID token about a person, and there is none in this grant. Smile CDR as Source Payer takes it; most others do not.',
    weighs: (seen) => {
      if (!seen.scopes.includes('openid')) return cannotBe;
      if (!refusesScope(seen)) return notAbout;
      const listed = seen.listed('scopesSupported');
      return listed.length > 0 && !listed.includes('openid')
        ? fits('The documents do not list it.')
        : possible(answerInWords(seen));
    },
    remedy: (seen) => respell(seen, (scope) => (scope === 'openid' ? '' : null), 'Ask without openid and test again'),
  }),
  cause({
    code: 'cause/scope-for-a-person',
    subject: 'Scopes of a person',
    at,
    effort: 0,
    rests: ['requestScopes'],
    says: 'These scopes are of somebody who signs in, and here a system asks: {scopes}.',
    hint: 'Backend services ask for system/… (SMART App Launch 2.2).',
    details: (seen) => ({ scopes: seen.scopes.filter(isForPerson).join(' ') || 'none' }),
    weighs: (seen) => {
      if (!seen.scopes.some(isForPerson)) return cannotBe;
      return refusesScope(seen) ? fits('Only system/… can be given to a system.') : notAbout;
    },
    remedy: (seen) =>
      respell(
        seen,
        (scope) => (isForPerson(scope) ? (forSystem(scope) ?? '') : null),
        'Ask for the system and test again',
      ),
  }),
  cause({
    code: 'cause/scope-not-registered',
    subject: 'Scopes',
    at,
    effort: 2,
    signs: ['scope'],
    rests: ['requestScopes'],
    says: 'Not all of these scopes are registered for the client: {scopes}.',
    hint: 'Ask which were registered for “{clientId}”, or ask for fewer.',
    details: (seen) => ({ scopes: (unlisted(seen).length === 0 ? seen.scopes : unlisted(seen)).join(' ') || 'none' }),
    weighs: (seen) => {
      if (!refusesScope(seen)) return seen.error === 'access_denied' ? possible(answerInWords(seen)) : notAbout;
      const missing = unlisted(seen);
      return missing.length === 0
        ? possible(answerInWords(seen))
        : fits(`The documents do not list ${missing.join(' ')}.`);
    },
    remedy: (seen) => {
      const kept = seen.scopes.filter((scope) => seen.listed('scopesSupported').includes(scope));
      const fewer =
        unlisted(seen).length === 0 || kept.length === 0
          ? null
          : change(seen, 'Ask for the listed ones only and test again', { requestScopes: kept.join(' ') });
      return fewer ?? ask(seen, `Which scopes are registered for our client “${seen.words.clientId}”?`);
    },
  }),
  cause({
    code: 'cause/scope-missing',
    subject: 'Scopes',
    at,
    effort: 1,
    rests: ['requestScopes'],
    says: 'The server wants to be told which scopes are asked for, and none were.',
    hint: 'SMART requires them. Type the Request Scopes in Definition.',
    weighs: (seen) => {
      if (seen.scopes.length > 0) return cannotBe;
      return refusesScope(seen) || refusesForm(seen) ? fits('No scope was sent.') : notAbout;
    },
    remedy: () => go('definition', 'Type the Request Scopes'),
  }),
  cause({
    code: 'cause/resource-wanted',
    subject: 'Resource',
    at,
    effort: 2,
    says: 'The server wants to be told for which API the token is: a “resource” (RFC 8707), or an “audience” as Auth0 has it.',
    hint: 'Ask for its exact value. Smile CDR sends it as one of the Custom Token Parameters.',
    weighs: (seen) => {
      if (seen.error === 'invalid_target') return told('“invalid_target” says so (RFC 8707 §2).');
      return notAbout;
    },
    remedy: (seen) =>
      ask(seen, 'Your token endpoint wants a resource (RFC 8707) or an audience parameter. Which value is ours?'),
  }),
  cause({
    code: 'cause/parameter-missing',
    subject: 'Request',
    at,
    effort: 2,
    says: 'The server misses something in the request, or does not understand it.',
    hint: 'Compare what was sent with the Source Payer’s manual. What servers want beyond RFC 6749, Smile CDR sends as Custom Token Parameters.',
    weighs: (seen) =>
      refusesForm(seen)
        ? possible(answerInWords(seen), `Sent: ${Object.keys(seen.answer.sent.form).join(', ')}.`)
        : notAbout,
    remedy: (seen) =>
      ask(
        seen,
        `Which parameter of our token request do you miss? We send: ${Object.keys(seen.answer.sent.form).join(', ')}.`,
      ),
  }),
  cause({
    code: 'cause/dpop-wanted',
    subject: 'DPoP',
    at,
    effort: 2,
    says: 'The server wants a proof of possession with each request (DPoP, RFC 9449).',
    hint: 'Neither this test nor Smile CDR sends one. Ask the Source Payer to allow bearer tokens for this client.',
    weighs: ({ error }) =>
      error === 'use_dpop_nonce' || error === 'invalid_dpop_proof' ? told(`“${error}” says so.`) : notAbout,
    remedy: (seen) => ask(seen, 'Your token endpoint wants DPoP (RFC 9449). Could our client be set to bearer tokens?'),
  }),
];

function grantUnsupported(seen: Seen): Look {
  if (seen.error === 'unsupported_grant_type') return told('“unsupported_grant_type” says so.', ...listedGrants(seen));
  if (seen.way.grant === 'client_credentials' || !(refusesClient(seen) || refusesForm(seen))) return notAbout;
  // A server that does not know the grant takes the request for one without a proof of who asks.
  const isListed = seen.listed('grantTypesSupported').includes(grantOf(seen));
  return (isListed || listedGrants(seen).length === 0 ? possible : fits)(
    `Asked by ${grantOf(seen)}.`,
    ...listedGrants(seen),
  );
}

function grantOf({ answer }: Seen): string {
  return answer.sent.form['grant_type'] ?? 'client_credentials';
}

function listedGrants(seen: Seen): string[] {
  const listed = seen.listed('grantTypesSupported');
  return listed.length === 0 ? [] : [`The documents list ${listed.join(', ')}.`];
}

/** Back to client_credentials, where the JWT was the grant. */
function otherGrant(seen: Seen): Remedy | null {
  return seen.way.grant === 'client_credentials'
    ? null
    : change(seen, 'Ask by client_credentials and test again', { grantType: 'client_credentials' });
}

function versionsOf(scopes: readonly string[]): ReadonlySet<string> {
  return new Set(scopes.filter((scope) => otherVersion(scope) !== null).map(versionOf));
}

function versioned({ scopes }: Seen): string[] {
  return scopes.filter((scope) => otherVersion(scope) !== null);
}

/** Of what was asked, what the documents list in no spelling; empty where they have no list. */
function unlisted(seen: Seen): string[] {
  const listed = seen.listed('scopesSupported');
  if (listed.length === 0) return [];
  const knows = (scope: string | null) => scope !== null && listed.includes(scope);
  return seen.scopes.filter(
    (scope) =>
      !knows(scope) &&
      !knows(otherVersion(scope)) &&
      !knows(otherPdexSpelling(scope)) &&
      scope !== 'openid' &&
      !isForPerson(scope),
  );
}

/** '' drops a scope, null leaves it. */
function respell(seen: Seen, other: (scope: string) => string | null, says: string): Remedy | null {
  const scopes = [...new Set(seen.scopes.map((scope) => other(scope) ?? scope))].filter((scope) => scope !== '');
  return scopes.length === 0 ? null : change(seen, says, { requestScopes: scopes.join(' ') });
}
