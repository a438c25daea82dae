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
} as const;
