/** @file A token was granted, and the FHIR server does not take it: RFC 6750 §3.1, FHIR R4 §http. */
import { shownLocation } from '../../shown-address.ts';
import type { Look } from '../cause.ts';
import { cause, fits, notAbout, possible, proven, told } from '../cause.ts';
import { challengeError } from '../oauth-error.ts';
import { ask, go } from '../remedies.ts';
import type { Seen } from '../seen.ts';

const at = ['token'] as const;

export const tokenCauses = [
  cause({
    code: 'cause/fhir-not-reached',
    subject: 'FHIR server',
    at,
    effort: 1,
    says: 'The token is good as far as can be seen, and {fhirBase} gave no answer.',
    hint: 'Another host than the token endpoint’s: it may need another CA, a client certificate, or a place on a list of addresses.',
    weighs: ({ nextCall }) =>
      nextCall !== null && nextCall.code !== ''
        ? proven(
            nextCall.detail === ''
              ? 'The connection was tried, and gave no answer.'
              : `The connection ended so: ${nextCall.detail}.`,
          )
        : notAbout,
    remedy: () => go('endpoints', 'Compare the FHIR Base URL'),
  }),
  cause({
    code: 'cause/permission-missing',
    subject: 'Permission',
    at,
    effort: 2,
    rests: ['requestScopes'],
    says: 'The FHIR server knows the token, and does not allow this search with it.',
    hint: 'The token is good, a permission is missing: a scope that reads Patient, or rights of the client inside of the FHIR server. For payer-to-payer the search may be closed on purpose, and only $bulk-member-match open.',
    weighs: permissionMissing,
    remedy: (seen) =>
      ask(
        seen,
        'We get a token, and your FHIR server answers 403 with it. Which scopes and rights does our client have there?',
      ),
  }),
  cause({
    code: 'cause/token-refused-by-fhir',
    subject: 'Token',
    at,
    effort: 2,
    says: 'The FHIR server does not take the token that the token endpoint gave.',
    hint: 'It may trust another issuer, or not have that server’s keys. Compare the FHIR Base URL’s environment with the Token Endpoint’s.',
    weighs: (seen) => {
      if (seen.status !== 401) return notAbout;
      return challengeError(seen.page) === 'invalid_token'
        ? told(challengeOf(seen))
        : fits('Status 401: the token was not believed.');
    },
    remedy: (seen) =>
      ask(
        seen,
        'Your token endpoint gives us a token, and your FHIR server answers 401 with it. Which issuer does it trust?',
      ),
  }),
  cause({
    code: 'cause/token-for-another-audience',
    subject: 'Audience of the token',
    at,
    effort: 2,
    says: 'The token is for another API than {fhirBase}.',
    hint: 'Some servers want to be told for which one it is: “resource” (RFC 8707) or “audience”. Smile CDR sends it as one of the Custom Token Parameters.',
    weighs: (seen) => {
      if (seen.status !== 401) return notAbout;
      const challenge = seen.page.headers['www-authenticate'] ?? '';
      if (/audience|\baud\b/i.test(challenge)) return told(challengeOf(seen));
      return challengeError(seen.page) === 'invalid_token'
        ? notAbout
        : fits('The challenge does not say what is wrong with it.');
    },
    remedy: (seen) =>
      ask(seen, 'Does a token for your FHIR server need a resource (RFC 8707) or audience parameter? Which value?'),
  }),
  cause({
    code: 'cause/fhir-base-wrong',
    subject: 'FHIR Base URL',
    at,
    effort: 1,
    says: '{fhirBase} is not the base of a FHIR server.',
    hint: 'Compare it with the documents: a version or a tenant in the path may be missing.',
    weighs: fhirBaseWrong,
    remedy: () => go('endpoints', 'Compare the FHIR Base URL'),
  }),
  cause({
    code: 'cause/search-not-offered',
    subject: 'Search',
    at,
    effort: 2,
    says: 'The FHIR server is reached with the token, and does not offer this search.',
    hint: 'The token is most likely good. A payer that offers $bulk-member-match alone has no search on Patient.',
    weighs: (seen) => {
      const codes = seen.nextCall?.issueCodes ?? [];
      const says = codes.filter((code) =>
        ['not-supported', 'not-found', 'invalid', 'processing', 'business-rule'].includes(code),
      );
      return seen.status >= 400 && seen.status < 500 && ![401, 403, 429].includes(seen.status) && says.length > 0
        ? told(`It answers ${String(seen.status)} with an OperationOutcome: ${says.join(', ')}.`)
        : notAbout;
    },
    remedy: (seen) => ask(seen, 'Which call may we make to see whether our token works at your FHIR server?'),
  }),
];

function permissionMissing(seen: Seen): Look {
  const { status, page, nextCall } = seen;
  if (challengeError(page) === 'insufficient_scope') return told(challengeOf(seen));
  if (status !== 403) return notAbout;
  const codes = (nextCall?.issueCodes ?? []).filter((code) => ['forbidden', 'security', 'suppressed'].includes(code));
  if (codes.length > 0) return told(`The OperationOutcome says ${codes.join(', ')}.`);
  return page.isHtml
    ? possible('A 403 page may come from a gateway too.')
    : fits('Status 403: who asks is known, and may not.');
}

function fhirBaseWrong(seen: Seen): Look {
  const { status, page, nextCall } = seen;
  if (nextCall === null || nextCall.code !== '') return notAbout;
  if (status >= 300 && status < 400)
    return fits(
      `It sends us on to ${shownLocation(page.headers['location'] ?? '', nextCall.answer === null ? '' : seen.words.fhirBase)}.`,
    );
  if (status >= 200 && status < 300)
    return proven(`The status is ${String(status)}, and the content type ${page.contentType || 'is not said'}.`);
  const isMissing = status === 404 || status === 405 || status === 410 || status === 400;
  return isMissing && nextCall.issueCodes.length === 0
    ? fits(`Status ${String(status)}, and no OperationOutcome as FHIR servers send it.`)
    : notAbout;
}

function challengeOf({ page }: Seen): string {
  return `The challenge says ${(page.headers['www-authenticate'] ?? '').slice(0, 240)}.`;
}
