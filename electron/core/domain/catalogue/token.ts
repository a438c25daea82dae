export const tokenWords = {
  'token/no-endpoint': {
    says: 'There is no Token Endpoint to ask.',
    hint: 'Read the payer’s documents in Discover, or type the address in Endpoints.',
  },
  'token/unusable-endpoint': {
    says: 'The Token Endpoint is no address that a secret or an assertion may be sent to.',
    hint: 'Look at it in Endpoints: what is wrong with it is told there.',
  },
  'token/no-issuer': {
    says: 'The assertion names the issuer as its audience, and no Issuer is known.',
    hint: 'Type the Issuer in Endpoints, or choose the token endpoint as audience in Client.',
  },
  'token/no-client-id': {
    says: 'There is no Client Id yet.',
    hint: 'Send the registration to the payer; it answers with the id. Type it in Client.',
  },
  'token/no-secret': {
    says: 'The vault holds no client secret for this payer.',
    hint: 'Type the secret in Client; it is sealed at once and never shown again.',
  },
  'token/no-key': {
    says: 'There is no key to sign with.',
    hint: 'Make or load a key in Keys, and send its public half to the payer.',
  },
  'token/wrong-algorithm': {
    says: 'The key {kind} cannot sign with {algorithm}.',
    hint: 'Choose one of {possible} in Client.',
  },
  'token/wrong-life': {
    says: 'The assertion may live from 30 to 300 seconds, not {given}.',
    hint: 'SMART App Launch allows five minutes at most. 60 suits almost every server.',
  },
  'token/audience-not-ours': {
    says: 'The audience {audience} is neither the confirmed issuer nor the address posted to.',
    hint: 'Nothing was signed. Choose the issuer or the token endpoint in Client.',
  },
  'token/not-confirmed': {
    says: 'A finding has to be settled before anything is signed for {endpoint}: {code}.',
    hint: 'Compare the hosts with what the payer told you by another way, then accept the finding with a reason.',
  },
  'token/refused': {
    says: 'The payer refused the token request: {error}',
    hint: 'The remarks of the test name likely causes, the likeliest first.',
  },
  'token/too-large': {
    says: 'The answer of {host} is larger than 1 MiB; the rest was not read.',
    hint: 'A token answer has some hundred bytes: compare the token endpoint with what the Source Payer gave.',
  },
  'token/failed': {
    says: 'No usable answer came from the token endpoint: {reason}',
    hint: 'The time line of the test shows how far it got.',
  },

  'token/no-audience': {
    says: 'The audience is a text of your own, and it is empty.',
    hint: 'Type the Audience Text in Client, or choose the issuer or the token endpoint.',
  },
  'token/bad-claims': {
    says: '{says}',
    hint: 'Mend it in Client; nothing was signed.',
  },
  'token/no-certificate': {
    says: 'The assertion is to carry a certificate ({choice}), and the signing key has none.',
    hint: 'Join the certificate to the key in Keys, or send the assertion without it.',
  },
  'token/no-client-certificate': {
    says: 'The method {method} needs a client certificate, and none is chosen.',
    hint: 'Choose the key whose certificate is shown to this payer’s servers, in Discover under “How it is reached”.',
  },
  'probe/not-confirmed': {
    says: '{name} is in production, and its name was not typed.',
    hint: 'Wrong keys can lock a client. Where the payer agreed to it, type the name exactly.',
  },
  'token/cancelled': {
    says: 'The test was cancelled before an answer came.',
    hint: 'Whether the payer worked on the request cannot be told from here. Run the test again when you like.',
  },

  'token/scopes-missing': {
    says: 'Granted without {scopes}.',
    hint: 'The token works for less than was asked. Ask the payer to register the scopes, or ask for fewer.',
  },
  'token/no-expiry': {
    says: 'The answer has no usable “expires_in”.',
    hint: 'RFC 6749 recommends it, SMART requires it. Tell the payer; Smile CDR may ask for tokens more often.',
  },
  'token/no-scope': {
    says: 'The answer does not say which scopes were granted.',
    hint: 'SMART requires “scope” in the answer. What was asked is taken as granted.',
  },
  'token/not-bearer': {
    says: 'The token type is “{tokenType}”, not Bearer.',
    hint: 'Smile CDR sends bearer tokens. Ask the payer.',
  },
  'token/status-created': {
    says: 'The answer has status {status} instead of 200.',
    hint: 'The token is good; strict clients may refuse the answer. Tell the payer.',
  },
} as const;
