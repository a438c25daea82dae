/** @file The two kinds of Source Payer that can be met, as the settings in which they differ. */

export const profileNames = ['smart-strict', 'smile-cdr'] as const;
export type ProfileName = (typeof profileNames)[number];

/** By which a client may be registered to prove itself. */
export const authenticationMethods = [
  'private_key_jwt',
  'client_secret_basic',
  'client_secret_post',
  'tls_client_auth',
  'self_signed_tls_client_auth',
] as const;

/** `none`: where the grant itself proves the client. */
export const listedMethods = [...authenticationMethods, 'none'] as const;

export interface Profile {
  readonly name: ProfileName;
  /** Under the origin: an issuer with a path puts the RFC 8414 document at another place than OpenID Connect's. */
  readonly issuerPath: string;
  readonly routes: Readonly<Record<RouteName, string>>;
  /** What a client may be registered for. */
  readonly scopes: readonly string[];
  readonly responseTypes: readonly ('code' | 'id_token' | 'code id_token' | 'code id_token token')[];
  readonly assertionAlgorithms: readonly AssertionAlgorithm[];
  readonly tokenSeconds: number;
  /** Whether assertions are held to SMART's own rules, beyond RFC 7523: see `strict-assertion.ts`. */
  readonly strictAssertions: boolean;
}

export type RouteName =
  'authorization' | 'token' | 'userinfo' | 'jwks' | 'introspection' | 'revocation' | 'registration';
type AssertionAlgorithm = 'RS256' | 'RS384' | 'RS512' | 'PS384' | 'ES256' | 'ES384' | 'ES512';

/** Da Vinci operations that a Requesting Payer needs (interop-specs §3.3): legal scope values, however they look. */
const memberMatch = 'http://hl7.org/fhir/us/davinci-hrex/OperationDefinition/member-match';
const bulkMemberMatch = 'http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/BulkMemberMatch';
const bulkMemberMatchUntil21 = 'http://hl7.org/fhir/us/davinci-pdex/OperationDefinition/bulk-member-match';
const groupOfMatches =
  'system.Group.u?code=http://hl7.org/fhir/us/davinci-pdex/ValueSet/PDexMultiMemberMatchResultVS|match';

/** SMART Backend Services as it is written, interop-specs §2.1. */
const smartStrict: Profile = {
  name: 'smart-strict',
  issuerPath: '/p2p',
  routes: {
    authorization: '/authorize',
    token: '/token',
    userinfo: '/userinfo',
    jwks: '/jwks',
    introspection: '/introspect',
    revocation: '/revoke',
    registration: '/register',
  },
  scopes: [
    'openid',
    'fhirUser',
    'system/*.rs',
    'system/*.read',
    'system/Patient.rs',
    'system/Patient.read',
    'system/Coverage.rs',
    'system/Coverage.read',
    'system/ExplanationOfBenefit.rs',
    'system/ExplanationOfBenefit.read',
    'system/Group.rs',
    memberMatch,
    bulkMemberMatch,
    bulkMemberMatchUntil21,
    groupOfMatches,
  ],
  responseTypes: ['code'],
  assertionAlgorithms: ['RS384', 'ES384'],
  tokenSeconds: 300,
  strictAssertions: true,
};

/** A Source Payer that runs Smile CDR: smile-cdr §8 for the addresses, §4.3 for the scopes. */
const smileCdr: Profile = {
  name: 'smile-cdr',
  issuerPath: '/',
  routes: {
    authorization: '/oauth/authorize',
    token: '/oauth/token',
    userinfo: '/oauth/userinfo',
    jwks: '/jwk',
    introspection: '/oauth/introspect',
    revocation: '/oauth/revoke',
    registration: '/oauth/register',
  },
  scopes: [
    'openid',
    'fhirUser',
    'cdr_all_user_authorities',
    'system/*.read',
    'user/Patient.read',
    'user/Coverage.read',
    'user/ExplanationOfBenefit.read',
  ],
  responseTypes: ['code', 'id_token', 'code id_token', 'code id_token token'],
  assertionAlgorithms: ['RS256', 'RS384', 'RS512', 'PS384', 'ES256', 'ES384', 'ES512'],
  // The Terraform provider's default (smile-cdr §4.2).
  tokenSeconds: 300,
  strictAssertions: false,
};

export const profiles: Readonly<Record<ProfileName, Profile>> = { 'smart-strict': smartStrict, 'smile-cdr': smileCdr };
