/** Of signing in with the browser. */
export const signInWords = {
  'sign-in/no-redirect': {
    says: 'No loopback redirect is registered with this payer, so signing in with a browser cannot be tried.',
    hint: 'Payer-to-payer exchange does not need it. If the payer registered one, type it in Client, exactly as it was registered.',
  },
  'sign-in/no-authorization-endpoint': {
    says: 'There is no Authorization Endpoint to open.',
    hint: 'Read the payer’s documents in Discover, or type the address in Endpoints.',
  },
  'sign-in/unusable-endpoint': {
    says: 'The Authorization Endpoint is no https address that a browser may be sent to.',
    hint: 'Look at it in Endpoints: what is wrong with it is told there.',
  },
  'sign-in/port-in-use': {
    says: 'Nothing can listen at port {port} of this computer ({why}).',
    hint: 'Close the program that uses the port, or ask the payer to register another loopback redirect.',
  },
  'sign-in/no-browser': {
    says: 'The browser could not be opened ({why}).',
    hint: 'Open it yourself, or run the command line on a computer with a desktop.',
  },
  'sign-in/other-issuer': {
    says: 'The answer names the issuer {issuer}, not the one that was asked.',
    hint: 'Nothing was sent on: this is how one server takes over the sign-in of another (RFC 9207). Tell the payer.',
  },
  'sign-in/refused': {
    says: 'The payer refused the sign-in: {error}.',
    hint: 'access_denied: the person said no. invalid_scope, unauthorized_client: ask the payer what is registered for this client.',
  },
  'sign-in/no-answer': {
    says: 'Nothing came back from the browser within five minutes.',
    hint: 'A page that names the redirect as wrong means that it is not registered exactly so. Compare it letter by letter.',
  },
  'sign-in/cancelled': {
    says: 'The sign-in was cancelled here.',
    hint: 'Close the page in the browser. What was not finished there grants nothing.',
  },
  'sign-in/no-token': {
    says: 'The person signed in, and the token endpoint gave no token for it: {reason}.',
    hint: 'The code came and was not taken: the causes are those of the token endpoint. Run the live test first.',
  },
  'sign-in/proves-less': {
    says: 'This proves that a person can sign in with a browser.',
    hint: 'It proves nothing of payer-to-payer exchange: there Smile CDR asks by itself, with client_credentials and without a person.',
  },
  'sign-in/id-token-good': { says: 'The ID Token is signed by the payer and made for this sign-in.', hint: '' },
  'sign-in/id-token-bad': {
    says: 'The ID Token cannot be believed: {reason}.',
    hint: 'Tell the payer: Smile CDR refuses such an ID Token too.',
  },
  'sign-in/no-id-token': {
    says: 'No ID Token came, although “openid” was asked for.',
    hint: 'OpenID Connect Core §3.1.3.3 requires one. Ask whether “openid” is registered for this client.',
  },
} as const;
