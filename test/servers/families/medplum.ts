/**
 * @file Medplum. From github:medplum/medplum, packages/server/src/oauth/token.ts (`handleClientCredentials`, `parseClientAssertion`,
 * `validateClientIdAndSecret`, `sendTokenError`): 400 `invalid_request` for whatever is wrong, with a few words. It knows keys by
 * their set's address alone; a test server cannot be reached over https by it, so a set that was handed in counts here as fetched.
 */
import { isSignedByAny, readAssertion, timeOf } from './assertion.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { assertionType, basicOf, granted, refusal, smartDocument } from './family.ts';
import { fetchKeys } from './key-set.ts';

export function medplum(): Family {
  return {
    name: 'medplum',
    issuerPath: '/',
    tokenPath: '/oauth2/token',
    documents: (realm) => ({
      '/fhir/R4/.well-known/smart-configuration': smartDocument(realm, {
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'ES384'],
        scopes_supported: ['patient/*.rs', 'user/*.cruds', 'openid', 'fhirUser', 'launch', 'offline_access'],
      }),
    }),
    token: async (call, realm) => {
      const { form, headers } = call;
      if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
        return { status: 400, text: 'Unsupported content type' };
      const type = form.get('grant_type') ?? '';
      if (type === '') return no('Missing grant_type');
      if (type !== 'client_credentials') return no('Unsupported grant_type');
      const known = form.has('client_assertion_type') ? await byAssertion(form, realm) : bySecret(call, realm);
      return 'status' in known ? known : grant(form, realm);
    },
  };
}

const no = (description: string) => refusal(400, 'invalid_request', description);

async function byAssertion(form: URLSearchParams, realm: Realm): Promise<Client | Answer> {
  if (form.get('client_assertion_type') !== assertionType) return no('Unsupported client assertion type');
  const text = form.get('client_assertion') ?? '';
  const read = readAssertion(text);
  if (read === null) return no('Invalid client assertion');
  const { header, claims } = read;
  if (claims.aud !== realm.tokenEndpoint) return no('Invalid client assertion audience');
  if (claims.iss !== claims.sub) return no('Invalid client assertion issuer');
  const client = realm.client(claims.iss ?? '');
  if (client === undefined) return no('Client not found');
  const { keySetAddress, keys: given } = client;
  if (keySetAddress === undefined && given === undefined) return no('Client must have a JWK Set URL');
  const keys = given ?? (await fetchKeys(keySetAddress ?? '')).keys;
  const named = keys.filter(({ kid }) => header.kid === '' || kid === header.kid);
  const { exp = 0, nbf } = claims;
  const isTimely = timeOf({ exp, ...(nbf === undefined ? {} : { nbf }) }, { now: realm.now(), leeway: 0 }) === 'good';
  if (!isTimely || !(await isSignedByAny(text, named))) return no('Invalid client assertion signature');
  return client.isDisabled === true ? no('Invalid client') : client;
}

function bySecret(call: Call, realm: Realm): Client | Answer {
  const { form, headers } = call;
  if (headers['authorization'] !== undefined && basicOf(call) === null) return no('Invalid authorization header');
  const { id, secret } = basicOf(call) ?? { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  if (id === '') return no('Missing client_id');
  if (secret === '') return no('Missing client_secret');
  const client = realm.client(id);
  if (client?.secret === undefined || client.isDisabled === true) return no('Invalid client');
  return client.secret === secret ? client : no('Invalid secret');
}

function grant(form: URLSearchParams, realm: Realm): Answer {
  const scope = form.get('scope') ?? 'openid';
  const token = realm.opaqueToken({ scope, audience: realm.fhirBase });
  return granted({ token_type: 'Bearer', expires_in: 3600, scope, access_token: token });
}
