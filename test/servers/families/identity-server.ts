/**
 * @file IdentityServer. From github:IdentityServer/IdentityServer4, src/IdentityServer4/src/: `Endpoints/TokenEndpoint.cs` (a client
 * that is not let in: `invalid_client` and no word more), `Validation/Default/PrivateKeyJwtSecretValidator.cs` (one audience: issuer
 * with `/connect/token`; the five minutes of leeway are those of Microsoft.IdentityModel), `TokenRequestValidator.cs`
 * (`ValidateClientCredentialsRequestAsync`), `Endpoints/Results/TokenErrorResult.cs` (always 400).
 */
import { judge } from './verdict.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { basicOf, formDecoded, granted, openidDocument, refusal, scopesIn } from './family.ts';

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];

export function identityServer(): Family {
  return {
    name: 'identity-server',
    issuerPath: '',
    tokenPath: '/connect/token',
    documents: (realm) => ({
      '/.well-known/openid-configuration': openidDocument(realm, {
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: algorithms,
      }),
    }),
    token: async (call, realm) => {
      const client = await authenticated(call, realm);
      return client === null ? refusal(400, 'invalid_client') : grant(call, realm, client);
    },
  };
}

async function authenticated(call: Call, realm: Realm): Promise<Client | null> {
  const { form } = call;
  const basic = basicOf(call);
  if (basic !== null || form.has('client_secret')) {
    const id = basic === null ? (form.get('client_id') ?? '') : formDecoded(basic.id);
    const secret = basic === null ? form.get('client_secret') : formDecoded(basic.secret);
    const client = realm.client(id);
    if (client === undefined || client.isDisabled === true || client.secretIsExpired === true) return null;
    return client.secret === secret ? client : null;
  }
  const verdict = await judge(form.get('client_assertion'), realm, {
    audiences: [realm.tokenEndpoint],
    algorithms,
    leewaySeconds: 300,
    looksAhead: true,
    refusesReplay: true,
  });
  return verdict.is === 'good' ? verdict.client : null;
}

async function grant({ form }: Call, realm: Realm, client: Client): Promise<Answer> {
  const type = form.get('grant_type') ?? '';
  const allowed = client.grants ?? ['client_credentials'];
  if (type !== 'client_credentials' && !allowed.includes(type)) return refusal(400, 'unsupported_grant_type');
  if (!allowed.includes(type)) return refusal(400, 'unauthorized_client');
  const scopes = scopesIn(form);
  // openid is a scope of its own kind there, and refused with this grant.
  if (scopes.some((scope) => scope === 'openid' || !client.scopes.includes(scope)))
    return refusal(400, 'invalid_scope');
  const scope = (scopes.length === 0 ? client.scopes : scopes).join(' ');
  const token = await realm.jwt({ client_id: client.clientId, aud: `${realm.origin}/resources`, scope });
  return granted({ access_token: token, expires_in: 3600, token_type: 'Bearer', scope });
}
