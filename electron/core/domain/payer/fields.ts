/**
 * @file The fields of a payer, each with the label that every screen, message and document uses for it.
 * The first ten are the vendor's own table of a Requesting Payer's server definition.
 */

interface FieldWords {
  readonly label: string;
  /** What the value is for, in one sentence: the hint under the field and the word in `payer show`. */
  readonly meaning: string;
}

export const fields = {
  serverName: { label: 'Server Name', meaning: 'Identifier for the server in Smile CDR.' },
  issuer: { label: 'Issuer', meaning: 'Exact issuer URL of the Source Payer’s OIDC server.' },
  authorizationEndpoint: { label: 'Authorization Endpoint', meaning: 'OAuth2 authorization endpoint.' },
  tokenEndpoint: { label: 'Token Endpoint', meaning: 'OAuth2 token endpoint.' },
  userInfoEndpoint: { label: 'UserInfo Endpoint', meaning: 'OIDC userinfo endpoint.' },
  jwksEndpoint: { label: 'JWKS Endpoint', meaning: 'JSON Web Key Set endpoint.' },
  clientAuthenticationMode: {
    label: 'Client Authentication Mode',
    meaning: 'How Smile CDR authenticates to the server.',
  },
  requestScopes: { label: 'Request Scopes', meaning: 'Scopes to request, separated by spaces.' },
  fhirBaseUrl: { label: 'FHIR Base URL', meaning: 'The Source Payer’s FHIR endpoint.' },
  responseType: { label: 'Response Type', meaning: 'Expected response format.' },

  introspectionEndpoint: { label: 'Introspection Endpoint', meaning: 'Token introspection endpoint, RFC 7662.' },
  revocationEndpoint: { label: 'Revocation Endpoint', meaning: 'Token revocation endpoint, RFC 7009.' },
  registrationEndpoint: { label: 'Registration Endpoint', meaning: 'Client registration endpoint, RFC 7591.' },
  mtlsTokenEndpoint: {
    label: 'mTLS Token Endpoint',
    meaning: 'The token endpoint for clients that show a certificate, RFC 8705 §5.',
  },
  clientId: { label: 'Client Id', meaning: 'The name under which the Source Payer knows us.' },
  authenticationMethod: {
    label: 'Authentication Method',
    meaning: 'How the live test makes itself known to the token endpoint, by its name in RFC 7591; udap for UDAP B2B.',
  },
  grantType: { label: 'Grant Type', meaning: 'client_credentials, or jwt-bearer: the assertion itself is the grant.' },
  basicEncoding: {
    label: 'Basic Encoding',
    meaning: 'form: id and secret are form-encoded first (RFC 6749 §2.3.1). raw: sent as they are.',
  },
  assertionAudience: {
    label: 'Assertion Audience',
    meaning: 'token-endpoint: exactly the address posted to. issuer: the confirmed issuer. own-text: another one.',
  },
  assertionAudienceText: {
    label: 'Audience Text',
    meaning: 'The audience when it is neither of the two. It has to be confirmed with a reason.',
  },
  assertionType: { label: 'Assertion Type', meaning: 'The “typ” header: JWT, client-authentication+jwt or none.' },
  assertionAlgorithm: { label: 'Assertion Algorithm', meaning: 'The algorithm that signs the assertion.' },
  assertionSeconds: { label: 'Assertion Life', meaning: 'Seconds until the assertion expires, 30 to 300.' },
  assertionJku: {
    label: 'Assertion Jku',
    meaning: 'The “jku” header: the address of our key set, as it was given at registration.',
  },
  assertionCertificate: {
    label: 'Assertion Certificate',
    meaning: 'How the certificate goes along: none, x5c (with its chain), x5t or x5t#S256 (its thumbprint).',
  },
  assertionClaims: { label: 'Extra Claims', meaning: 'A JSON object with claims that are added to the assertion.' },
  b2bExtension: { label: 'B2B Extension', meaning: 'The hl7-b2b extension of UDAP, as a JSON object.' },
  loopbackRedirect: {
    label: 'Loopback Redirect',
    meaning: 'The redirect address on this computer that the payer registered for signing in with a browser.',
  },
  nodeId: { label: 'Node', meaning: 'Smile CDR node that holds the definition.' },
  moduleId: { label: 'Module', meaning: 'Smile CDR module that holds the definition.' },
  organizationId: { label: 'Organization ID', meaning: 'Links the definition to an Organization resource.' },
  customTokenParameters: {
    label: 'Custom Token Parameters',
    meaning: 'Sent with the token request, as the vendor documents.',
  },
  grantTypes: { label: 'Supported Grant Types', meaning: 'Listed in the tutorial form only.' },
  supportedScopes: { label: 'Supported Scopes', meaning: 'Listed in the tutorial form, after the Request Scopes.' },
  authorizationScript: {
    label: 'Authorization Script',
    meaning: 'JavaScript with onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext).',
  },
  userMappingScript: {
    label: 'User Mapping Script',
    meaning: 'JavaScript with getUserName(theOidcUserInfoMap, theServerInfo): the local user name.',
  },
} as const satisfies Record<string, FieldWords>;

export type FieldName = keyof typeof fields;

export const fieldNames = Object.keys(fields) as FieldName[];

/** The ten labelled fields of the vendor's table, in its order. */
export const tableFields = [
  'serverName',
  'issuer',
  'authorizationEndpoint',
  'tokenEndpoint',
  'userInfoEndpoint',
  'jwksEndpoint',
  'clientAuthenticationMode',
  'requestScopes',
  'fhirBaseUrl',
  'responseType',
] as const satisfies readonly FieldName[];

export const authenticationModes = ['CLIENT_SECRET_BASIC', 'PRIVATE_KEY_JWT'] as const;
export type AuthenticationMode = (typeof authenticationModes)[number];
