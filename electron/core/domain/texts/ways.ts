/** @file What each method of authentication and each grant is, with the rule that it is from. */
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

  'grant/client_credentials': 'The client asks in its own name: RFC 6749 §4.4, as SMART Backend Services does.',
  'grant/jwt-bearer': 'The assertion itself is the grant: RFC 7523 §2.1.',
} as const;
