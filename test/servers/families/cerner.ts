/**
 * @file Oracle Health (Cerner). It has no `error_description`; its `error_uri` names the case as a URN: as quoted with whole answers at
 * forums.oracle.com/ords/apexds/post/ “token-request-failing-with-invalid-client-after-successful-0040” (invalid-client-credentials),
 * “system-client-authentication-using-jwt-failing-7719” (invalid-authorization-header), “invalid-grant-for-r4-authorization-cerner-
 * com-tenants-4126” (invalid-tenant), “invalid-scope-while-trying-to-authorize-using-jwt-0436” (empty-scopes).
 */
import { judge } from './verdict.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { basicOf, formDecoded, granted, scopesIn, smartDocument } from './family.ts';

const tenant = 'ec2458f2-1e24-41c8-b71b-0e701af7583d';
const base = `/tenants/${tenant}/protocols/oauth2/profiles/smart-v1`;

export function cerner(): Family {
  return {
    name: 'cerner',
    issuerPath: `/tenants/${tenant}`,
    tokenPath: `${base}/token`,
    documents: (realm) => ({
      [`/r4/${tenant}/.well-known/smart-configuration`]: smartDocument(realm, {
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
      }),
    }),
    token: async (call, realm) => {
      const known = await authenticate(call, realm);
      return 'status' in known ? known : grant(call, realm, known);
    },
  };
}

function refused(status: number, error: string, urn: string, client = 'unknown'): Answer {
  const name = encodeURIComponent(`urn:cerner:error:authorization-server:oauth2:token:${urn}`);
  const instance = '14c93355-be14-47c0-9f4a-132ef6124fe5';
  return {
    status,
    headers: { 'Cache-Control': 'no-store', 'Cerner-Correlation-Id': instance },
    json: {
      error,
      error_uri: `https://authorization.cerner.com/errors/${name}/instances/${instance}?client=${client}&tenant=${tenant}`,
    },
  };
}

async function authenticate(call: Call, realm: Realm): Promise<Client | Answer> {
  const basic = basicOf(call);
  if (basic !== null) {
    const client = realm.client(formDecoded(basic.id));
    const isGood = client !== undefined && client.secret === formDecoded(basic.secret) && client.isDisabled !== true;
    return isGood ? client : refused(401, 'invalid_client', 'invalid-client-credentials');
  }
  if (!call.form.has('client_assertion')) return refused(401, 'invalid_client', 'invalid-authorization-header');
  const verdict = await judge(call.form.get('client_assertion'), realm, {
    audiences: [realm.tokenEndpoint],
    algorithms: ['RS384', 'ES384'],
    leewaySeconds: 30,
    longestSeconds: 300,
    looksAhead: true,
    refusesReplay: true,
  });
  return verdict.is === 'good' ? verdict.client : refused(401, 'invalid_client', 'invalid-client-credentials');
}

function grant({ form }: Call, realm: Realm, client: Client): Answer {
  const scopes = scopesIn(form).filter((scope) => client.scopes.includes(scope));
  if (scopes.length === 0) return refused(400, 'invalid_scope', 'empty-scopes', client.clientId);
  const scope = scopes.join(' ');
  const token = realm.opaqueToken({ scope, audience: realm.fhirBase });
  return granted({ access_token: token, scope, token_type: 'Bearer', expires_in: 570 });
}
