/** @file What can be chosen for an assertion, beside the name of each choice, and what a choice comes to for one payer. */
export const assertionTexts = {
  'audience/token-endpoint': 'The Token Endpoint, exactly as posted to',
  'audience/issuer': 'The confirmed issuer',
  'audience/own-text': 'A text of your own',
  'audience/own-text-waits': 'Neither of the two: it waits for a confirmation.',
  'audience/own-text-unconfirmed':
    'Nothing is signed for it before its finding is accepted with a reason. The next change of it asks again.',
  'audience/own-text-confirmed': 'Confirmed by {by}: {reason}',
  'audience/issuer-unknown': 'The issuer is not known yet.',
  'audience/endpoint-unknown': 'That endpoint is not known yet.',

  'typ/JWT': 'JWT: as SMART wants it',
  'typ/client-authentication+jwt': 'client-authentication+jwt: RFC 10070',
  'typ/none': 'none: no “typ” header',

  'certificate/none': 'none: the kid alone',
  'certificate/x5c': 'x5c: the certificate with its chain',
  'certificate/x5t': 'x5t: its SHA-1 thumbprint',
  'certificate/x5t#S256': 'x5t#S256: its SHA-256 thumbprint',
  'certificate/not-there': 'The signing key has no certificate yet.',

  'algorithm/unlisted': 'The Source Payer lists none.',
  'algorithm/listed': 'The Source Payer takes {list}.',
  'algorithm/other': 'The Source Payer takes {list}. {chosen} is not among them.',

  'assertion/as-grant': 'the grant itself; Smile CDR makes its own',
  'assertion/as-client': 'what the live test signs; Smile CDR makes its own',
} as const;
