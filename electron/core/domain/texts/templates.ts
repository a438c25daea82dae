/** @file What a certificate of each kind is for, and what it has to say: interop-specs §3.5. */
export const templateTexts = {
  'template/smart':
    'No certificate is needed: the JWKS is enough. Where a portal takes certificates only, a self-signed one carries the same key.',
  'template/udap':
    'Issued by a CA of the community, RSA or EC. The URI in it is equal to iss: case, port and final slash count.',
  'template/mtls':
    'Issued by a CA, for the connection itself: a TLS client certificate whose URI is equal to iss. A self-signed one is refused.',
} as const;
