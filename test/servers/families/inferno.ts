/**
 * @file The mock SMART server of Inferno. From github:inferno-framework/smart-app-launch-test-kit,
 * lib/smart_app_launch/endpoints/mock_smart_server.rb (`smart_assertion_signature_verification`,
 * `confidential_symmetric_authenticated?`, `update_response_for_invalid_assertion`) and
 * mock_smart_server/smart_token_response_creation.rb. It compares the pair of a Basic header as it stands, without decoding, and
 * writes both secrets into its answer. It checks neither `aud` nor `exp`.
 */
import { isSignedBy, readAssertion } from './assertion.ts';
import type { Call, Family, Realm } from './family.ts';
import { granted, refusal, smartDocument } from './family.ts';

export function inferno(): Family {
  return {
    name: 'inferno-smart',
    issuerPath: '/custom/smart/fhir',
    tokenPath: '/custom/smart/auth/token',
    documents: (realm) => ({
      '/custom/smart/fhir/.well-known/smart-configuration': smartDocument(realm, {
        token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic'],
        scopes_supported: ['openid', 'system/*.read', 'user/*.read', 'patient/*.read'],
      }),
    }),
    token: async (call, realm) => {
      const failure = await failureOf(call, realm);
      if (failure !== '') return refusal(401, 'invalid_client', failure);
      const scope = call.form.get('scope') ?? '';
      const token = realm.opaqueToken({ scope, audience: realm.fhirBase });
      return granted({ access_token: token, token_type: 'Bearer', expires_in: 3600, scope });
    },
  };
}

async function failureOf(call: Call, realm: Realm): Promise<string> {
  const text = call.form.get('client_assertion') ?? '';
  const { authorization = '' } = call.headers;
  const read = readAssertion(text);
  // A session of Inferno knows one client, of one kind.
  const { keys, secret = '', clientId = '' } = realm.clients[0] ?? {};
  if (keys !== undefined) {
    if (text === '') return 'client_assertion missing from confidential asymmetric client request';
    if (read === null) return 'invalid token structure: Not enough or too many segments';
    if (read.header.kid === '') return 'missing `kid` header';
    const key = keys.find(({ kid }) => kid === read.header.kid);
    if (key === undefined) return `no key found with \`kid\` '${read.header.kid}'`;
    return (await isSignedBy(text, key)) ? '' : 'Signature verification failed';
  }
  if (authorization === '') return 'authorization header missing from confidential symmetric client request';
  if (!authorization.startsWith('Basic '))
    return 'authorization header for confidential symmetric client request does not use Basic auth';
  const [id = '', given = ''] = Buffer.from(authorization.slice('Basic '.length), 'base64').toString().split(':');
  if (id !== clientId) return `authorization header has the wrong client: expected '${clientId}', got '${id}'`;
  if (given !== secret) return `authorization header has the wrong secret: expected '${secret}', got '${given}'`;
  return '';
}
