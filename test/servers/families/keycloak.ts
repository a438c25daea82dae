/**
 * @file Keycloak. From github:keycloak/keycloak, services/src/main/java/org/keycloak/: `authentication/authenticators/client/`
 * `AbstractJWTClientValidator`, `AbstractBaseJWTValidator`, `JWTClientAuthenticator`, `ClientIdAndSecretAuthenticator`,
 * `X509ClientAuthenticator`; `authentication/ClientAuthenticationFlow` (what has no answer of its own: “Invalid client or Invalid
 * client credentials”); `protocol/oidc/grants/` `ClientCredentialsGrantType`, `OAuth2GrantTypeBase.getRequestedScopes`;
 * `protocol/oidc/endpoints/TokenEndpoint` (“Unsupported grant_type”). The order of the checks is that of `validate()`.
 */
import { audiencesOf, isSignedByAny, readAssertion, timeOf } from './assertion.ts';
import type { ReadAssertion } from './assertion.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { assertionType, basicOf, formDecoded, granted, openidDocument, refusal, scopesIn } from './family.ts';

const algorithms = ['PS384', 'RS384', 'EdDSA', 'ES384', 'ES256', 'RS256', 'ES512', 'PS256', 'PS512', 'RS512'];
/** `AbstractJWTClientValidator`: 15 s are forgiven. */
const LEEWAY_SECONDS = 15;

/** `issuer`: as announced for a later release, https://github.com/keycloak/keycloak/issues/38751 . */
export function keycloak({ audience = 'any' }: { audience?: 'any' | 'issuer' } = {}): Family {
  const base = '/realms/p2p';
  const place = '/protocol/openid-connect';
  return {
    name: 'keycloak',
    issuerPath: base,
    tokenPath: `${base}${place}/token`,
    documents: (realm) => ({
      [`${base}/.well-known/openid-configuration`]: openidDocument(realm, {
        token_endpoint_auth_methods_supported: [
          'private_key_jwt',
          'client_secret_basic',
          'client_secret_post',
          'tls_client_auth',
        ],
        token_endpoint_auth_signing_alg_values_supported: algorithms,
      }),
    }),
    token: async (call, realm) => {
      if (!call.form.has('grant_type')) return refusal(400, 'invalid_request', 'Missing form parameter: grant_type');
      if (call.form.get('grant_type') !== 'client_credentials')
        return refusal(400, 'unsupported_grant_type', 'Unsupported grant_type');
      const known = await authenticate(call, realm, audience);
      return 'status' in known ? known : serviceAccount(call, realm, known);
    },
  };
}

const unknown = () => refusal(401, 'invalid_client', 'Invalid client or Invalid client credentials');

async function authenticate(call: Call, realm: Realm, audience: 'any' | 'issuer'): Promise<Client | Answer> {
  const { form } = call;
  if (form.has('client_assertion')) return byAssertion(call, realm, audience);
  const basic = basicOf(call);
  const id = form.get('client_id') ?? (basic === null ? '' : formDecoded(basic.id));
  if (id === '') return refusal(400, 'invalid_client', 'Missing client_id parameter');
  const client = realm.client(id);
  if (client === undefined || client.isDisabled === true) return unknown();
  if (client.subject !== undefined) return call.certificate?.subject === client.subject ? client : unknown();
  if (client.secret === undefined) return unknown();
  const secret = form.get('client_secret') ?? (basic === null ? '' : formDecoded(basic.secret));
  if (secret !== client.secret || client.secretIsExpired === true)
    return refusal(401, 'unauthorized_client', 'Invalid client or Invalid client credentials');
  return client;
}

async function byAssertion({ form }: Call, realm: Realm, audience: 'any' | 'issuer'): Promise<Client | Answer> {
  const failure = (description: string) => refusal(400, 'invalid_client', description);
  const type = form.get('client_assertion_type');
  if (type === null) return failure('Parameter client_assertion_type is missing');
  if (type !== assertionType)
    return failure(`Parameter client_assertion_type has value '${type}' but expected is '${assertionType}'`);
  const text = form.get('client_assertion') ?? '';
  const read = readAssertion(text);
  if (read === null) return failure('Client authentication with signed JWT failed: Failed to parse JWT');
  const { header, claims } = read;
  // A third party's assertion is for another authenticator.
  if (claims.sub === undefined || claims.iss !== claims.sub) return unknown();
  if (form.has('client_id') && form.get('client_id') !== claims.sub)
    return failure('client_id parameter does not match sub claim');
  const client = realm.client(claims.sub);
  if (client === undefined || client.isDisabled === true || client.keys === undefined) return unknown();
  if (!algorithms.includes(header.alg) || (client.algorithm ?? header.alg) !== header.alg)
    return failure('Invalid signature algorithm');
  const candidates = client.keys.filter(({ kid }) => header.kid === '' || kid === header.kid);
  if (candidates.length === 0) return failure('Unable to load public key');
  if (!(await isSignedByAny(text, candidates)))
    return failure('Client authentication with signed JWT failed: Signature on JWT token failed validation');
  const wrong = wrongInTime(read, realm, audience);
  return wrong === '' ? client : failure(wrong);
}

function wrongInTime({ claims }: ReadAssertion, realm: Realm, audience: 'any' | 'issuer'): string {
  const expected = audience === 'issuer' ? [realm.issuer] : [realm.issuer, realm.tokenEndpoint];
  const given = audiencesOf(claims);
  if (!given.some((one) => expected.includes(one))) return 'Invalid token audience';
  if (given.length > 1) return 'Multiple audiences not allowed';
  const time = timeOf(claims, { now: realm.now(), leeway: LEEWAY_SECONDS });
  if (time === 'over') return 'Token is not active';
  if (time === 'ahead') return 'Token was issued in the future';
  if (claims.jti === undefined) return 'Token jti claim is required';
  return realm.wasSeen(claims.jti) ? 'Token reuse detected' : '';
}

async function serviceAccount({ form }: Call, realm: Realm, client: Client): Promise<Answer> {
  if (client.grants?.includes('client_credentials') === false)
    return refusal(401, 'unauthorized_client', 'Client not enabled to retrieve service account');
  const scopes = scopesIn(form);
  if (scopes.some((scope) => scope !== 'openid' && !client.scopes.includes(scope)))
    return refusal(400, 'invalid_scope', `Invalid scopes: ${form.get('scope') ?? ''}`);
  const scope = scopes.join(' ');
  const token = await realm.jwt({ sub: client.clientId, azp: client.clientId, aud: 'account', scope, typ: 'Bearer' });
  return granted({
    access_token: token,
    expires_in: 300,
    refresh_expires_in: 0,
    token_type: 'Bearer',
    'not-before-policy': 0,
    scope,
  });
}
