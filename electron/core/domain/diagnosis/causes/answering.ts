/** @file An answer that no token endpoint gives: redirects, pages, gateways, and token answers that are none. */
import { cause, fits, notAbout, possible, proven, told } from '../cause.ts';
import type { Look } from '../cause.ts';
import { valueOf } from '../../payer/payer.ts';
import { shownLocation } from '../../shown-address.ts';
import { wantsPerson } from '../oauth-error.ts';
import { marksOf, quoted } from '../page.ts';
import { ask, change, go } from '../remedies.ts';
import { isWordless } from './refusal.ts';
import type { Seen } from '../seen.ts';

const at = ['answering'] as const;
const signIn = /log-?[io]n|sign-?[io]n|\bsso\b|saml|\/adfs\/|authorize|\/cas\/|wsfed|session/i;

export const answeringCauses = [
  cause({
    code: 'cause/redirect-login',
    subject: 'Redirect',
    at,
    effort: 2,
    says: '{endpoint} sends us to a page on which people sign in: {location}.',
    hint: 'A gateway takes our request for a browser’s. Compare the address; then ask the Source Payer for the one that programs use.',
    details: (seen) => ({ location: locationOf(seen) }),
    weighs: (seen) =>
      isRedirect(seen) && signIn.test(locationOf(seen))
        ? proven(`Status ${String(seen.status)}, Location ${locationOf(seen)}.`)
        : notAbout,
    remedy: (seen) =>
      ask(seen, 'Your token endpoint redirects us to a sign-in page. Is this the address that programs use?'),
  }),
  cause({
    code: 'cause/redirect-elsewhere',
    subject: 'Redirect',
    at,
    effort: 1,
    says: '{endpoint} sends us on to {location}.',
    hint: 'Redirects are not followed: an assertion could end up with somebody else. If the Source Payer confirms the new address, type it as the Token Endpoint.',
    details: (seen) => ({ location: locationOf(seen) }),
    weighs: (seen) =>
      isRedirect(seen) && !signIn.test(locationOf(seen))
        ? proven(`Status ${String(seen.status)}, Location ${locationOf(seen)}.`)
        : notAbout,
    remedy: () => go('endpoints', 'Compare the Token Endpoint'),
  }),
  cause({
    code: 'cause/not-the-token-endpoint',
    subject: 'Token Endpoint',
    at: ['answering', 'refused'],
    effort: 1,
    says: '{endpoint} is not the token endpoint.',
    hint: 'Compare it with the documents and with what the Source Payer gave: a missing path, a tenant, an older version.',
    rests: ['tokenEndpoint'],
    weighs: notTheEndpoint,
    remedy: (seen) => {
      const documented = seen.payer.found.tokenEndpoint?.value;
      const back =
        typeof documented === 'string'
          ? change(seen, `Use the documents’ Token Endpoint, ${documented}`, { tokenEndpoint: documented })
          : null;
      return back ?? go('endpoints', 'Compare the Token Endpoint');
    },
  }),
  cause({
    code: 'cause/gateway-page',
    subject: 'Gateway',
    at: ['answering', 'refused', 'token'],
    effort: 2,
    says: 'Not the server answered but something in front of it: {page}.',
    hint: 'A web application firewall or a gateway turned the request away. Send the Source Payer the time and the ids of the answer; they find it in that log.',
    details: ({ page, status }) => ({
      page:
        page.title === '' ? `status ${String(status)}, ${page.contentType || 'no content type'}` : quoted(page.title),
    }),
    comesByItself: true,
    weighs: gateway,
    remedy: (seen) =>
      ask(seen, 'A gateway in front of your server turns our request away. Could you look it up in its log?'),
  }),
  cause({
    code: 'cause/gateway-key-wanted',
    subject: 'Subscription key',
    at: ['answering', 'refused'],
    effort: 2,
    says: 'A gateway in front of the token endpoint wants a subscription key of its own.',
    hint: 'OAuth knows no such key, and Smile CDR sends none. Ask the Source Payer to leave the token endpoint open.',
    weighs: ({ page }) =>
      /^azureapimanagementkey/i.test(page.headers['www-authenticate'] ?? '')
        ? told('The challenge names a key of Azure API Management.')
        : notAbout,
    remedy: (seen) =>
      ask(
        seen,
        'Your gateway wants a subscription key for the token endpoint. Could it be left open there? OAuth clients send none.',
      ),
  }),
  cause({
    code: 'cause/soft-200',
    subject: 'Page',
    at,
    effort: 1,
    says: '{endpoint} answers 200 with a page for people: {page}.',
    hint: 'Single-page applications and maintenance pages do so for any path. Compare the address.',
    details: ({ page }) => ({ page: page.title === '' ? 'without a title' : quoted(page.title) }),
    weighs: (seen) => (isOk(seen) && seen.page.isHtml ? proven('The status is 200, and the body is HTML.') : notAbout),
    remedy: () => go('endpoints', 'Compare the Token Endpoint'),
  }),
  cause({
    code: 'cause/content-type-refused',
    subject: 'Content type',
    at: ['answering', 'refused'],
    effort: 2,
    says: 'What answers there does not take a form.',
    hint: 'Token requests are forms (RFC 6749 §4.4.2), and one was sent. A gateway that wants JSON, or another address: ask the Source Payer.',
    weighs: ({ status }) => (status === 415 ? proven('Status 415 says so.') : notAbout),
    remedy: (seen) =>
      ask(
        seen,
        'Our token request is a form, as RFC 6749 has it, and its content type is refused. Is this the token endpoint?',
      ),
  }),
  cause({
    code: 'cause/answer-too-large',
    subject: 'Answer',
    at,
    effort: 1,
    says: 'The answer of {host} is far too large for a token.',
    hint: 'A download or a page for people stands at that address. Compare it.',
    weighs: ({ answer }) => (/\/too-large$/.test(answer.code) ? proven('More than 1 MiB came.') : notAbout),
    remedy: () => go('endpoints', 'Compare the Token Endpoint'),
  }),
  cause({
    code: 'cause/not-json',
    subject: 'Answer',
    at: ['reaching', 'answering'],
    effort: 2,
    says: '{endpoint} answers {status} with something that is not JSON ({kind}).',
    hint: 'RFC 6749 §5 wants JSON. An older server that answers as a form, or a gateway that changes answers: ask the Source Payer.',
    details: ({ page }) => ({ kind: page.contentType || 'no content type' }),
    weighs: notJson,
    remedy: (seen) =>
      ask(seen, 'Your token endpoint answers something that is not JSON. Is this the address that programs use?'),
  }),
  cause({
    code: 'cause/token-missing',
    subject: 'Token',
    at,
    effort: 2,
    says: '{endpoint} answers {status} with JSON that holds no access token.',
    hint: 'Its members are {members}. Another service, or a server that names it otherwise: ask the Source Payer.',
    details: ({ answer }) => ({ members: answer.answer?.members.slice(0, 20).join(', ') || 'none' }),
    weighs: (seen) => (isOk(seen) && seen.page.isJson ? proven('RFC 6749 §5.1 wants “access_token”.') : notAbout),
    remedy: (seen) =>
      ask(seen, 'Your token endpoint answers without “access_token”. Is this the address that programs use?'),
  }),
];

