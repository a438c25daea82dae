/**
 * @file Ory Hydra. From github:ory/fosite, client_authentication.go (the checks, their order and their hints) and errors.go (each
 * description, after which the hint stands; 401 for invalid_client, 400 for the others; `jti_known`);
 * handler/oauth2/flow_client_credentials.go for grant and scopes. An unknown client is told by the description alone.
 */
import { audiencesOf, isSignedByAny, readAssertion, timeOf } from './assertion.ts';
import type { ReadAssertion } from './assertion.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { assertionType, basicOf, formDecoded, granted, openidDocument, refusal, scopesIn } from './family.ts';

export function hydra(): Family {
  return {
    name: 'ory-hydra',
    issuerPath: '/',
    tokenPath: '/oauth2/token',
    documents: (realm) => ({
      '/.well-known/openid-configuration': openidDocument(realm, {
        token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt', 'none'],
        scopes_supported: ['offline_access', 'offline', 'openid'],
      }),
    }),
    token: async (call, realm) => {
      const known = await authenticate(call, realm);
      return 'status' in known ? known : grant(call, realm, known);
    },
  };
}

const noClient = (hint = '') =>
  refusal(
    401,
    'invalid_client',
    `Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).${hint === '' ? '' : ` ${hint}`}`,
  );
const noRequest = (hint: string) =>
  refusal(
    400,
    'invalid_request',
    `The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed. ${hint}`,
  );

async function authenticate(call: Call, realm: Realm): Promise<Client | Answer> {
  const { form } = call;
  const type = form.get('client_assertion_type');
  if (type === assertionType) return byAssertion(form, realm);
  if (type !== null) return noRequest(`Unknown client_assertion_type '${type}'.`);
  const basic = basicOf(call);
  const client = realm.client(basic === null ? (form.get('client_id') ?? '') : formDecoded(basic.id));
  if (client === undefined) return noClient();
  const used = basic === null ? 'client_secret_post' : 'client_secret_basic';
  const supported = client.method ?? (client.secret === undefined ? 'private_key_jwt' : used);
  if (supported !== used)
    return noClient(
      `The OAuth 2.0 Client supports client authentication method '${supported}', but method '${used}' was requested. You must configure the OAuth 2.0 client's 'token_endpoint_auth_method' value to accept '${used}'.`,
    );
  const secret = basic === null ? form.get('client_secret') : formDecoded(basic.secret);
  return secret === client.secret ? client : noClient();
}

async function byAssertion(form: URLSearchParams, realm: Realm): Promise<Client | Answer> {
  const text = form.get('client_assertion') ?? '';
  const read = readAssertion(text);
  if (read === null) return noClient("Unable to verify the integrity of the 'client_assertion' value.");
  const { header, claims } = read;
  const client = realm.client(form.get('client_id') ?? claims.sub ?? '');
  if (client === undefined) return noClient();
  if (client.keys === undefined)
    return noClient(
      `This requested OAuth 2.0 client only supports client authentication method '${client.method ?? 'client_secret_basic'}', however that method is not supported by this server.`,
    );
  const algorithm = client.algorithm ?? header.alg;
  if (algorithm !== header.alg)
    return noClient(
      `The 'client_assertion' uses signing algorithm '${header.alg}' but the requested OAuth 2.0 Client enforces signing algorithm '${algorithm}'.`,
    );
  const named = client.keys.filter(({ kid }) => kid === header.kid);
  if (named.length === 0)
    return noRequest(`The JSON Web Token uses signing key with kid '${header.kid}', which could not be found.`);
  if (!(await isSignedByAny(text, named)))
    return noClient("Unable to verify the integrity of the 'client_assertion' value.");
  return wrongClaims(read, realm, client) ?? client;
}

function wrongClaims({ claims }: ReadAssertion, realm: Realm, client: Client): Answer | null {
  if (timeOf(claims, { now: realm.now(), leeway: 0 }) !== 'good')
    return noClient(
      'Unable to verify the request object because its claims could not be validated, check if the expiry time is set correctly.',
    );
  if (claims.iss !== client.clientId)
    return noClient("Claim 'iss' from 'client_assertion' must match the 'client_id' of the OAuth 2.0 Client.");
  if (claims.sub !== client.clientId)
    return noClient("Claim 'sub' from 'client_assertion' must match the 'client_id' of the OAuth 2.0 Client.");
  if (realm.wasSeen(claims.jti ?? ''))
    return refusal(
      400,
      'jti_known',
      "The jti was already used. Claim 'jti' from 'client_assertion' MUST only be used once.",
    );
  if (!audiencesOf(claims).includes(realm.tokenEndpoint))
    return noClient(
      `Claim 'audience' from 'client_assertion' must match the authorization server's token endpoint '${realm.tokenEndpoint}'.`,
    );
  return null;
}

async function grant({ form }: Call, realm: Realm, client: Client): Promise<Answer> {
  const type = form.get('grant_type') ?? '';
  if (type !== 'client_credentials')
    return refusal(
      400,
      'unsupported_grant_type',
      'The authorization grant type is not supported by the authorization server.',
    );
  if (client.grants?.includes(type) === false)
    return refusal(
      400,
      'unauthorized_client',
      "The client is not authorized to request a token using this method. The OAuth 2.0 Client is not allowed to use authorization grant 'client_credentials'.",
    );
  const other = scopesIn(form).find((scope) => !client.scopes.includes(scope));
  if (other !== undefined)
    return refusal(
      400,
      'invalid_scope',
      `The requested scope is invalid, unknown, or malformed. The OAuth 2.0 Client is not allowed to request scope '${other}'.`,
    );
  const scope = scopesIn(form).join(' ');
  const token = realm.opaqueToken({ scope, audience: '' });
  return granted({ access_token: token, expires_in: 3599, scope, token_type: 'bearer' });
}
