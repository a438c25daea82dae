/**
 * @file Okta. Words from its support pages: support.okta.com/help/s/article/ “the-audience-claim-for-client-assertion-must-be-the-
 * endpoint-invoked-for-the-request”, “okta-client-assertion-error-invalid-key-id”, “error-occurs-during-authentication-due-to-invalid-
 * client-assertion-signature”, “invalid-client-error-returned-during-client-authentication-failure” (an unknown client gets
 * `errorCode` and `errorSummary`, no `error`), “error-one-or-more-scopes-are-not-configured-for-the-authorization-server-resource”,
 * “cannot-request-openid-scopes-using-client-credentials”. What is wrong in time it puts as developer.okta.com/docs/api/openapi/
 * okta-oauth does: the general “Client authentication failed. Either the client or the client credentials are invalid.”
 */
import { judge } from './verdict.ts';
import type { Verdict } from './verdict.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { basicOf, formDecoded, granted, openidDocument, refusal, scopesIn } from './family.ts';

const base = '/oauth2/default';

export function okta(): Family {
  return {
    name: 'okta',
    issuerPath: base,
    tokenPath: `${base}/v1/token`,
    documents: (realm) => ({
      [`${base}/.well-known/oauth-authorization-server`]: openidDocument(realm, {
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
        token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'],
      }),
    }),
    token: async (call, realm) => {
      const known = await authenticate(call, realm);
      return 'status' in known ? known : grant(call, realm, known);
    },
  };
}

const noClient = (description: string) => refusal(401, 'invalid_client', description);
const general = 'Client authentication failed. Either the client or the client credentials are invalid.';
const nobody: Answer = {
  status: 401,
  json: {
    errorCode: 'invalid_client',
    errorSummary: "Invalid value for 'client_id' parameter.",
    errorLink: 'invalid_client',
    errorId: 'oaeRtUzCzWwSQmXMN4ysHWQ1g',
    errorCauses: [],
  },
};

async function authenticate(call: Call, realm: Realm): Promise<Client | Answer> {
  const { form } = call;
  const basic = basicOf(call);
  if (basic !== null || form.has('client_secret')) {
    const client = realm.client(basic === null ? (form.get('client_id') ?? '') : formDecoded(basic.id));
    if (client === undefined || client.isDisabled === true) return nobody;
    if (client.secret === undefined) return noClient(general);
    const secret = basic === null ? form.get('client_secret') : formDecoded(basic.secret);
    return secret === client.secret
      ? client
      : noClient('The client secret supplied for a confidential client is invalid.');
  }
  const verdict = await judge(form.get('client_assertion'), realm, {
    audiences: [realm.tokenEndpoint],
    algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'],
    leewaySeconds: 0,
    longestSeconds: 3600,
    looksAhead: true,
    refusesReplay: true,
  });
  return verdict.is === 'good' ? verdict.client : refusalOf(verdict);
}

function refusalOf({ is }: Exclude<Verdict, { is: 'good' }>): Answer {
  switch (is) {
    case 'client-unknown':
    case 'client-disabled':
      return nobody;
    case 'kid':
      return noClient('The client_assertion JWT kid is invalid.');
    case 'signature':
      return noClient('The client_assertion signature is invalid.');
    case 'audience':
      return noClient('The audience claim for client_assertion must be the endpoint invoked for the request.');
    default:
      return noClient(general);
  }
}

async function grant({ form }: Call, realm: Realm, client: Client): Promise<Answer> {
  const type = form.get('grant_type') ?? '';
  if (type !== 'client_credentials' || client.grants?.includes(type) === false)
    return refusal(400, 'unauthorized_client', 'The client is not authorized to use the provided grant type.');
  const scopes = scopesIn(form);
  if (scopes.includes('openid'))
    return refusal(400, 'invalid_scope', "Cannot request 'openid' scopes using client credentials.");
  if (scopes.some((scope) => !client.scopes.includes(scope)))
    return refusal(
      400,
      'invalid_scope',
      'One or more scopes are not configured for the authorization server resource.',
    );
  const scope = scopes.join(' ');
  const token = await realm.jwt({
    sub: client.clientId,
    cid: client.clientId,
    aud: 'api://default',
    scope,
    scp: scopes,
  });
  return granted({ token_type: 'Bearer', expires_in: 3600, access_token: token, scope });
}
