/** What can be wrong in documents that were read. Where the Source Payer has to act, the hint is what to send them. */
export const discoveryWords = {
  'issuer/missing': {
    says: 'The {kind} document names no issuer.',
    hint: 'Tell the Source Payer: “issuer” is required there. Until they mend it, type the issuer that they gave you in Endpoints.',
  },
  'issuer/missing-for-sign-in': {
    says: 'The SMART document offers sign-in with OpenID Connect and names no issuer.',
    hint: 'Look for the payer’s OIDC document, or ask the payer for the issuer.',
  },
  'issuer/nobody-says': {
    says: 'No document names an issuer.',
    hint: 'SMART documents often have none. Read the payer’s OIDC document too, or ask the payer for the issuer and type it in Endpoints.',
  },
  'issuer/not-a-url': {
    says: 'The issuer “{issuer}” is not an address.',
    hint: 'Tell the Source Payer: an issuer is an https URL, with its scheme.',
  },
  'issuer/not-https': {
    says: 'The issuer {issuer} is not https.',
    hint: 'Tell the Source Payer: an issuer is an https URL. A development server was read, perhaps.',
  },
  'issuer/not-bare': {
    says: 'The issuer {issuer} has a query, a fragment or credentials.',
    hint: 'Tell the Source Payer: an issuer has none of them.',
  },
  'issuer/not-comparable': {
    says: 'Nobody said where the {kind} document came from, so its issuer {issuer} cannot be checked.',
    hint: 'Give the address that it came from, and the rule applies.',
  },
  'issuer/unusual-place': {
    says: 'The {kind} document lies at {address}, from which no issuer follows.',
    hint: 'Compare the issuer {issuer} with what the Source Payer told you by another way.',
  },
  'issuer/differs-by-slash': {
    says: 'The issuer is {issuer}; its address implies {expected}: only the final slash differs.',
    hint: 'Keep the document’s spelling: tokens carry it. Smile CDR takes both for the same, other servers do not.',
  },
  'issuer/differs-by-spelling': {
    says: 'The issuer is {issuer}; its address implies {expected}: the same place, spelt otherwise.',
    hint: 'Keep the document’s spelling: tokens carry it.',
  },
  'issuer/differs': {
    says: 'The document says that it is from {issuer}, but it was read from {expected}.',
    hint: 'Such a document must not be used: it may be another party’s, or made to look like one. Read {issuer} itself, or ask the Source Payer which is right.',
  },
  'issuer/documents-differ': {
    says: 'The documents name different issuers: {said}.',
    hint: 'Ask the Source Payer which one its tokens carry, and type it in Endpoints.',
  },
  'issuer/not-of-the-resource': {
    says: 'The FHIR server names {servers} as its authorization servers, and {issuer} is not one of them.',
    hint: 'The documents may belong to different servers. Read the ones that the FHIR server names.',
  },
  'token-endpoint/missing': {
    says: 'No document names a token endpoint.',
    hint: 'Without it there is no token. Ask the Source Payer for its OAuth 2.0 token endpoint, and type it in Endpoints.',
  },
  'token-endpoint/not-a-url': {
    says: 'The token endpoint “{address}” is not an address.',
    hint: 'Tell the Source Payer: it is a whole https URL.',
  },
  'token-endpoint/not-https': {
    says: 'The token endpoint {address} is not https.',
    hint: 'Credentials are not sent there. Ask the Source Payer for the https address.',
  },
  'token-endpoint/documents-differ': {
    says: 'The documents name different token endpoints: {said}.',
    hint: 'Ask the Source Payer which one is right, by another way than these documents, and type it in Endpoints.',
  },
  'endpoint/other-domain': {
    says: 'The token endpoint is on {host}, the document speaks for {ground}: another registered domain.',
    hint: 'Clouds do this rightly, attackers too. Compare the host with what the Source Payer told you by another way, then accept with a reason.',
  },
  'endpoint/elsewhere': {
    says: '{label} is on {host}, the document speaks for {ground}.',
    hint: 'Clouds do so. Worth a look when the token endpoint is elsewhere too.',
  },
  'endpoint/not-a-url': {
    says: '{label} “{address}” is not an address.',
    hint: 'Tell the Source Payer, or clear the field if you do not need it.',
  },
  'endpoint/not-https': {
    says: '{label} {address} is not https.',
    hint: 'Ask the Source Payer for the https address, or clear the field if you do not need it.',
  },
  'endpoint/fragment': {
    says: 'The token endpoint {address} has a fragment.',
    hint: 'RFC 6749 forbids it. Tell the Source Payer; the part behind # is not sent.',
  },
  'endpoint/relative': {
    says: '“{raw}” is relative; it was completed from {address}.',
    hint: 'SMART wants whole addresses. Compare the completed one, and tell the Source Payer.',
  },
  'member/missing': {
    says: 'The {kind} document lacks “{member}”.',
    hint: 'Its specification requires it. Tell the Source Payer; what it would have said has to be asked for.',
  },
  'member/not-text': {
    says: '“{member}” of the {kind} document is not text.',
    hint: 'It was passed over. Tell the Source Payer: a string is wanted there.',
  },
  'member/not-a-list': {
    says: '“{member}” of the {kind} document is not a list of texts.',
    hint: 'What is not text was passed over. Tell the Source Payer: an array of strings is wanted there.',
  },
  'member/empty-list': {
    says: '“{member}” of the {kind} document is an empty list.',
    hint: 'A member without entries has to be left out (OIDC Discovery 1.0 §4.2). It was taken as not told.',
  },
  'grants/not-told': {
    says: 'The document does not list grant types.',
    hint: 'The default would not name client_credentials, but servers that offer it often leave the list out. The live test tells.',
  },
  'grants/no-client-credentials': {
    says: 'The grant types are {grants}; client_credentials is not among them.',
    hint: 'Ask the Source Payer whether this server is the one for payer-to-payer, and whether it lets clients in by client_credentials.',
  },
  'methods/none-of-ours': {
    says: 'Clients prove themselves by {methods}; neither private_key_jwt nor client_secret_basic is offered.',
    hint: 'Ask the Source Payer which of the two your client may use.',
  },
  'algorithms/not-told': {
    says: 'private_key_jwt is offered without the algorithms that it takes.',
    hint: 'RFC 8414 requires the list. RS384 or ES384 is taken by every SMART server; the live test tells.',
  },
  'algorithms/none': {
    says: '“none” is listed as a signing algorithm.',
    hint: 'It is forbidden: anyone could sign so. Tell the Source Payer. The wizard always signs.',
  },
  'algorithms/none-of-ours': {
    says: 'Assertions may be signed with {algorithms}; no key of the wizard can do that.',
    hint: 'Ask the Source Payer to allow RS384 or ES384, as SMART does.',
  },
  'challenges/plain': {
    says: '“plain” is listed as a code challenge method.',
    hint: 'SMART forbids it. It does not touch client_credentials; tell the Source Payer.',
  },
  'jwks/private-member': {
    says: 'The key set shows the private half of {count} key(s).',
    hint: 'Tell the Source Payer at once: whoever read this can sign in their name. Do not go on with these keys.',
  },
  'jwks/empty': {
    says: 'The key set has no key.',
    hint: 'Tokens signed by this server cannot be checked. Tell the Source Payer.',
  },
  'jwks/no-kid': {
    says: 'A key of the set has no “kid”.',
    hint: 'With more than one key, verifiers have to try them all. Tell the Source Payer.',
  },
  'jwks/kid-twice': {
    says: 'Two keys of the set have the kid {kid}.',
    hint: 'Verifiers take one of them, at random. Tell the Source Payer.',
  },
  'capability-statement/deprecated': {
    says: 'The addresses come from the CapabilityStatement, a way that SMART has deprecated.',
    hint: 'Ask the Source Payer for its .well-known/smart-configuration or OIDC document, and compare.',
  },
} as const;
