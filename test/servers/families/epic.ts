/**
 * @file Epic. Its token endpoint says `{"error":"invalid_client","error_description":null}` with 400, whatever is wrong with client, key,
 * audience or time: as it is quoted at fhir.epic.com's Backend OAuth 2.0 tutorial readers' questions (“EPIC FHIR SMART Backend Services:
 * { "error": "invalid_client", "error_description": null }”). Audience: the token URL; at most five minutes (Epic's documentation).
 * A Basic pair is not form-decoded: community.fhir.org/t/4312.
 */
import { judge } from './verdict.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { basicOf, granted, scopesIn, smartDocument } from './family.ts';

const base = '/interconnect-fhir-oauth';

export function epic(): Family {
  return {
    name: 'epic',
    issuerPath: `${base}/oauth2`,
    tokenPath: `${base}/oauth2/token`,
    documents: (realm) => ({
      [`${base}/api/FHIR/R4/.well-known/smart-configuration`]: smartDocument(realm, {
        token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
        scopes_supported: ['openid', 'fhirUser', ...realm.scopes],
      }),
    }),
    token: async (call, realm) => {
      const client = await authenticated(call, realm);
      return client === null ? refused('invalid_client') : grant(call, realm, client);
    },
  };
}

const refused = (error: string): Answer => ({ status: 400, json: { error, error_description: null } });

async function authenticated(call: Call, realm: Realm): Promise<Client | null> {
  const basic = basicOf(call);
  if (basic !== null) {
    const client = realm.client(basic.id);
    return client?.secret === basic.secret && client.isDisabled !== true ? client : null;
  }
  const verdict = await judge(call.form.get('client_assertion'), realm, {
    audiences: [realm.tokenEndpoint],
    algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384'],
    leewaySeconds: 30,
    longestSeconds: 300,
    looksAhead: true,
    refusesReplay: true,
  });
  return verdict.is === 'good' ? verdict.client : null;
}

/** What a client may do is set up at Epic's side: scopes of a request are cut to it, and none left is no client of that kind. */
function grant({ form }: Call, realm: Realm, client: Client): Answer {
  if (form.get('grant_type') !== 'client_credentials') return refused('unsupported_grant_type');
  if (client.grants?.includes('client_credentials') === false) return refused('unauthorized_client');
  const asked = scopesIn(form);
  const scopes = asked.length === 0 ? client.scopes : asked.filter((scope) => client.scopes.includes(scope));
  if (scopes.length === 0) return refused('invalid_scope');
  const scope = scopes.join(' ');
  const token = realm.opaqueToken({ scope, audience: realm.fhirBase });
  return granted({ access_token: token, token_type: 'Bearer', expires_in: 3600, scope });
}
