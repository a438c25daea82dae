import type { Addresses } from './addresses.ts';
import { jwtBearer } from './jwt-bearer.ts';
import type { Profile } from './profile.ts';
import { listedMethods } from './profile.ts';

/** `.well-known/smart-configuration` of SMART App Launch 2.2.0 (interop-specs §1.4). It lists what this server does, and no launch. */
export function smartConfiguration(
  profile: Profile,
  { issuer, endpoints }: Addresses,
): Readonly<Record<string, unknown>> {
  return {
    issuer,
    jwks_uri: endpoints.jwks,
    authorization_endpoint: endpoints.authorization,
    token_endpoint: endpoints.token,
    registration_endpoint: endpoints.registration,
    introspection_endpoint: endpoints.introspection,
    revocation_endpoint: endpoints.revocation,
    grant_types_supported: ['authorization_code', 'client_credentials', jwtBearer],
    token_endpoint_auth_methods_supported: listedMethods,
    token_endpoint_auth_signing_alg_values_supported: profile.assertionAlgorithms,
    scopes_supported: profile.scopes,
    response_types_supported: profile.responseTypes,
    code_challenge_methods_supported: ['S256'],
    capabilities: [
      'client-confidential-asymmetric',
      'client-confidential-symmetric',
      'sso-openid-connect',
      'permission-v1',
      ...(profile.name === 'smart-strict' ? ['permission-v2'] : []),
    ],
  };
}