function notTheEndpoint(seen: Seen): Look {
  const { status, error, phase } = seen;
  if (phase === 'refused') {
    const isListed = seen
      .listed('grantTypesSupported')
      .includes(seen.answer.sent.form['grant_type'] ?? 'client_credentials');
    return error === 'unsupported_grant_type' && isListed
      ? fits('The documents list this grant, and what answers there does not know it.')
      : notAbout;
  }
  const documented = seen.payer.found.tokenEndpoint?.value;
  const differs = typeof documented === 'string' && documented !== valueOf(seen.payer, 'tokenEndpoint');
  const more = differs ? [`The documents name ${documented}.`] : [];
  if (status === 404 || status === 405 || status === 410)
    return fits(`Status ${String(status)}: nothing takes a POST there.`, ...more);
  return differs && status >= 400 && status < 500 ? fits(...more) : notAbout;
}

function gateway(seen: Seen): Look {
  const { status, page, phase } = seen;
  if (phase === 'refused')
    return isWordless(seen) ? possible('A token endpoint names an error, and this answer names none.') : notAbout;
  if (phase === 'token')
    return page.isHtml && status === 403
      ? fits('A FHIR server answers with an OperationOutcome, and this is HTML.')
      : notAbout;
  if (wantsPerson(page)) return fits(`It wants people to sign in: ${page.headers['www-authenticate'] ?? ''}.`);
  if (
    status < 400 ||
    status === 404 ||
    status === 405 ||
    status === 410 ||
    status === 415 ||
    status === 429 ||
    status >= 500
  )
    return notAbout;
  const by = marksOf(page);
  const evidence = [
    page.isHtml
      ? 'A token endpoint answers with JSON, and this is HTML.'
      : 'A token endpoint names an error, and this answer names none.',
    ...(by.length === 0 ? [] : [`Headers: ${by.join(', ')}.`]),
  ];
  return (page.isHtml || status === 403 ? fits : possible)(...evidence);
}

function notJson({ status, page, answer }: Seen): Look {
  const isUnreadable = answer.code === 'discovery/broken-encoding';
  if (isUnreadable) return proven('It says that it is compressed, and cannot be unpacked.');
  if (status >= 200 && status < 300 && !page.isHtml && !page.isJson)
    return proven(`The content type is ${page.contentType || 'not said'}.`);
  return status === 400 && !page.isHtml && !page.isJson
    ? fits(`The content type is ${page.contentType || 'not said'}.`)
    : notAbout;
}

function isOk({ status }: Seen): boolean {
  return status >= 200 && status < 300;
}

function isRedirect({ status }: Seen): boolean {
  return status >= 300 && status < 400;
}

function locationOf({ page, endpoint }: Seen): string {
  return shownLocation(page.headers['location'] ?? '', endpoint);
}
