/**
 * @file The fields of a payer, each with the label that every screen, message and document uses for it.
 * The first ten are the vendor's own table of a Requesting Payer's server definition.
 */

export const fields = {
  /** Identifier for the server in Smile CDR. */
  serverName: { label: 'Server Name' },
  /** Exact issuer URL of the Source Payer’s OIDC server. */
  issuer: { label: 'Issuer' },
  /** OAuth2 authorization endpoint. */
  authorizationEndpoint: { label: 'Authorization Endpoint' },
  /** OAuth2 token endpoint. */
  tokenEndpoint: { label: 'Token Endpoint' },
  /** OIDC userinfo endpoint. */
  userInfoEndpoint: { label: 'UserInfo Endpoint' },
  /** JSON Web Key Set endpoint. */
  jwksEndpoint: { label: 'JWKS Endpoint' },
  /** How Smile CDR authenticates to the server. */
  clientAuthenticationMode: { label: 'Client Authentication Mode' },
  /** Scopes to request, separated by spaces. */
  requestScopes: { label: 'Request Scopes' },
  /** The Source Payer’s FHIR endpoint. */
  fhirBaseUrl: { label: 'FHIR Base URL' },
  /** Expected response format. */
  responseType: { label: 'Response Type' },

  /** Token introspection endpoint, RFC 7662. */
  introspectionEndpoint: { label: 'Introspection Endpoint' },
  /** Token revocation endpoint, RFC 7009. */
  revocationEndpoint: { label: 'Revocation Endpoint' },
  /** Client registration endpoint, RFC 7591. */
  registrationEndpoint: { label: 'Registration Endpoint' },
  /** The token endpoint for clients that show a certificate, RFC 8705 §5. */
  mtlsTokenEndpoint: { label: 'mTLS Token Endpoint' },
  /** The name under which the Source Payer knows us. */
  clientId: { label: 'Client Id' },
  /** How the live test makes itself known to the token endpoint, by its name in RFC 7591; udap for UDAP B2B. */
  authenticationMethod: { label: 'Authentication Method' },
  /** client_credentials, or jwt-bearer: the assertion itself is the grant. */
  grantType: { label: 'Grant Type' },
  /** form: id and secret are form-encoded first (RFC 6749 §2.3.1). raw: sent as they are. */
  basicEncoding: { label: 'Basic Encoding' },
  /** token-endpoint: exactly the address posted to. issuer: the confirmed issuer. own-text: another one. */
  assertionAudience: { label: 'Assertion Audience' },
  /** The audience when it is neither of the two. It has to be confirmed with a reason. */
  assertionAudienceText: { label: 'Audience Text' },
  /** The “typ” header: JWT, client-authentication+jwt or none. */
  assertionType: { label: 'Assertion Type' },
  /** The algorithm that signs the assertion. */
  assertionAlgorithm: { label: 'Assertion Algorithm' },
  /** Seconds until the assertion expires, 30 to 300. */
  assertionSeconds: { label: 'Assertion Life' },
  assertionJku: { label: 'Assertion Jku' },
  /** How the certificate goes along: none, x5c (with its chain), x5t or x5t#S256 (its thumbprint). */
  assertionCertificate: { label: 'Assertion Certificate' },
  assertionClaims: { label: 'Extra Claims' },
  b2bExtension: { label: 'B2B Extension' },
  /** The redirect address on this computer that the payer registered for signing in with a browser. */
  loopbackRedirect: { label: 'Loopback Redirect' },
  /** Smile CDR node that holds the definition. */
  nodeId: { label: 'Node' },
  /** Smile CDR module that holds the definition. */
  moduleId: { label: 'Module' },
  /** Links the definition to an Organization resource. */
  organizationId: { label: 'Organization ID' },
  /** Sent with the token request, as the vendor documents. */
  customTokenParameters: { label: 'Custom Token Parameters' },
  grantTypes: { label: 'Supported Grant Types' },
  supportedScopes: { label: 'Supported Scopes' },
  authorizationScript: { label: 'Authorization Script' },
  userMappingScript: { label: 'User Mapping Script' },
} as const satisfies Record<string, { readonly label: string }>;

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
