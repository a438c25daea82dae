/**
 * @file A server made with Authlib. From github:lepture/authlib: authlib/oauth2/rfc7523/client.py (`JWTBearerClientAssertion`: client,
 * signature, then the claims), authlib/jose/rfc7519/claims.py (their order; `iat` in the future is not looked at; 60 s of leeway),
 * authlib/jose/errors.py (a bad signature has no words), authlib/oauth2/rfc6749/errors.py (400, and the words for grant and scope).
 */
import { audiencesOf, isSignedByAny, readAssertion, timeOf } from './assertion.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { assertionType, basicOf, granted, openidDocument, refusal, scopesIn } from './family.ts';

export function authlib(): Family {
  return {
    name: 'authlib',
    issuerPath: '',
    tokenPath: '/oauth/token',
    documents: (realm) => ({
      '/.well-known/oauth-authorization-server': openidDocument(realm, {
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
      }),
    }),
    token: async (call, realm) => {
      const { form } = call;
      const type = form.get('grant_type') ?? '';
      // The endpoint looks for a grant before it looks at the client.
      if (type !== 'client_credentials')
        return refusal(400, 'unsupported_grant_type', `grant_type=${type} is not supported`);
      const known = await authenticate(call, realm);
      return 'status' in known ? known : grant(form, realm, known);
    },
  };
}

const noClient = (description?: string) => refusal(400, 'invalid_client', description);

async function authenticate(call: Call, realm: Realm): Promise<Client | Answer> {
  const { form } = call;
  if (form.get('client_assertion_type') === assertionType) return byAssertion(form, realm);
  const basic = basicOf(call);
  const client = realm.client(basic?.id ?? '');
  return client?.secret !== undefined && client.secret === basic?.secret ? client : noClient();
}

async function byAssertion(form: URLSearchParams, realm: Realm): Promise<Client | Answer> {
  const text = form.get('client_assertion') ?? '';
  const read = readAssertion(text);
  if (read === null) return noClient();
  const { header, claims } = read;
  const client = realm.client(claims.sub ?? '');
  if (client === undefined) return noClient('The client does not exist on this server.');
  const keys = (client.keys ?? []).filter(({ kid }) => kid === header.kid);
  if (!(await isSignedByAny(text, keys))) return noClient();
  if (claims.iss !== claims.sub) return noClient('Invalid claim "iss"');
  if (!audiencesOf(claims).includes(realm.tokenEndpoint)) return noClient('Invalid claim "aud"');
  const { exp = 0 } = claims;
  if (timeOf({ exp }, { now: realm.now(), leeway: 60 }) === 'over') return noClient('The token is expired');
  if (realm.wasSeen(claims.jti ?? '')) return noClient('Invalid claim "jti"');
  return client;
}

function grant(form: URLSearchParams, realm: Realm, client: Client): Answer {
  if (client.grants?.includes('client_credentials') === false) return refusal(400, 'unauthorized_client');
  if (scopesIn(form).some((scope) => !client.scopes.includes(scope)))
    return refusal(400, 'invalid_scope', 'The requested scope is invalid, unknown, or malformed.');
  const scope = scopesIn(form).join(' ');
  const token = realm.opaqueToken({ scope, audience: '' });
  return granted({ token_type: 'Bearer', access_token: token, expires_in: 864_000, scope });
}
