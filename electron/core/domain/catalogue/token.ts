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

  'token/hint-client': {
    says: 'The payer does not know this client, or does not take its proof: {error}.',
    hint: 'Compare the Client Id letter by letter. With a key: was this JWKS sent, and has the payer loaded it? With a secret: type it again.',
  },
  'token/hint-audience': {
    says: 'The assertion’s audience may be the other kind: {audience} was sent.',
    hint: 'Many SMART servers want the token endpoint, stricter OAuth servers the issuer. Change Assertion Audience in Client and test again.',
  },
  'token/hint-clock': {
    says: 'The clocks differ by {seconds} s.',
    hint: 'An assertion from the future or the past is refused. Set this computer’s clock, then test again.',
  },
  'token/hint-encoding': {
    says: 'The id or secret has characters that some servers want form-encoded and some raw.',
    hint: 'Change Basic Encoding in Client and test again.',
  },
  'token/hint-scope': {
    says: 'The payer does not grant a scope that was asked: {scopes}.',
    hint: 'SMART has two spellings (system/*.read and system/*.rs), PDex two names of its operation. Ask the payer which it registered.',
  },
  'token/hint-grant': {
    says: 'This client may not use client_credentials there, or the address is not the token endpoint.',
    hint: 'Ask the payer to allow the client_credentials grant for this client, and compare the Token Endpoint.',
  },
  'token/hint-request': {
    says: 'The payer calls the request malformed.',
    hint: 'Compare the authentication mode with what the payer registered; a secret with special characters may need the other Basic Encoding.',
  },
  'token/hint-mutual-tls': {
    says: 'The server wants a client certificate, or this network is not on its list.',
    hint: 'Ask the payer whether it wants mutual TLS or an address list.',
  },
  'token/hint-not-json': {
    says: 'The token endpoint answered {contentType}, not JSON.',
    hint: 'A login page or a gateway stands in front, or the address is not the token endpoint.',
  },
  'token/hint-redirect': {
    says: 'The token endpoint redirects to {location}.',
    hint: 'A token request is never redirected: the credentials would go elsewhere. Ask the payer for the right address.',
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
