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
    hint: 'The diagnosis of the test ranks the likely causes, each with what to do about it.',
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

  'token/cancelled-early': {
    says: 'The test was cancelled before anything was sent.',
    hint: 'The payer knows nothing of it. Run the test again when you like.',
  },
  'token/under-way': {
    says: 'A test or a probe of {ref} is running already.',
    hint: 'Wait for its end or cancel it: two at once could lock a client, and neither could be read.',
  },
  'token/method-differs': {
    says: 'The live test asked with {method} for {grant}; Smile CDR is set to {mode} and asks for client_credentials.',
    hint: 'A token for one says little about the other. Settle with the payer which one it is, and set both in Client.',
  },
  'token/secret-weaker': {
    says: 'The client is known by a shared secret: weaker than a key.',
    hint: 'SMART Backend Services does not mean it for servers. Take it as temporary, and ask the payer for private_key_jwt.',
  },
  'token/not-looked-at': {
    says: 'What was granted could not be looked at: {reason}',
    hint: '{remedy}',
  },

  'token/status-ok': { says: 'The status is 200.', hint: '' },
  'token/status-created': {
    says: 'The answer has status {status} instead of 200.',
    hint: 'The token is good, and Inferno takes 201 too; strict clients may refuse the answer (RFC 6749 §5.1). Tell the payer.',
  },
  'token/json': { says: 'The answer is application/json.', hint: '' },
  'token/not-json': {
    says: 'The answer calls itself “{contentType}”, not application/json.',
    hint: 'Strict clients do not read it (RFC 6749 §5.1). Tell the payer.',
  },
  'token/no-store': { says: 'The answer may not be stored on its way: Cache-Control has “no-store”.', hint: '' },
  'token/may-be-stored': {
    says: 'The answer may be stored on its way: Cache-Control is {cacheControl}.',
    hint: 'RFC 6749 §5.1 demands “no-store”, and so does Inferno (smart_token_response_headers). Tell the payer.',
  },
  'token/bearer': { says: 'The token type is “{tokenType}”.', hint: '' },
  'token/bearer-token': {
    says: 'The token type is “{tokenType}”, which some gateways say for Bearer.',
    hint: 'RFC 6749 §7.1 and Inferno (smart_backend_services_auth_response_body) want “bearer”. Strict clients refuse it; try it with Smile CDR, and tell the payer.',
  },
  'token/not-bearer': {
    says: 'The token type is “{tokenType}”, not Bearer.',
    hint: 'Smile CDR sends bearer tokens. Ask the payer.',
  },
  'token/no-token-type': {
    says: 'The answer has no “token_type”.',
    hint: 'RFC 6749 §5.1 and Inferno (smart_backend_services_auth_response_body) require it. Tell the payer.',
  },
  'token/expires': { says: 'The token is good for {seconds} s.', hint: '' },
  'token/no-expiry': {
    says: 'The answer has no usable “expires_in”.',
    hint: 'RFC 6749 recommends it; SMART and Inferno (smart_backend_services_auth_response_body) require it. Tell the payer; Smile CDR may ask for tokens more often.',
  },
  'token/expiry-text': {
    says: '“expires_in” is the text “{given}”, not a number.',
    hint: 'RFC 6749 §5.1 and Inferno want a number. Some clients refuse it. Tell the payer.',
  },
  'token/expiry-odd': {
    says: '“expires_in” is {given}: the token would have ended as it came.',
    hint: 'It counts seconds from the answer (RFC 6749 §5.1). Tell the payer.',
  },
  'token/long-life': {
    says: 'The token is good for {seconds} s; {who} wants {most} s at most.',
    hint: 'It works. A token that gets lost is good for longer than it has to be: tell the payer.',
  },
  'token/scopes-as-asked': { says: 'All that was asked for was granted: {scopes}.', hint: '' },
  'token/scopes-spelling': {
    says: 'Granted in another spelling, which means the same or more: {asked} as {granted}.',
    hint: '',
  },
  'token/scopes-unasked': { says: 'No scope was asked for. Granted: {scopes}.', hint: '' },
  'token/scopes-missing': {
    says: 'Granted without {scopes}.',
    hint: 'The token works for less than was asked. Ask the payer to register the scopes, or ask for fewer.',
  },
  'token/scopes-more': {
    says: 'Granted beyond what was asked for: {scopes}.',
    hint: 'Whoever holds the token may do more than is needed. Ask the payer whether the registration is too wide.',
  },
  'token/no-scope': {
    says: 'The answer does not say which scopes were granted.',
    hint: 'SMART and Inferno (smart_backend_services_auth_response_body) require “scope” in the answer. What was asked is taken as granted.',
  },
  'token/nothing-more': { says: 'Neither a refresh token nor an ID token came along.', hint: '' },
  'token/refresh-token': {
    says: 'A refresh token came along.',
    hint: 'SMART Backend Services says that none should be issued, and RFC 6749 §4.4.3 too. It was dropped. Tell the payer.',
  },
  'token/id-token': {
    says: 'An ID token came along, and nobody signed in.',
    hint: 'With client_credentials there is no person whom it could name. It was dropped. Ask the payer why.',
  },

  'token/opaque': {
    says: 'The token is opaque: only the payer knows what it says.',
    hint: 'That is usual. Where the payer offers introspection, the test asks there.',
  },
  'token/typ-access': { says: 'The token calls itself {typ} (RFC 9068).', hint: '' },
  'token/typ-other': {
    says: 'The token calls itself {typ}; RFC 9068 would say at+jwt, which nobody is bound to.',
    hint: '',
  },
  'token/alg-none': {
    says: 'The token is not signed: its algorithm is “none”.',
    hint: 'Anybody could make such a token. Tell the payer at once.',
  },
  'token/signature-good': { says: 'The signature verifies with the payer’s key {kid}.', hint: '' },
  'token/signature-bad': {
    says: 'The signature does not verify with the payer’s key {kid}.',
    hint: 'Either the key set is not the one of this server, or the token was altered. Compare the JWKS Endpoint with the payer.',
  },
  'token/signature-no-key': {
    says: 'The payer’s key set has no key for the token: {alg}, key {kid}.',
    hint: 'Access tokens may be signed with keys that are not published, as only the payer’s FHIR server has to read them. Ask the payer if it matters.',
  },
  'token/signature-unread': {
    says: 'The signature could not be checked: {reason}',
    hint: 'Read the payer’s documents in Discover, or type the JWKS Endpoint in Endpoints.',
  },
  'token/iss-good': { says: 'The token was issued by the issuer: {issuer}.', hint: '' },
  'token/iss-slash': {
    says: 'The token’s issuer {told} and the Issuer {issuer} differ by a slash at the end.',
    hint: 'Issuers are compared character by character. Ask the payer which one is right.',
  },
  'token/iss-other': {
    says: 'The token was issued by {told}, not by {issuer}.',
    hint: 'A server behind a gateway often says its inner name. Ask the payer whether this is theirs.',
  },
  'token/iss-unknown': {
    says: 'Whether the issuer issued the token cannot be told: {reason}',
    hint: 'RFC 9068 wants “iss” in a token; the Issuer of the payer stands in Endpoints.',
  },
  'token/aud-good': { says: 'The token is for {audience}.', hint: '' },
  'token/aud-other': {
    says: 'The token is for {audience}, and neither for the FHIR base {fhirBase} nor for the issuer.',
    hint: 'The FHIR server may refuse it. Try the next call, and ask the payer whether a “resource” or “audience” parameter is wanted.',
  },
  'token/aud-unknown': {
    says: 'Whom the token is for cannot be told: {reason}',
    hint: 'RFC 9068 wants “aud” in a token. Try the next call.',
  },
  'token/times-good': { says: 'The token is good now, and until {until}.', hint: '' },
  'token/expired': {
    says: 'The token ended at {until}, {seconds} s before it came, by {whose} clock.',
    hint: 'Compare the clocks first; then tell the payer.',
  },
  'token/not-yet': {
    says: 'The token is good from {from} only, {seconds} s after it came, by {whose} clock.',
    hint: 'Compare the clocks first; then tell the payer.',
  },
  'token/issued-ahead': {
    says: 'The token says that it was issued at {at}, {seconds} s after it came, by {whose} clock.',
    hint: 'Servers of one payer whose clocks differ refuse each other’s tokens. Tell the payer.',
  },
  'token/no-end': {
    says: 'The token does not say until when it is good.',
    hint: 'RFC 9068 wants “exp” in a token. Tell the payer.',
  },
  'token/expiry-differs': {
    says: 'The token ends {inToken} s after it was issued, and “expires_in” says {inAnswer} s.',
    hint: 'Smile CDR goes by “expires_in” and may use a token that has ended. Tell the payer.',
  },
  'token/expiry-agrees': { says: 'The end in the token and “expires_in” agree.', hint: '' },

  'token/active': { says: 'The payer says that the token is active.', hint: '' },
  'token/inactive': {
    says: 'The payer says that the token is not active, just after it granted it.',
    hint: 'Its FHIR server will refuse it. The introspection may ask another server than the one that granted: tell the payer.',
  },
  'token/introspection-unclear': {
    says: 'The payer was asked whether the token is active, and did not say: {reason}',
    hint: 'Many servers let only their own FHIR servers ask (RFC 7662 §2.1). It means nothing for the token.',
  },

  'token/clock': { says: 'Our clock and theirs agree: {difference}. {effect}', hint: '' },
  'token/clock-ahead': {
    says: 'Our clock is {seconds} s ahead of theirs. {effect}',
    hint: 'Set this computer’s clock by a time server. If it is right, tell the payer: Smile CDR’s clock counts, not this one.',
  },
  'token/clock-behind': {
    says: 'Our clock is {seconds} s behind theirs. {effect}',
    hint: 'Set this computer’s clock by a time server. If it is right, tell the payer: Smile CDR’s clock counts, not this one.',
  },
  'token/clock-unknown': {
    says: 'The answer has no Date: whether the clocks agree cannot be told.',
    hint: 'RFC 9110 §6.6.1 asks servers with a clock to send it. Compare this computer’s clock with a time server.',
  },

  'token/refusal-status': { says: 'The refusal has status {status}, as it should.', hint: '' },
  'token/refusal-odd-status': {
    says: 'The refusal has status {status}; RFC 6749 §5.2 wants 400, or 401 for a client that is not known.',
    hint: 'Inferno takes 400 and 401. It is the payer’s to mend, and no cause of the refusal.',
  },
  'token/refusal-known': { says: 'The refusal says “{error}”, a code of RFC 6749 §5.2.', hint: '' },
  'token/refusal-unknown': {
    says: 'The refusal says “{error}”, which is no code of RFC 6749 §5.2.',
    hint: 'A gateway may have answered instead of the token endpoint. Ask the payer what it means.',
  },

  'token/next-call-good': { says: 'The FHIR server took the token and answered {answer}.', hint: '' },
  'token/next-call-forbidden': {
    says: 'The token is good, the permission is missing: the FHIR server answered {answer}.',
    hint: 'Ask the payer to register the scopes for reading Patient. A payer that offers only $member-match to others refuses this call rightly.',
  },
  'token/next-call-token-refused': {
    says: 'The FHIR server does not take the token: it answered {answer}.',
    hint: 'It was granted and is refused: the FHIR server trusts another issuer, wants another audience, or the client certificate too. Ask the payer.',
  },
  'token/next-call-not-fhir': {
    says: 'This does not seem to be the FHIR base: {address} answered {answer}.',
    hint: 'Whether the token is good cannot be told from it. Compare the FHIR Base URL in Endpoints with what the payer gave.',
  },
  'token/next-call-redirected': {
    says: 'The FHIR server sends elsewhere: to {location}. It was not followed, because the token would have gone there.',
    hint: 'Compare the FHIR Base URL in Endpoints with what the payer gave.',
  },
  'token/next-call-gateway': {
    says: 'Something in front of the FHIR server answered {answer} with a web page.',
    hint: 'A gateway may allow only certain addresses, or wants a client certificate. Whether the token is good cannot be told from it. Ask the payer.',
  },
  'token/next-call-server-error': {
    says: 'The FHIR server has trouble of its own: it answered {answer}.',
    hint: 'Try again later. The token may well be good.',
  },
  'token/next-call-other': {
    says: 'The FHIR server answered {answer}: neither a yes nor a clear no.',
    hint: 'A bad token is mostly answered by 401, so it may have been taken, and the call not: some servers have no search by _summary=count. Ask the payer for a call that works.',
  },
  'token/next-call-no-base': {
    says: 'The next call was not made: the FHIR Base URL is not known.',
    hint: 'Read the payer’s documents in Discover, or type it in Endpoints.',
  },
  'token/next-call-unusable-base': {
    says: 'The next call was not made: the FHIR Base URL is no address that a token may be sent to.',
    hint: 'Look at it in Endpoints: what is wrong with it is told there.',
  },

  'token/revoked': { says: 'The token was given back: the payer revoked it.', hint: '' },
  'token/not-revoked': {
    says: 'The token could not be given back: {reason}',
    hint: 'The wizard has forgotten it. At the payer it is good until it expires.',
  },
} as const;
