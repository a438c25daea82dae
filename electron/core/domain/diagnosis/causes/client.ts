/** @file Who asks, and by what it proves it: the client's registration, its secret, its method. */
import { valueOf, isProduction } from '../../payer/payer.ts';
import { givenSecret } from '../../payer/given-secret.ts';
import type { Method } from '../../token/way.ts';
import type { Look } from '../cause.ts';
import { cannotBe, cause, fits, notAbout, possible, ruledOut } from '../cause.ts';
import type { Remedy } from '../diagnosis.ts';
import { ask, change, go } from '../remedies.ts';
import type { Seen } from '../seen.ts';
import { answerInWords } from '../seen.ts';
import { refusesClient, refusesForm } from './refusal.ts';

const at = ['refused'] as const;
const errors = ['invalid_client', 'unauthorized_client'];

export const clientCauses = [
  cause({
    code: 'cause/client-unknown',
    subject: 'Client id',
    at,
    effort: 1,
    signs: ['iss', 'client_id'],
    rests: ['clientId'],
    says: 'The Source Payer does not know the client “{clientId}”.',
    hint: 'Compare it letter by letter with what they sent; some servers tell large letters from small ones.',
    weighs: (seen) =>
      refusesClient(seen) || seen.error === 'unauthorized_client' ? possible(answerInWords(seen)) : notAbout,
    remedy: () => go('client', 'Compare the Client Id'),
  }),
  cause({
    code: 'cause/client-other-environment',
    subject: 'Environment',
    at,
    effort: 1,
    signs: ['iss', 'client_id'],
    rests: ['clientId', 'tokenEndpoint'],
    says: 'The client belongs to another environment: {why}.',
    hint: 'Test and production have clients and addresses of their own. Compare which of them the Source Payer sent the id for.',
    details: (seen) => ({
      why: otherEnvironment(seen) ?? `“${seen.words.clientId}” is asked for at ${seen.words.host}`,
    }),
    weighs: (seen) => {
      const why = otherEnvironment(seen);
      if (why === null) return isOneOfMany(seen) ? cannotBe : notAbout;
      return errors.includes(seen.error) ? fits(`${why}.`) : notAbout;
    },
    remedy: () => go('client', 'Compare the Client Id'),
  }),
  cause({
    code: 'cause/client-not-active',
    subject: 'Registration',
    at,
    effort: 2,
    comesByItself: true,
    says: 'The client is registered and not active: not approved yet, disabled, or still on its way to all of their servers.',
    hint: 'Some servers take hours or a day. Ask whether “{clientId}” is active where {host} answers.',
    weighs: (seen) =>
      refusesClient(seen) || seen.error === 'unauthorized_client' || seen.error === 'access_denied'
        ? possible(answerInWords(seen))
        : notAbout,
    remedy: (seen) => ask(seen, `Is our client “${seen.words.clientId}” active in this environment, and since when?`),
  }),
  cause({
    code: 'cause/method-not-registered',
    subject: 'Authentication method',
    at,
    effort: 1,
    rests: ['authenticationMethod', 'clientAuthenticationMode'],
    says: 'The client is registered for another way to authenticate than {method}.',
    hint: 'One client has one method. Ask which was registered; Smile CDR’s Client Authentication Mode has to be the same.',
    weighs: methodNotRegistered,
    remedy: (seen) =>
      otherMethod(seen) ??
      ask(seen, `For which authentication method is our client registered? We use ${seen.words.method}.`),
  }),
  cause({
    code: 'cause/both-credentials',
    subject: 'Credentials',
    at,
    effort: 2,
    says: 'The server saw two ways of authenticating in one request, and takes one only.',
    hint: 'One was sent from here. A gateway or a proxy that adds an Authorization header does so: ask the operators of both networks.',
    weighs: () => notAbout,
    remedy: (seen) =>
      ask(
        seen,
        `Your server sees two ways of client authentication; we send one (${seen.words.method}). Does a gateway add an Authorization header?`,
      ),
  }),
  cause({
    code: 'cause/secret-wrong',
    subject: 'Client secret',
    at,
    effort: 1,
    rests: ['secretSince'],
    says: 'The client secret is another one than the Source Payer has.',
    hint: 'Type it again: spaces at its ends, a secret’s id instead of its value, or the one of another environment.',
    weighs: ofSecret((seen) => {
      const since = givenSecret(seen.payer)?.since ?? '';
      return possible(since === '' ? 'A secret was sent.' : `The secret was typed on ${since.slice(0, 10)}.`);
    }),
    remedy: () => go('client', 'Type the secret again'),
  }),
  cause({
    code: 'cause/basic-encoding',
    subject: 'Encoding of id and secret',
    at,
    effort: 0,
    signs: ['authorization'],
    rests: ['basicEncoding'],
    says: 'The server reads id and secret in the Basic header otherwise than they are encoded.',
    hint: 'RFC 6749 §2.3.1 wants both form-encoded first; some servers do not decode, some refuse what is not encoded. Smile CDR sends one of the two only: look which.',
    weighs(seen) {
      if (seen.way.method !== 'client_secret_basic') return cannotBe;
      if (!seen.encodingMatters) return ruledOut('Id and secret are the same in both encodings.');
      if (refusesClient(seen)) return possible('Id or secret hold a character that the two encodings write otherwise.');
      return refusesForm(seen)
        ? fits('Id or secret hold a character that the two encodings write otherwise.')
        : notAbout;
    },
    remedy: (seen) =>
      valueOf(seen.payer, 'basicEncoding') === 'raw'
        ? change(seen, 'Encode id and secret first (form) and test again', { basicEncoding: 'form' })
        : change(seen, 'Send id and secret as they are (raw) and test again', { basicEncoding: 'raw' }),
  }),
  cause({
    code: 'cause/secret-expired',
    subject: 'Client secret',
    at,
    effort: 2,
    rests: ['secretSince'],
    comesByItself: true,
    says: 'The client secret has run out or was replaced.',
    hint: 'Ask the Source Payer until when it is valid; a new one is typed in Client.',
    weighs: ofSecret((seen) => possible(answerInWords(seen))),
    remedy: (seen) => ask(seen, 'Is our client secret still valid? If not, please send the next one by a safe way.'),
  }),
  cause({
    code: 'cause/tls-certificate-not-registered',
    subject: 'Client certificate',
    at,
    effort: 2,
    rests: ['clientKey'],
    says: 'The client certificate is another one than was registered: {subject}.',
    hint: 'tls_client_auth compares its subject, self_signed_tls_client_auth the certificate itself (RFC 8705 §2). A device that opens TLS on the way takes it off.',
    details: (seen) => ({ subject: clientCertificate(seen)?.subject ?? 'none is chosen' }),
    weighs(seen) {
      if (!seen.way.usesCertificate) return cannotBe;
      const certificate = clientCertificate(seen);
      const evidence =
        certificate === undefined ? [] : [`“${certificate.subject}”, issued by “${certificate.issuer}”, was shown.`];
      if (!refusesClient(seen)) return notAbout;
      return certificate !== undefined && Date.parse(certificate.notAfter) < seen.now.getTime()
        ? fits(`It ended on ${certificate.notAfter.slice(0, 10)}.`)
        : possible(...evidence);
    },
    remedy: (seen) =>
      ask(
        seen,
        `Which client certificate is registered for “${seen.words.clientId}”? Ours is named above by its SHA-256.`,
      ),
  }),
];

