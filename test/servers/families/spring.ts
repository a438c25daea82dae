/**
 * @file Spring Authorization Server. From github:spring-projects/spring-authorization-server,
 * oauth2-authorization-server/src/main/java/org/springframework/security/oauth2/server/authorization/:
 * `web/OAuth2ClientAuthenticationFilter` (401 for invalid_client, else 400, and “We don't want to reveal too much information”: the
 * code alone), `authentication/JwtClientAssertionDecoderFactory` (key set by its address; issuer, token, introspection or revocation
 * endpoint as audience; 60 s of leeway from `JwtTimestampValidator`), `OAuth2ClientCredentialsAuthenticationProvider` and its
 * scope validator, `web/OAuth2TokenEndpointFilter` (error_uri of RFC 6749 §5.2).
 */
import { judge } from './verdict.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { basicOf, formDecoded, granted, openidDocument, scopesIn } from './family.ts';

export function springServer(): Family {
  return {
    name: 'spring-authorization-server',
    issuerPath: '',
    tokenPath: '/oauth2/token',
    documents: (realm) => ({
      '/.well-known/oauth-authorization-server': openidDocument(realm, {
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      }),
    }),
    token: answerToken,
  };
}

const error = (status: number, code: string): Answer => ({ status, json: { error: code } });

async function answerToken(call: Call, realm: Realm): Promise<Answer> {
  const { form } = call;
  const ways = [basicOf(call) !== null, form.has('client_secret'), form.has('client_assertion')].filter(Boolean);
  // `ClientSecretPostAuthenticationConverter` and the others each take what is theirs; two of them are one too many.
  if (ways.length > 1) return error(400, 'invalid_request');
  const client = await authenticated(call, realm);
  if (client === null) return error(401, 'invalid_client');
  const type = form.get('grant_type');
  if (type !== 'client_credentials') return error(400, 'unsupported_grant_type');
  if (client.grants?.includes(type) === false) return error(400, 'unauthorized_client');
  const scopes = scopesIn(form);
  if (scopes.some((scope) => !client.scopes.includes(scope))) return error(400, 'invalid_scope');
  const scope = scopes.join(' ');
  const token = await realm.jwt({ sub: client.clientId, aud: client.clientId, scope });
  return granted({ access_token: token, scope, token_type: 'Bearer', expires_in: 299 });
}

async function authenticated(call: Call, realm: Realm): Promise<Client | null> {
  const { form } = call;
  const basic = basicOf(call);
  const id = basic === null ? (form.get('client_id') ?? '') : formDecoded(basic.id);
  const secret = basic === null ? form.get('client_secret') : formDecoded(basic.secret);
  if (secret !== null) {
    const client = realm.client(id);
    const way = basic === null ? 'client_secret_post' : 'client_secret_basic';
    const isAllowed = client?.secret !== undefined && (client.method ?? way) === way && client.secretIsExpired !== true;
    return isAllowed && client.secret === secret ? client : null;
  }
  const verdict = await judge(form.get('client_assertion'), realm, {
    audiences: [realm.issuer, realm.tokenEndpoint],
    algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512'],
    leewaySeconds: 60,
    looksAhead: false,
    refusesReplay: false,
  });
  return verdict.is === 'good' ? verdict.client : null;
}
