/** @file What JWT libraries say, and many servers pass on as it is: jsonwebtoken, jose, PyJWT, Microsoft.IdentityModel, Nimbus. */
import { audience, key, keyId, textsOf } from './server-text.ts';

export const libraryTexts = [
  ...textsOf('jsonwebtoken', [
    [/\bjwt expired\b/, ['cause/clock-behind']],
    [/\bjwt audience invalid/, audience],
    [/^(?:Invalid token\. )?invalid signature$/, key],
    [/(?:^|: |\. )invalid algorithm$/, ['cause/algorithm-not-taken']],
    [/\bjwt subject invalid/, ['cause/subject-refused']],
  ]),
  ...textsOf('jose', [
    [/"exp" claim timestamp check failed/, ['cause/clock-behind']],
    [/"iat" claim timestamp check failed \(it should be in the past\)/, ['cause/clock-ahead']],
    [/"iat" claim timestamp check failed \(too far in the past\)/, ['cause/clock-behind']],
    [/unexpected "aud" claim value/, audience],
    [/unexpected "typ" JWT header value/, ['cause/typ-refused']],
    [/unexpected "(?:iss|sub)" claim value/, ['cause/subject-refused']],
    [/no applicable key found in the JSON Web Key Set/, [...keyId, 'cause/key-alg-mismatch']],
    [/multiple matching keys found in the JSON Web Key Set/, ['cause/kid-mismatch']],
    [/"alg" \(Algorithm\) Header Parameter value not allowed/, ['cause/algorithm-not-taken']],
  ]),
  ...textsOf('PyJWT', [
    [/\bSignature has expired\b/, ['cause/clock-behind']],
    [/\bAudience doesn't match\b/, audience],
    [/\bThe token is not yet valid \(iat\)/, ['cause/clock-ahead']],
    [/\bSignature verification failed\b/i, key],
  ]),
  ...textsOf('Microsoft.IdentityModel', [
    [/\bIDX10223\b/, ['cause/clock-behind']],
    [/\bIDX10222\b/, ['cause/clock-ahead']],
    [/\bIDX10214\b/, audience],
    [/\bIDX10(?:501|503)\b/, keyId],
    [/\bIDX10511\b/, key],
  ]),
  ...textsOf('Nimbus JOSE + JWT', [
    [/\bExpired JWT\b/, ['cause/clock-behind']],
    [/\bJWT audience rejected\b/, audience],
    [/Signed JWT rejected: Invalid signature/, key],
    [
      /Signed JWT rejected: Another algorithm expected, or no matching key\(s\) found/,
      [...keyId, 'cause/algorithm-not-taken'],
    ],
  ]),
];
