/** @file What to know at each step, in the same place on each. */
export const helpTexts = {
  'help/discover':
    'No network here? Choose File and give the address that the file came from, so that the issuer rules still apply. Nothing is sent but the requests that the Documents table lists.',
  'help/endpoints':
    'Each value shows where it came from. A value that you type stands until you take it back, also when the documents are read again.',
  'help/client':
    'The Source Payer gives the client id. It may come later than the key: Keys writes what they need before they can give one. Client id and mode go into the definition; everything under “How the live test asks” is for the test alone.',
  'help/keys':
    'To load a key, drop any PEM, DER, PKCS#12 or JWK file here. The wizard says what each part is before it keeps anything; the private half goes from the file to the vault, and this window never sees it.',
  'help/test':
    'This proves that this machine can get a token. The assertion was the wizard’s own, and Smile CDR’s server may see another network.',
  'help/definition':
    'Smile CDR knows one definition in three spellings. The Admin API takes the first, a start-up file the second; the third is the vendor’s published form. “The key is” says how sure each spelling is.',
  'help/deliver':
    'A reviewer verifies the bundle with openssl and sha256sum, and their own copy of your public key from Signing key. A push carries out exactly the plan that is shown.',
} as const;