function ofSecret(weighs: (seen: Seen) => Look): (seen: Seen) => Look {
  return (seen) => {
    if (!seen.way.usesSecret) return cannotBe;
    return refusesClient(seen) ? weighs(seen) : notAbout;
  };
}

function clientCertificate({ payer }: Seen) {
  return payer.keys.find(({ id }) => id === payer.network.clientKeyId)?.certificate ?? undefined;
}

function methodNotRegistered(seen: Seen): Look {
  const isOpen = refusesClient(seen) || refusesForm(seen);
  if (!isOpen) return notAbout;
  const offered = seen.listed('tokenEndpointAuthMethods');
  const ours = seen.way.method === 'udap' ? 'private_key_jwt' : seen.way.method;
  if (offered.length === 0)
    return refusesClient(seen) ? possible('The documents do not say which methods there are.') : notAbout;
  if (!offered.includes(ours)) return fits(`The documents offer ${offered.join(', ')}, and ${ours} was used.`);
  if (offered.length === 1) return ruledOut(`The documents offer ${ours} only.`);
  return refusesClient(seen) ? possible(`The documents offer ${offered.join(', ')}.`) : notAbout;
}

/** One that the documents offer and for which all is at hand here. */
function otherMethod(seen: Seen): Remedy | null {
  const offered = seen.listed('tokenEndpointAuthMethods');
  const hasSecret = givenSecret(seen.payer) !== null;
  const possible: readonly Method[] = [
    ...(seen.key === null ? [] : (['private_key_jwt'] as const)),
    ...(canUdap(seen) ? (['udap'] as const) : []),
    ...(hasSecret ? (['client_secret_basic', 'client_secret_post'] as const) : []),
  ];
  const other = possible.find(
    (method) => method !== seen.way.method && (offered.length === 0 || method === 'udap' || offered.includes(method)),
  );
  return other === undefined
    ? null
    : change(seen, `Authenticate by ${other} and test again`, {
        authenticationMethod: other,
        // What Smile CDR is to do follows.
        clientAuthenticationMode: other.startsWith('client_secret') ? 'CLIENT_SECRET_BASIC' : 'PRIVATE_KEY_JWT',
      });
}

/** Nothing is missing for it: who we are there stands in the extension. */
function canUdap({ key, payer }: Seen): boolean {
  const isOffered = payer.documents.some(({ kind }) => kind === 'udap');
  return isOffered && key?.certificate != null && valueOf(payer, 'b2bExtension') !== '';
}

/** A text that leaves it open among others, and says nothing of places: nothing here speaks for it then. */
function isOneOfMany({ telling, answer }: Seen): boolean {
  const said = telling('cause/client-other-environment');
  return said !== null && !said.alone && !/tenant|directory/i.test(answer.errorDescription);
}

const testWords =
  /(?:^|[^a-z])(?:test|tst|uat|qa|sandbox|sbx|stage|staging|stg|dev|nonprod|non-prod|preprod|demo|int)(?:[^a-z]|$)/i;
const productionWords = /(?:^|[^a-z-])(?:prod|production|live)(?:[^a-z]|$)/i;

/** What here names the other environment than the payer's own; null: nothing does. */
function otherEnvironment({ payer, words }: Seen): string | null {
  const places = [
    ['the Token Endpoint', words.endpoint],
    ['the Client Id', words.clientId],
    ['the FHIR Base URL', words.fhirBase],
  ] as const;
  const production = isProduction(payer.ref);
  const odd = places.find(([, text]) =>
    production ? testWords.test(text) : productionWords.test(text) && !testWords.test(text),
  );
  if (odd === undefined) return null;
  return `${odd[0]}, ${odd[1]}, sounds like ${production ? 'a test' : 'production'}, and this payer is kept as ${production ? 'production' : 'another environment'}`;
}
