/** @file The names that the specifications give, with their types, and names that are met in their stead. */
import type { DocumentKind } from '../finding.ts';

/** Members whose type is judged. */
export const shapes: Readonly<Record<string, 'text' | 'list'>> = {
  issuer: 'text',
  authorization_endpoint: 'text',
  token_endpoint: 'text',
  userinfo_endpoint: 'text',
  jwks_uri: 'text',
  introspection_endpoint: 'text',
  revocation_endpoint: 'text',
  registration_endpoint: 'text',
  resource: 'text',
  signed_metadata: 'text',
  scopes_supported: 'list',
  grant_types_supported: 'list',
  response_types_supported: 'list',
  subject_types_supported: 'list',
  id_token_signing_alg_values_supported: 'list',
  token_endpoint_auth_methods_supported: 'list',
  token_endpoint_auth_signing_alg_values_supported: 'list',
  code_challenge_methods_supported: 'list',
  capabilities: 'list',
  authorization_servers: 'list',
  udap_versions_supported: 'list',
  udap_profiles_supported: 'list',
  udap_authorization_extensions_supported: 'list',
  udap_authorization_extensions_required: 'list',
  udap_certifications_supported: 'list',
  udap_certifications_required: 'list',
  registration_endpoint_jwt_signing_alg_values_supported: 'list',
};

/**
 * What each kind requires. A client of client_credentials can do without most of it: what it cannot do without, the
 * issuer and the token endpoint, has rules of its own.
 */
export const needs: Readonly<Partial<Record<DocumentKind, readonly string[]>>> = {
  'openid-configuration': [
    'authorization_endpoint',
    'token_endpoint',
    'jwks_uri',
    'response_types_supported',
    'subject_types_supported',
    'id_token_signing_alg_values_supported',
  ],
  'oauth-authorization-server': ['token_endpoint', 'response_types_supported'],
  'smart-configuration': [
    'token_endpoint',
    'grant_types_supported',
    'capabilities',
    'code_challenge_methods_supported',
  ],
  udap: [
    'udap_versions_supported',
    'udap_profiles_supported',
    'udap_authorization_extensions_supported',
    'udap_certifications_supported',
    'grant_types_supported',
    'scopes_supported',
    'token_endpoint',
    'token_endpoint_auth_methods_supported',
    'token_endpoint_auth_signing_alg_values_supported',
    'registration_endpoint',
    'registration_endpoint_jwt_signing_alg_values_supported',
  ],
};

/** Names met in the field, and what they stand for. */
const misnamed: Readonly<Record<string, string>> = {
  token_endpoint_auth_methods: 'token_endpoint_auth_methods_supported',
  token_endpoint_auth_method_supported: 'token_endpoint_auth_methods_supported',
  token_endpoint_auth_signing_alg_supported: 'token_endpoint_auth_signing_alg_values_supported',
  token_endpoint_auth_signing_algs_supported: 'token_endpoint_auth_signing_alg_values_supported',
  token_endpoint_auth_signing_alg_values: 'token_endpoint_auth_signing_alg_values_supported',
  id_token_alg_values_supported: 'id_token_signing_alg_values_supported',
  id_token_signing_alg_supported: 'id_token_signing_alg_values_supported',
  scopes: 'scopes_supported',
  scope_supported: 'scopes_supported',
  supported_scopes: 'scopes_supported',
  grant_types: 'grant_types_supported',
  grant_type_supported: 'grant_types_supported',
  response_types: 'response_types_supported',
  response_type_supported: 'response_types_supported',
  code_challenge_methods: 'code_challenge_methods_supported',
  code_challenge_method_supported: 'code_challenge_methods_supported',
  capability: 'capabilities',
  jwks_url: 'jwks_uri',
  jwks_endpoint: 'jwks_uri',
  user_info_endpoint: 'userinfo_endpoint',
  authorize_endpoint: 'authorization_endpoint',
  revoke_endpoint: 'revocation_endpoint',
  introspect_endpoint: 'introspection_endpoint',
  token_url: 'token_endpoint',
  token_uri: 'token_endpoint',
  token_endpoint_url: 'token_endpoint',
  issuer_url: 'issuer',
};

/** What a name stands for, as it seems; null: it is no slip that we know. */
export function meantBy(member: string): string | null {
  if (Object.hasOwn(misnamed, member)) return misnamed[member] ?? null;
  // tokenEndpoint for token_endpoint.
  const snake = member.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return snake !== member && Object.hasOwn(shapes, snake) ? snake : null;
}

/** Everything that OIDC Discovery, RFC 8414 and its registry, SMART, UDAP and RFC 9728 name beside what is judged. */
const known = new Set([
  ...Object.keys(shapes),
  'response_modes_supported',
  'acr_values_supported',
  'id_token_encryption_alg_values_supported',
  'id_token_encryption_enc_values_supported',
  'userinfo_signing_alg_values_supported',
  'userinfo_encryption_alg_values_supported',
  'userinfo_encryption_enc_values_supported',
  'request_object_signing_alg_values_supported',
  'request_object_encryption_alg_values_supported',
  'request_object_encryption_enc_values_supported',
  'display_values_supported',
  'claim_types_supported',
  'claims_supported',
  'service_documentation',
  'claims_locales_supported',
  'ui_locales_supported',
  'claims_parameter_supported',
  'request_parameter_supported',
  'request_uri_parameter_supported',
  'require_request_uri_registration',
  'op_policy_uri',
  'op_tos_uri',
  'check_session_iframe',
  'end_session_endpoint',
  'frontchannel_logout_supported',
  'frontchannel_logout_session_supported',
  'backchannel_logout_supported',
  'backchannel_logout_session_supported',
  'prompt_values_supported',
  'revocation_endpoint_auth_methods_supported',
  'revocation_endpoint_auth_signing_alg_values_supported',
  'introspection_endpoint_auth_methods_supported',
  'introspection_endpoint_auth_signing_alg_values_supported',
  'introspection_signing_alg_values_supported',
  'introspection_encryption_alg_values_supported',
  'introspection_encryption_enc_values_supported',
  'authorization_response_iss_parameter_supported',
  'authorization_signing_alg_values_supported',
  'authorization_encryption_alg_values_supported',
  'authorization_encryption_enc_values_supported',
  'mtls_endpoint_aliases',
  'tls_client_certificate_bound_access_tokens',
  'pushed_authorization_request_endpoint',
  'require_pushed_authorization_requests',
  'require_signed_request_object',
  'dpop_signing_alg_values_supported',
  'dpop_bound_access_tokens_required',
  'authorization_details_types_supported',
  'protected_resources',
  'device_authorization_endpoint',
  'backchannel_authentication_endpoint',
  'backchannel_token_delivery_modes_supported',
  'backchannel_authentication_request_signing_alg_values_supported',
  'backchannel_user_code_parameter_supported',
  'client_id_metadata_document_supported',
  'smart_app_state_endpoint',
  'associated_endpoints',
  'user_access_brand_bundle',
  'user_access_brand_identifier',
  'management_endpoint',
  'bearer_methods_supported',
  'resource_signing_alg_values_supported',
  'resource_name',
  'resource_documentation',
  'resource_policy_uri',
  'resource_tos_uri',
  'jwks',
]);

export function isKnown(member: string): boolean {
  return known.has(member);
}
