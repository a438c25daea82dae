/** @file Servers that speak SMART or UDAP: the reference servers of SMART and Inferno, Oracle Health (Cerner), Redox, udap-dotnet. */
import { audience, key, keyId, scope, secret, textsOf } from './server-text.ts';

export const smartTexts = [
  ...textsOf('SMART bulk-data-server and smart-launcher-v2', [
    [/Invalid token 'aud' value/, audience],
    [/keys found in the JWKS (?:with "kid"|have kid) equal to/, keyId],
    [/None of the keys found in the JWKS have alg equal to/, ['cause/key-alg-mismatch']],
    [/public keys found in the JWKS: (?:invalid signature|error:)/, key],
    [/Requesting the remote JWKS returned an error|Failed to fetch JWKS from/, ['cause/key-set-unreachable']],
    [/remote jwks object has no keys array|JWKS does not have a "keys" property/, ['cause/key-set-unreachable']],
    [
      /^No JWKS found|No usable (?:public )?keys? found|registration-time jwks object has no keys/,
      ['cause/key-not-registered'],
    ],
    [/Multiple usable public keys found in the JWKS/, ['cause/kid-mismatch']],
    [/Invalid 'jti' value/, ['cause/jti-replayed']],
    [/Invalid token 'typ' header|[Tt]he 'typ' property must equal|Missing 'typ' property/, ['cause/typ-refused']],
    [/Missing 'kid' property|Missing token 'kid' header/, ['cause/kid-mismatch']],
    [/\bjwt not active\b/, ['cause/clock-ahead']],
    [/The provided jku '.*' is different|Invalid jku header of the assertion/, ['cause/header-refused']],
    [
      /token sub does not match the token iss|The given iss '.*' does not match the registered/,
      ['cause/subject-refused'],
    ],
    [
      /Invalid client details token|Invalid 'client_id' \(as sub claim/,
      ['cause/client-unknown', 'cause/subject-refused'],
    ],
    [/Registration token expired/, ['cause/client-not-active']],
    [
      /grant_type parameter should equal 'client_credentials'|Invalid or missing grant_type parameter/,
      ['cause/grant-unsupported'],
    ],
    [/Invalid '?client_assertion_type'? parameter/, ['cause/assertion-type-refused']],
    [/Missing '?client_assertion(?:_type)?'? parameter/, ['cause/method-not-registered']],
    [/Invalid request content-type header/, ['cause/content-type-refused']],
    [/^Invalid scope "/, scope],
    [/Only system(?:-level)? scopes are allowed/, ['cause/scope-for-a-person']],
    [/Missing 'scope' parameter|^Empty scope/, ['cause/scope-missing']],
  ]),
  ...textsOf('Inferno reference server', [
    [/Unexpected Client Assertion Type/, ['cause/assertion-type-refused']],
    [/Bad Grant Type/, ['cause/grant-unsupported']],
  ]),
  ...textsOf('Oracle Health (Cerner)', [
    [
      /oauth2:token:invalid[-_]client[-_]credentials/,
      [...secret, 'cause/client-unknown', 'cause/client-other-environment'],
    ],
    [/oauth2:token:invalid[-_]authorization[-_]header/, ['cause/method-not-registered', 'cause/basic-encoding']],
    [/oauth2:token:(?:invalid-tenant|code:tenant-invalid)/, ['cause/client-other-environment']],
    [/oauth2:token:empty-scopes/, scope],
    [/oauth2:token:unsupported-grant-type/, ['cause/grant-unsupported']],
    [/oauth2:token:terminated-client/, ['cause/client-not-active']],
    [/client-assertion:jwt-bearer:invalid-signature/, key],
  ]),
  ...textsOf('Redox', [
    [/Public key not found, check client_id, kid/, [...keyId, 'cause/client-unknown', 'cause/key-set-unreachable']],
    [/JWT header kid property is required/, ['cause/kid-mismatch']],
    [/^Invalid client assertion type/, ['cause/assertion-type-refused']],
    [/^Missing client assertion/, ['cause/method-not-registered']],
    [/x-www-form-urlencoded content-type required/, ['cause/content-type-refused']],
  ]),
  ...textsOf('udap-dotnet', [
    [
      /authorization extension(?:\(s\))? (?:missing:|'[^']*' (?:not found|validation failed))/i,
      ['cause/b2b-extension-refused'],
    ],
    [/purpose_of_use (?:has \d+ entries|code)/, ['cause/b2b-extension-refused']],
  ]),
  ...textsOf('Inferno UDAP test kit', [
    [/missing `x5c` header/, ['cause/method-not-registered']],
    [
      /signing cert does not match registration cert/,
      ['cause/certificate-not-trusted', 'cause/san-mismatch', 'cause/key-not-registered'],
    ],
  ]),
];
