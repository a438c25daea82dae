/** @file What each method of authentication and each grant is, with the rule that it is from, and as short as a list wants it. */
export const wayTexts = {
  'method/private_key_jwt': 'Our key signs an assertion for each request: RFC 7523 §2.2.',
  'method/client_secret_basic': 'Id and secret go in the Authorization header: RFC 6749 §2.3.1.',
  'method/client_secret_post': 'Id and secret go in the form: RFC 6749 §2.3.1.',
  'method/tls_client_auth':
    'A certificate of a CA that the Source Payer trusts is shown in the TLS handshake: RFC 8705 §2.1.',
  'method/self_signed_tls_client_auth':
    'A self-signed certificate that the Source Payer registered is shown in the TLS handshake: RFC 8705 §2.2.',
  'method/udap':
    'Our key signs an assertion that carries its certificates and the B2B extension: HL7 UDAP Security, B2B.',

  'method-short/private_key_jwt': 'a signed assertion',
  'method-short/client_secret_basic': 'the secret in the header',
  'method-short/client_secret_post': 'the secret in the form',
  'method-short/tls_client_auth': 'a certificate of a CA',
  'method-short/self_signed_tls_client_auth': 'own certificate',
  'method-short/udap': 'an assertion with certificates',
  'method/unlisted': 'No document says what the Source Payer offers.',
  'method/listed': 'The Source Payer offers {list}.',
  'method/not-offered': 'The Source Payer’s documents do not offer {method}.',
  'method/not-the-mode':
    'Smile CDR is set to {mode}, and the live test asks by {method}: it can show that a token is to be had, and not that Smile CDR gets one.',

  'grant-short/client_credentials': 'for the client itself',
  'grant-short/jwt-bearer': 'the assertion is the grant',
  'grant/client_credentials': 'The client asks in its own name: RFC 6749 §4.4, as SMART Backend Services does.',
  'grant/jwt-bearer': 'The assertion itself is the grant: RFC 7523 §2.1.',
} as const;
