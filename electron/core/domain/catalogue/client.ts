/** Of the settings of the client that a person types: the window finds them while it is typed. */
export const clientWords = {
  'client/claims-not-an-object': {
    says: 'The extra claims are not a JSON object.',
    hint: 'Write them as JSON, between braces. Leave the field empty for none.',
  },
  'client/claims-of-ours': {
    says: 'The extra claims name {names}, which the wizard sets itself.',
    hint: 'Take it out: audience and life have settings of their own, and the rest is made anew for each assertion.',
  },
  'client/claims-subject': {
    says: 'The extra claim “sub” has to be a text that is not empty.',
    hint: 'Take it out to send the client id, as RFC 7523 §3 asks for client authentication.',
  },
  'client/no-b2b-extension': {
    says: 'The B2B extension of UDAP is not filled in yet.',
    hint: 'Fill in the organization and the purpose of use in Client: UDAP servers refuse client_credentials without them.',
  },
  'client/b2b-organization': {
    says: 'The B2B extension needs the organization id as a URI.',
    hint: 'Type the one that the certificate or the community names, for instance https://payer.example or urn:oid:2.16.….',
  },
  'client/b2b-purpose': {
    says: 'The B2B extension needs a purpose of use.',
    hint: 'Payer-to-payer exchange uses urn:oid:2.16.840.1.113883.5.8#COVERAGE or what the community names.',
  },
  'client/no-audience-text': {
    says: 'The audience is to be a text of your own, and there is none yet.',
    hint: 'Type it exactly as the Source Payer compares it, or choose the token endpoint or the issuer.',
  },
  'client/life': {
    says: 'An assertion cannot live {given} seconds.',
    hint: 'Give whole seconds from 30 to 300: SMART servers refuse more than five minutes.',
  },
  'client/jku-address': {
    says: 'The “jku” has to be an https address.',
    hint: 'Give the address of our key set as the Source Payer registered it, or leave the field empty.',
  },
  'client/no-certificate': {
    says: 'The assertion is to carry “{choice}”, and the signing key has no certificate.',
    hint: 'Make or load its certificate in Keys.',
  },
  'client/no-client-certificate': {
    says: '{method} shows a client certificate, and none is chosen.',
    hint: 'Choose a key with a certificate in Discover, under “Client certificate”.',
  },
  'client/not-loopback': {
    says: '“{given}” is no redirect address on this computer.',
    hint: 'RFC 8252 §7.3: http://127.0.0.1:PORT/path, http://[::1]:PORT/path or http://localhost:PORT/path, as the payer registered it.',
  },
  'client/not-json': {
    says: 'The text is not JSON: {reason} (line {line}, column {column}).',
    hint: 'Mend it there. Names and texts stand in double quotes, and no comma stands before a closing brace.',
  },
  'client/json-member-twice': {
    says: 'The member “{member}” stands twice in one object.',
    hint: 'Leave one: which of the two counts differs from program to program.',
  },
  'client/json-prototype': {
    says: 'The member “{member}” cannot be sent.',
    hint: 'Take it out: programs that read it could mistake it for a part of themselves.',
  },
  'client/json-too-large': {
    says: 'The JSON is longer than 8 KiB, or nested deeper than 12 levels.',
    hint: 'It travels in every assertion, and gateways cut long ones. Leave out what the Source Payer does not ask for.',
  },
  'client/claims-not-before': {
    says: 'The extra claim “nbf” has to be a number: seconds since 1970.',
    hint: 'Take it out, if the Source Payer does not ask for it: a clock that is a little fast makes it fatal.',
  },
  'client/claims-extensions': {
    says: 'The extra claim “extensions” has to be an object.',
    hint: 'It holds one member for each extension, such as “cms_smart”.',
  },
  'client/b2b-version': {
    says: 'The version of the B2B extension is “1”, as a text.',
    hint: 'Leave “version” out, and it is written so.',
  },
  'client/b2b-not-text': {
    says: 'These members of the B2B extension have to be texts that are not empty: {names}.',
    hint: 'Fill them in, or leave them out.',
  },
  'client/b2b-subject': {
    says: 'The B2B extension names {names} without “subject_name”.',
    hint: 'Fill in who asks, or leave all three out: payer-to-payer exchange is asked for by a system.',
  },
  'client/b2b-consent': {
    says: 'These members of the B2B extension have to be lists of URIs that are not empty: {names}.',
    hint: 'Fill in whole URIs, or leave them out.',
  },
  'client/b2b-consent-policy': {
    says: 'The B2B extension names “consent_reference” without “consent_policy”.',
    hint: 'Name the policy under which the consent was given, or leave both out.',
  },
  'client/no-thumbprint': {
    says: 'What is known of the certificate is from an earlier version of the wizard, without its SHA-1.',
    hint: 'Load the certificate again in Keys, or send x5t#S256 instead.',
  },
  'client/algorithm': {
    says: 'The key {kind} cannot sign with {algorithm}.',
    hint: 'Choose one of {possible}.',
  },
  'client/no-such-choice': {
    says: '{label} cannot be “{given}”.',
    hint: 'Choose one of {possible}.',
  },
  'client/no-issuer': {
    says: 'The audience is to be the issuer, and no Issuer is known.',
    hint: 'Type the Issuer in Endpoints, or choose the token endpoint.',
  },
  'client/issuer-no-address': {
    says: 'The audience is to be the issuer, and “{issuer}” is no address.',
    hint: 'Mend the Issuer in Endpoints. If servers truly take this text, choose your own text as audience and confirm it.',
  },
  'client/scope-spaces': {
    says: 'The scopes are not separated by exactly one space each.',
    hint: 'Leave one space between two scopes, and none before the first and after the last: servers read them so (RFC 6749 §3.3).',
  },
  'client/scope-characters': {
    says: '“{scope}” cannot be a scope.',
    hint: 'A scope is visible ASCII without quotation marks and backslashes (RFC 6749 §3.3). Type it as the Source Payer lists it.',
  },
  'client/scope-comma': {
    says: 'In “{scope}” a comma or a semicolon seems to separate two scopes.',
    hint: 'Scopes are separated by spaces alone (RFC 6749 §3.3).',
  },
  'client/scope-twice': {
    says: 'The scope “{scope}” stands twice.',
    hint: 'Leave one of them.',
  },
  'client/wrong-setting': {
    says: '{label}: {says}',
    hint: '{hint} Nothing was signed or sent.',
  },
} as const;
