/**
 * @file Auth0. From auth0.com/docs/get-started/authentication-and-authorization-flow/authenticate-with-private-key-jwt (audience: the
 * tenant's address with its slash; at most five minutes; ten seconds of skew) and support.auth0.com “Client credentials grant
 * requires "audience" parameter”; its answers as they are quoted by those who got them: `access_denied` with “Unauthorized” (401) or
 * “Service not enabled within domain: …” (403) in github:bokbasen and github:avela, with “You need to create a "client-grant"
 * associated to this API” (403) in github:auth0-samples' issues; community.auth0.com/t/191217 says that what is wrong with an
 * assertion stands in the tenant's log only.
 */
import { judge } from './verdict.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { basicOf, formDecoded, granted, openidDocument, refusal } from './family.ts';

/** The identifier of the one API that the tenant has. */
export const auth0Api = 'https://fhir.northlake.example/api';

export function auth0(): Family {
  return {
    name: 'auth0',
    issuerPath: '/',
    tokenPath: '/oauth/token',
    documents: (realm) => ({
      '/.well-known/openid-configuration': openidDocument(realm, {
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
        token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'PS256'],
      }),
    }),
    token: async (call, realm) => {
      const known = await authenticate(call, realm);
      return 'status' in known ? known : grant(call, realm, known);
    },
  };
}

async function authenticate(call: Call, realm: Realm): Promise<Client | Answer> {
  const { form } = call;
  const basic = basicOf(call);
  if (basic !== null || form.has('client_secret')) {
    const client = realm.client(basic === null ? (form.get('client_id') ?? '') : formDecoded(basic.id));
    const secret = basic === null ? form.get('client_secret') : formDecoded(basic.secret);
    return client !== undefined && client.secret === secret ? client : refusal(401, 'access_denied', 'Unauthorized');
  }
  const verdict = await judge(form.get('client_assertion'), realm, {
    audiences: [realm.issuer, realm.tokenEndpoint],
    algorithms: ['RS256', 'RS384', 'PS256'],
    leewaySeconds: 10,
    longestSeconds: 300,
    looksAhead: true,
    refusesReplay: true,
  });
  return verdict.is === 'good' ? verdict.client : refusal(401, 'invalid_client', 'Failed client authentication');
}

async function grant({ form }: Call, realm: Realm, client: Client): Promise<Answer> {
  const type = form.get('grant_type') ?? '';
  if (client.grants?.includes(type) === false)
    return refusal(403, 'unauthorized_client', `Grant type '${type}' not allowed for the client.`);
  const audience = form.get('audience') ?? '';
  if (audience !== auth0Api)
    return refusal(
      403,
      'access_denied',
      `Service not enabled within domain: ${audience === '' ? realm.issuer : audience}`,
    );
  if (client.scopes.length === 0)
    return refusal(
      403,
      'access_denied',
      `Client is not authorized to access "${auth0Api}". You need to create a "client-grant" associated to this API. See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants`,
    );
  const scope = client.scopes.join(' ');
  const token = await realm.jwt({ sub: `${client.clientId}@clients`, aud: auth0Api, scope });
  return granted({ access_token: token, scope, expires_in: 86_400, token_type: 'Bearer' });
}
