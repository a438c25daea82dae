/** @file What servers really say, as their sources, manuals and users have it. */
import type { Given } from './evidence.ts';
import { b2b, refused, withCertificate, withNewKey } from './evidence.ts';

/** And the causes that it leaves, told by the server itself. */
export const rows: readonly (readonly [server: string, given: Given, first: readonly string[]])[] = [
  [
    'bulk-data-server: audience',
    {
      answer: refused(
        'invalid_grant',
        "Invalid token 'aud' value. Must be 'https://auth.northlake.example/p2p/token'.",
      ),
    },
    ['audience-endpoint-wanted'],
  ],
  [
    'smart-launcher: audience',
    {
      fields: { assertionAudience: 'token-endpoint' },
      answer: refused(
        'invalid_client',
        "Invalid token 'aud' value (https://auth.northlake.example/p2p/token). Must be 'https://auth.northlake.example/v/r4/token'.",
      ),
    },
    ['audience-spelling'],
  ],
  [
    'bulk-data-server: kid',
    { answer: refused('invalid_grant', 'No public keys found in the JWKS with "kid" equal to "abc"') },
    ['kid-mismatch', 'key-not-registered'],
  ],
  [
    'smart-launcher: kid',
    { answer: refused('invalid_client', 'None of the keys found in the JWKS have kid equal to abc') },
    ['kid-mismatch', 'key-not-registered'],
  ],
  [
    'smart-launcher: alg',
    { answer: refused('invalid_client', 'None of the keys found in the JWKS have alg equal to ES384') },
    ['key-alg-mismatch'],
  ],
  [
    'bulk-data-server: signature',
    {
      answer: refused(
        'invalid_grant',
        'Unable to verify the token with any of the public keys found in the JWKS: invalid signature',
      ),
    },
    ['key-not-registered'],
  ],
  [
    'bulk-data-server: expired',
    {
      answer: refused(
        'invalid_grant',
        'Unable to verify the token with any of the public keys found in the JWKS: jwt expired',
      ),
    },
    ['clock-behind'],
  ],
  [
    'bulk-data-server: algorithm',
    {
      answer: refused(
        'invalid_grant',
        'Unable to verify the token with any of the public keys found in the JWKS: invalid algorithm',
      ),
    },
    ['algorithm-not-taken'],
  ],
  [
    'bulk-data-server: key set',
    {
      answer: refused(
        'invalid_client',
        'Requesting the remote JWKS returned an error.\nFetchError: unable to verify the first certificate',
      ),
    },
    ['key-set-unreachable'],
  ],
  [
    'smart-launcher: key set',
    { answer: refused('invalid_client', 'Failed to fetch JWKS from https://us.example/jwks. 404 Not Found') },
    ['key-set-unreachable'],
  ],
  [
    'bulk-data-server: no keys member',
    { answer: refused('invalid_grant', 'The remote jwks object has no keys array.') },
    ['key-set-unreachable'],
  ],
  ['bulk-data-server: no key set', { answer: refused('invalid_grant', 'No JWKS found') }, ['key-not-registered']],
  [
    'smart-launcher: two keys',
    { answer: refused('invalid_client', 'Multiple usable public keys found in the JWKS') },
    ['kid-mismatch'],
  ],
  ['bulk-data-server: jti', { answer: refused('invalid_grant', "Invalid 'jti' value") }, ['jti-replayed']],
  [
    'smart-launcher: typ',
    {
      fields: { assertionType: 'none' },
      answer: refused('invalid_client', "Invalid token 'typ' header. Must be 'JWT'."),
    },
    ['typ-refused'],
  ],
  [
    'bulk-data-server: jku',
    {
      fields: { assertionJku: 'https://us.example/jwks' },
      answer: refused(
        'invalid_grant',
        "The provided jku 'https://us.example/jwks' is different than the one used at registration time (undefined)",
      ),
    },
    ['header-refused'],
  ],
  [
    'bulk-data-server: issuer',
    { answer: refused('invalid_grant', "The given iss 'a' does not match the registered client_id 'b'") },
    ['subject-refused'],
  ],
  [
    'bulk-data-server: client',
    { answer: refused('invalid_request', 'Invalid client details token: jwt malformed') },
    ['client-unknown'],
  ],
  [
    'bulk-data-server: registration',
    { answer: refused('invalid_grant', 'Registration token expired') },
    ['client-not-active'],
  ],
  [
    'bulk-data-server: grant',
    { answer: refused('unsupported_grant_type', "The grant_type parameter should equal 'client_credentials'") },
    ['grant-unsupported'],
  ],
  [
    'bulk-data-server: assertion type',
    {
      answer: refused(
        'invalid_request',
        "Invalid client_assertion_type parameter. Must be 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'.",
      ),
    },
    ['assertion-type-refused'],
  ],
  [
    'bulk-data-server: secret instead',
    { mode: 'CLIENT_SECRET_BASIC', answer: refused('invalid_request', 'Missing client_assertion_type parameter') },
    ['method-not-registered'],
  ],
  [
    'bulk-data-server: content type',
    {
      answer: refused(
        'invalid_request',
        "Invalid request content-type header (must be 'application/x-www-form-urlencoded')",
      ),
    },
    ['content-type-refused'],
  ],
  [
    'smart-launcher: scopes of a person',
    {
      fields: { requestScopes: 'patient/*.read' },
      answer: refused('invalid_scope', 'Invalid scope(s) "patient/*.read" requested. Only system scopes are allowed.'),
    },
    ['scope-for-a-person'],
  ],
  [
    'smart-launcher: no scope',
    { fields: { requestScopes: '' }, answer: refused('invalid_client', "Missing 'scope' parameter") },
    ['scope-missing'],
  ],
  [
    'Inferno: assertion type',
    {
      answer: {
        status: 400,
        body: { status: 400, error: 'Bad Request', message: 'Unexpected Client Assertion Type: x' },
      },
    },
    ['assertion-type-refused'],
  ],
  [
    'Inferno: grant',
    { answer: { status: 400, body: { status: 400, error: 'Bad Request', message: 'Bad Grant Type: x' } } },
    ['grant-unsupported'],
  ],
  [
    'Cerner: secret',
    {
      mode: 'CLIENT_SECRET_BASIC',
      encodingMatters: true,
      answer: {
        status: 401,
        body: {
          error: 'invalid_client',
          error_uri:
            'https://authorization.cerner.com/errors/urn%3Acerner%3Aerror%3Aauthorization-server%3Aoauth2%3Atoken%3Ainvalid-client-credentials/instances/14c9?client=unknown&tenant=ec24',
        },
      },
    },
    ['basic-encoding', 'client-unknown', 'secret-wrong', 'secret-expired'],
  ],
  [
    'Cerner: header',
    {
      answer: {
        status: 401,
        body: {
          error: 'invalid_client',
          error_uri:
            'https://authorization.cerner.com/errors/urn%3Acerner%3Aerror%3Aauthorization-server%3Aoauth2%3Atoken%3Ainvalid-authorization-header/instances/826b?client=unknown',
        },
      },
    },
    ['method-not-registered'],
  ],
  [
    'Cerner: tenant',
    {
      answer: {
        status: 400,
        body: {
          error: 'invalid_grant',
          error_uri:
            'https://authorization.cerner.com/errors/urn%3Acerner%3Aerror%3Aauthorization-server%3Aoauth2%3Atoken%3Ainvalid-tenant/instances/65b0',
        },
      },
    },
    ['client-other-environment'],
  ],
  [
    'Cerner: scopes',
    {
      fields: { requestScopes: 'system/Patient.read' },
      answer: {
        status: 400,
        body: {
          error: 'invalid_scope',
          error_uri:
            'https://authorization.cerner.com/errors/urn%3Acerner%3Aerror%3Aauthorization-server%3Aoauth2%3Atoken%3Aempty-scopes/instances/1',
        },
      },
    },
    ['scope-version', 'scope-not-registered'],
  ],
  [
    'Cerner: signature',
    {
      answer: {
        status: 401,
        body: {
          error: 'invalid_client',
          error_uri:
            'https://authorization.cerner.com/errors/urn%3Acerner%3Aerror%3Aauthorization-server%3Aclient-assertion%3Ajwt-bearer%3Ainvalid-signature/instances/1',
        },
      },
    },
    ['key-not-registered'],
  ],
  [
    'Redox: key',
    { answer: refused('invalid_request', 'Public key not found, check client_id, kid and Redox dashboard settings') },
    ['client-unknown', 'kid-mismatch', 'key-not-registered', 'key-set-unreachable'],
  ],
  [
    'bulk-data-server: typ',
    {
      fields: { assertionType: 'none' },
      answer: refused(
        'invalid_request',
        "Invalid registration token: Invalid JWT token header. Missing 'typ' property.",
      ),
    },
    ['typ-refused'],
  ],
  [
    'bulk-data-server: another subject',
    {
      fields: { assertionClaims: '{"sub":"Patient/1"}' },
      answer: refused(
        'invalid_request',
        'Invalid client details token: Invalid token structure. Must contain 3 parts.',
      ),
    },
    ['subject-refused', 'client-unknown'],
  ],
  [
    'bulk-data-server: scopes of a person',
    {
      fields: { requestScopes: 'patient/Patient.rs' },
      answer: refused(
        'invalid_scope',
        'Only system-level scopes are allowed for bulk data export (bad scope: "patient/Patient.rs")',
      ),
    },
    ['scope-for-a-person'],
  ],
  [
    'bulk-data-server: not active',
    {
      clock: 40,
      answer: refused(
        'invalid_grant',
        'Unable to verify the token with any of the public keys found in the JWKS: jwt not active',
      ),
    },
    ['clock-ahead'],
  ],
  ['Redox: no kid', { answer: refused('invalid_request', 'JWT header kid property is required') }, ['kid-mismatch']],
  ['Redox: without a word', { clock: -600, answer: refused('invalid_request') }, ['clock-behind']],
  [
    'Inferno UDAP: no certificate',
    { answer: refused('invalid_client', 'missing `x5c` header') },
    ['method-not-registered'],
  ],
  [
    'Inferno UDAP: another certificate',
    {
      payer: withCertificate({}),
      fields: { authenticationMethod: 'udap', b2bExtension: b2b },
      answer: refused('invalid_client', 'signing cert does not match registration cert'),
    },
    ['san-mismatch', 'key-not-registered', 'certificate-not-trusted'],
  ],
  [
    'Entra: no scope',
    {
      fields: { requestScopes: '' },
      answer: refused(
        'invalid_request',
        "AADSTS900144: The request body must contain the following parameter: 'scope'.",
      ),
    },
    ['scope-missing'],
  ],
  [
    'Auth0: secret',
    { mode: 'CLIENT_SECRET_BASIC', answer: refused('access_denied', 'Unauthorized', { status: 401 }) },
    ['client-unknown', 'secret-wrong', 'secret-expired'],
  ],
  [
    'Auth0: api, in older words',
    {
      answer: refused(
        'access_denied',
        'Client is not authorized to access "https://api.example". You need to create a "client-grant" associated to this API.',
        { status: 403 },
      ),
    },
    ['grant-not-allowed'],
  ],
  [
    'Redox: content type',
    { answer: refused('invalid_request', 'x-www-form-urlencoded content-type required') },
    ['content-type-refused'],
  ],
  ['Keycloak: audience', { answer: refused('invalid_client', 'Invalid token audience') }, ['audience-endpoint-wanted']],
  ['Keycloak: expired', { answer: refused('invalid_client', 'Token is not active') }, ['clock-behind']],
  [
    'Keycloak: future',
    { clock: 40, answer: refused('invalid_client', 'Token was issued in the future') },
    ['clock-ahead'],
  ],
  [
    'Keycloak: past',
    { answer: refused('invalid_client', 'Token was issued too far in the past to be used now') },
    ['clock-behind'],
  ],
  [
    'Keycloak: life',
    {
      fields: { assertionSeconds: '300' },
      answer: refused('invalid_client', 'Token expiration is too far in the future and iat claim not present in token'),
    },
    ['life-too-long'],
  ],
  ['Keycloak: replay', { answer: refused('invalid_client', 'Token reuse detected') }, ['jti-replayed']],
  [
    'Keycloak: algorithm',
    { answer: refused('invalid_client', 'Invalid signature algorithm') },
    ['algorithm-not-taken'],
  ],
  [
    'Keycloak: key',
    { answer: refused('invalid_client', 'Unable to load public key') },
    ['kid-mismatch', 'key-not-registered', 'key-set-unreachable'],
  ],
  [
    'Keycloak: signature',
    {
      answer: refused(
        'invalid_client',
        'Client authentication with signed JWT failed: Signature on JWT token failed validation',
      ),
    },
    ['key-not-registered'],
  ],
  [
    'Keycloak: assertion type',
    {
      answer: refused(
        'invalid_client',
        "Parameter client_assertion_type has value 'x' but expected is 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'",
      ),
    },
    ['assertion-type-refused'],
  ],
  [
    'Keycloak: subject',
    { answer: refused('invalid_client', 'client_id parameter does not match sub claim') },
    ['subject-refused'],
  ],
  [
    'Keycloak: grant',
    { answer: refused('unauthorized_client', 'Client not enabled to retrieve service account', { status: 401 }) },
    ['grant-not-allowed'],
  ],
  [
    'Keycloak: client, by assertion',
    { answer: refused('invalid_client', 'Invalid client or Invalid client credentials') },
    ['client-unknown', 'method-not-registered', 'client-not-active'],
  ],
  [
    'Keycloak: secret',
    {
      mode: 'CLIENT_SECRET_BASIC',
      answer: refused('unauthorized_client', 'Invalid client or Invalid client credentials', { status: 401 }),
    },
    ['client-unknown', 'method-not-registered', 'secret-wrong', 'client-not-active', 'secret-expired'],
  ],
  [
    'oidc-provider: two',
    { answer: refused('invalid_request', 'client authentication must only be provided using one mechanism') },
    ['both-credentials'],
  ],
  [
    'oidc-provider: encoding',
    {
      mode: 'CLIENT_SECRET_BASIC',
      encodingMatters: true,
      fields: { basicEncoding: 'raw' },
      answer: refused(
        'invalid_request',
        'client_id and client_secret in the authorization header are not properly encoded',
      ),
    },
    ['basic-encoding'],
  ],
  [
    'oidc-provider: assertion type',
    {
      answer: refused(
        'invalid_request',
        'client_assertion_type must have value urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      ),
    },
    ['assertion-type-refused'],
  ],
  [
    'oidc-provider: nothing',
    { answer: refused('invalid_request', 'no client authentication mechanism provided') },
    ['method-not-registered'],
  ],
  [
    'oidc-provider: grant',
    { answer: refused('invalid_request', 'requested grant type is not allowed for this client') },
    ['grant-not-allowed'],
  ],
  [
    'oidc-provider: secret expired',
    {
      mode: 'CLIENT_SECRET_BASIC',
      answer: refused('invalid_client', 'could not authenticate the client - its client secret is expired'),
    },
    ['secret-expired'],
  ],
  [
    'oidc-provider: resource',
    { answer: refused('invalid_target', 'resource indicator is missing, or unknown') },
    ['resource-wanted'],
  ],
  [
    'oidc-provider: content type',
    {
      answer: refused(
        'invalid_request',
        'only application/x-www-form-urlencoded content-type bodies are supported on POST /token',
      ),
    },
    ['content-type-refused'],
  ],
  [
    'Entra: another certificate',
    {
      payer: withCertificate({}),
      fields: { assertionCertificate: 'x5t#S256' },
      answer: refused(
        'invalid_client',
        'AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application.',
      ),
    },
    ['key-not-registered'],
  ],
  [
    'Okta: signature, after a change of keys',
    { payer: withNewKey, answer: refused('invalid_client', 'The client_assertion signature is invalid.') },
    ['key-not-registered', 'key-set-cached'],
  ],
  [
    'smart-launcher: a slash too many',
    {
      fields: { issuer: 'https://auth.northlake.example/p2p/token/' },
      answer: refused(
        'invalid_client',
        "Invalid token 'aud' value (https://auth.northlake.example/p2p/token/). Must be 'https://auth.northlake.example/p2p/token'.",
      ),
    },
    ['audience-spelling'],
  ],
  [
    'Authlib: another subject',
    {
      fields: { assertionClaims: '{"sub":"Patient/1"}' },
      answer: refused('invalid_client', 'The client does not exist on this server.', { status: 400 }),
    },
    ['subject-refused', 'client-unknown', 'client-not-active'],
  ],
  [
    'Authlib: a request that came twice',
    { answer: refused('invalid_client', 'Invalid claim "jti"', { status: 400 }) },
    ['jti-replayed'],
  ],
  [
    'Okta: kid',
    { answer: refused('invalid_client', 'The client_assertion JWT kid is invalid.') },
    ['kid-mismatch', 'key-not-registered'],
  ],
  [
    'Okta: signature',
    { answer: refused('invalid_client', 'The client_assertion signature is invalid.') },
    ['key-not-registered'],
  ],
  [
    'Okta: audience',
    {
      answer: refused(
        'invalid_client',
        'The audience claim for client_assertion must be the endpoint invoked for the request.',
      ),
    },
    ['audience-endpoint-wanted'],
  ],
  [
    'Okta: too far, and the clock',
    {
      clock: 600,
      answer: refused('invalid_client', 'The client_assertion token has an expiration too far into the future.'),
    },
    ['clock-ahead'],
  ],
  [
    'Okta: expired',
    { clock: -90, answer: refused('invalid_client', 'The client_assertion token is expired.') },
    ['clock-behind'],
  ],
  [
    'Okta: replay',
    { answer: refused('invalid_client', 'The client_assertion token has already been used.') },
    ['jti-replayed'],
  ],
  [
    'Okta: assertion type',
    { answer: refused('invalid_client', 'The client_assertion_type is invalid.') },
    ['assertion-type-refused'],
  ],
  [
    'Okta: client',
    {
      answer: {
        status: 401,
        body: { errorCode: 'invalid_client', errorSummary: "Invalid value for 'client_id' parameter." },
      },
    },
    ['client-unknown', 'client-not-active'],
  ],
  [
    'Okta: secret',
    {
      mode: 'CLIENT_SECRET_BASIC',
      answer: refused('invalid_client', 'The client secret supplied for a confidential client is invalid.'),
    },
    ['secret-wrong', 'secret-expired'],
  ],
  [
    'Okta: method',
    {
      mode: 'CLIENT_SECRET_BASIC',
      answer: refused(
        'invalid_client',
        'Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.',
      ),
    },
    ['method-not-registered'],
  ],
  [
    'Okta: scopes',
    {
      fields: { requestScopes: 'system/Patient.rs' },
      answer: refused('invalid_scope', 'One or more scopes are not configured for the authorization server resource.'),
    },
    ['scope-version', 'scope-not-registered'],
  ],
  [
    'Okta: policy',
    {
      answer: refused(
        'access_denied',
        'Policy evaluation failed for this request, please check the policy configurations.',
      ),
    },
    ['grant-not-allowed', 'scope-not-registered'],
  ],
  [
    'Entra: client',
    {
      answer: refused(
        'unauthorized_client',
        "AADSTS700016: Application with identifier 'x' was not found in the directory 'Test'.",
      ),
    },
    ['client-unknown', 'client-other-environment'],
  ],
  [
    'Entra: secret',
    {
      mode: 'CLIENT_SECRET_BASIC',
      answer: refused('invalid_client', 'AADSTS7000215: Invalid client secret provided.'),
    },
    ['secret-wrong'],
  ],
  [
    'Entra: secret expired',
    {
      mode: 'CLIENT_SECRET_BASIC',
      answer: refused('invalid_client', "AADSTS7000222: The provided client secret keys for app 'x' are expired."),
    },
    ['secret-expired'],
  ],
  [
    'Entra: method',
    {
      answer: refused(
        'invalid_client',
        "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      ),
    },
    ['method-not-registered'],
  ],
  [
    'Entra: key',
    {
      answer: refused(
        'invalid_client',
        'AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found.]',
      ),
    },
    ['certificate-thumbprint-wanted'],
  ],
  [
    'Entra: times, clocks equal',
    {
      fields: { assertionSeconds: '300' },
      answer: refused('invalid_client', 'AADSTS700024: Client assertion is not within its valid time range.'),
    },
    ['life-too-long'],
  ],
  [
    'Entra: scope',
    {
      answer: refused(
        'invalid_scope',
        'AADSTS1002012: The provided value for scope openid is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.',
      ),
    },
    ['scope-not-registered'],
  ],
  [
    'Entra: disabled',
    { answer: refused('unauthorized_client', 'AADSTS7000112: Application is disabled.') },
    ['client-not-active'],
  ],
  [
    'Entra: conditional access',
    { answer: refused('invalid_grant', 'AADSTS53003: Access has been blocked by Conditional Access policies.') },
    ['address-list'],
  ],
  [
    'Entra: field',
    { answer: refused('invalid_request', "AADSTS90014: The required field 'iss' is missing from the credential.") },
    ['parameter-missing'],
  ],
  [
    'Entra: grant',
    { answer: refused('unsupported_grant_type', 'AADSTS70003: The app requested an unsupported grant type.') },
    ['grant-unsupported'],
  ],
  [
    'Entra: certificate',
    {
      payer: withCertificate({}),
      fields: { assertionCertificate: 'x5c' },
      answer: refused(
        'invalid_client',
        "AADSTS700030: Invalid certificate - subject name in certificate isn't authorized.",
      ),
    },
    ['certificate-not-trusted'],
  ],
  [
    'Auth0: grant',
    {
      answer: refused('unauthorized_client', "Grant type 'client_credentials' not allowed for the client.", {
        status: 403,
      }),
    },
    ['grant-not-allowed'],
  ],
  [
    'Auth0: audience of the token',
    { answer: refused('access_denied', 'Service not enabled within domain: https://api.example', { status: 403 }) },
    ['resource-wanted'],
  ],
  [
    'Auth0: api',
    {
      answer: refused(
        'access_denied',
        'Client "x" is not authorized to access resource server "y". You need to create a "client-grant" associated to this API.',
        { status: 403 },
      ),
    },
    ['grant-not-allowed'],
  ],
  [
    'ForgeRock: not valid',
    { fields: { assertionSeconds: '60' }, answer: refused('invalid_client', 'JWT has expired or is not valid') },
    ['audience-endpoint-wanted', 'kid-mismatch', 'key-not-registered'],
  ],
  [
    'PingAM: life',
    { fields: { assertionSeconds: '300' }, answer: refused('invalid_client', 'JWT expiration time is unreasonable') },
    ['life-too-long'],
  ],
  [
    'ForgeRock: scopes',
    {
      fields: { requestScopes: 'openid system/Patient.rs' },
      answer: refused('invalid_scope', 'Unknown/invalid scope(s): [openid]'),
    },
    ['scope-version', 'openid-scope', 'scope-not-registered'],
  ],
  [
    'Spring: scope',
    { fields: { requestScopes: 'system/Patient.rs' }, answer: refused('invalid_scope', 'OAuth 2.0 Parameter: scope') },
    ['scope-version', 'scope-not-registered'],
  ],
  [
    'Spring: parameter',
    { answer: refused('invalid_request', 'OAuth 2.0 Parameter: client_secret') },
    ['parameter-missing'],
  ],
  [
    'udap-dotnet: extension',
    {
      payer: withCertificate({}),
      fields: { authenticationMethod: 'udap', b2bExtension: b2b },
      answer: refused('invalid_grant', 'Required authorization extension(s) missing: hl7-b2b'),
    },
    ['b2b-extension-refused'],
  ],
  [
    'udap-dotnet: purpose',
    {
      payer: withCertificate({}),
      fields: { authenticationMethod: 'udap', b2bExtension: b2b },
      answer: refused(
        'invalid_grant',
        "Extension 'hl7-b2b' contains disallowed purpose_of_use code 'urn:oid:2.16.840.1.113883.5.8#TREAT'",
      ),
    },
    ['b2b-extension-refused'],
  ],
  [
    'jsonwebtoken: audience',
    { answer: refused('invalid_client', 'jwt audience invalid. expected: https://auth.northlake.example/') },
    ['audience-spelling'],
  ],
  [
    'jsonwebtoken: signature, of smart-launcher',
    { answer: refused('invalid_client', 'Invalid token. invalid signature') },
    ['key-not-registered'],
  ],
  ['jose: expired', { answer: refused('invalid_client', '"exp" claim timestamp check failed') }, ['clock-behind']],
  [
    'jose: future',
    { answer: refused('invalid_client', '"iat" claim timestamp check failed (it should be in the past)') },
    ['clock-ahead'],
  ],
  [
    'jose: audience',
    { answer: refused('invalid_client', 'unexpected "aud" claim value') },
    ['audience-endpoint-wanted'],
  ],
  ['jose: typ', { answer: refused('invalid_client', 'unexpected "typ" JWT header value') }, ['typ-refused']],
  [
    'jose: key',
    { answer: refused('invalid_client', 'no applicable key found in the JSON Web Key Set') },
    ['kid-mismatch', 'key-not-registered'],
  ],
  ['PyJWT: expired', { answer: refused('invalid_client', 'Signature has expired') }, ['clock-behind']],
  ['PyJWT: audience', { answer: refused('invalid_client', "Audience doesn't match") }, ['audience-endpoint-wanted']],
  [
    'Microsoft.IdentityModel: audience',
    { answer: refused('invalid_client', "IDX10214: Audience validation failed. Audiences: 'x'.") },
    ['audience-endpoint-wanted'],
  ],
  [
    'Nimbus: audience',
    { answer: refused('invalid_client', 'JWT audience rejected: [https://x]') },
    ['audience-endpoint-wanted'],
  ],
  [
    'nginx: certificate wanted',
    {
      answer: {
        status: 400,
        body: '<html>\r\n<head><title>400 No required SSL certificate was sent</title></head>\r\n<body><center><h1>400 Bad Request</h1></center></body></html>',
      },
    },
    ['client-certificate-wanted'],
  ],
  [
    'nginx: certificate refused',
    {
      answer: {
        status: 400,
        body: '<html><head><title>400 The SSL certificate error</title></head><body></body></html>',
      },
    },
    ['client-certificate-refused'],
  ],
  [
    'nginx: plain http',
    {
      answer: {
        status: 400,
        body: '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>',
      },
    },
    ['no-tls-there'],
  ],
  [
    'IIS: certificate',
    {
      answer: {
        status: 403,
        body: '<html><head><title>403.7 - Forbidden: SSL client certificate is required.</title></head></html>',
      },
    },
    ['client-certificate-wanted'],
  ],
  [
    'IIS: certificate refused',
    {
      answer: {
        status: 403,
        body: '<html><body>HTTP Error 403.16 - Forbidden Your client certificate is either not trusted or is invalid.</body></html>',
      },
    },
    ['client-certificate-refused'],
  ],
  [
    'Cloudflare: address',
    {
      answer: {
        status: 403,
        body: '<html><head><title>Access denied | auth.example used Cloudflare to restrict access</title></head></html>',
      },
    },
    ['address-list', 'gateway-page'],
  ],
  [
    'Cloudflare: too often',
    {
      answer: {
        status: 403,
        body: '<html><body>The owner of this website (x) has banned you temporarily from accessing this website.</body></html>',
      },
    },
    ['too-many-requests'],
  ],
  [
    'F5',
    {
      answer: {
        status: 200,
        body: '<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 1</body></html>',
      },
    },
    ['soft-200'],
  ],
  [
    'Imperva',
    {
      answer: {
        status: 403,
        body: '<html><body><iframe>Request unsuccessful. Incapsula incident ID: 92000-1</iframe></body></html>',
      },
    },
    ['gateway-page'],
  ],
  [
    'Akamai',
    {
      answer: {
        status: 403,
        body: '<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>You don\'t have permission to access "http://x/token" on this server.<P>Reference #18.1</BODY></HTML>',
        type: 'text/html',
      },
    },
    ['address-list', 'gateway-page'],
  ],
  [
    'Kong: no route',
    { answer: { status: 404, body: { message: 'no Route matched with those values' } } },
    ['not-the-token-endpoint'],
  ],
  ['Kong: address', { answer: { status: 403, body: { message: 'Your IP address is not allowed' } } }, ['address-list']],
  [
    'API Gateway: no such path',
    {
      answer: {
        status: 403,
        body: { message: 'Missing Authentication Token' },
        headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
      },
    },
    ['not-the-token-endpoint'],
  ],
  [
    'API Management: key',
    {
      answer: {
        status: 401,
        body: {
          statusCode: 401,
          message:
            'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.',
        },
      },
    },
    ['gateway-key-wanted'],
  ],
];
