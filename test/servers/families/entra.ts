/**
 * @file Microsoft Entra ID. Codes and words from learn.microsoft.com/entra/identity-platform/reference-error-codes, the shape with
 * `error_codes`, `trace_id` and `error_uri` from the same page and from learn.microsoft.com/answers/questions/5915574; AADSTS700023
 * from Microsoft's troubleshooting of confidential ledgers' and others' assertions; a key is known by its
 * certificate's thumbprint, in `x5t` or `x5t#S256` (learn.microsoft.com/entra/identity-platform/certificate-credentials).
 */
import { createHash } from 'node:crypto';
import { judge } from './verdict.ts';
import type { Verdict } from './verdict.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { basicOf, formDecoded, granted, openidDocument } from './family.ts';

const TENANT = '/8f2c1f0a-6d5c-4c2a-9a7b-3f6e1a2b4c5d';

export function entra(): Family {
  return {
    name: 'entra',
    issuerPath: `${TENANT}/v2.0`,
    tokenPath: `${TENANT}/oauth2/v2.0/token`,
    documents: (realm) => ({
      [`${TENANT}/v2.0/.well-known/openid-configuration`]: openidDocument(realm, {
        token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
        scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      }),
    }),
    token: async (call, realm) => {
      const known = await authenticate(call, realm);
      return 'status' in known ? known : grant(call, realm, known);
    },
  };
}

function refused(realm: Realm, status: number, error: string, [code, words]: readonly [number, string]): Answer {
  const timestamp = new Date(realm.now() * 1000).toISOString().replace('T', ' ').replace(/\..*/, 'Z');
  const ids = { trace: '40dccc8c-276d-4927-b6e0-583bf24f9000', correlation: '55f49a48-adab-4470-b42d-f100f63bc15d' };
  return {
    status,
    json: {
      error,
      error_description: `AADSTS${String(code)}: ${words} Trace ID: ${ids.trace} Correlation ID: ${ids.correlation} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: ids.trace,
      correlation_id: ids.correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${String(code)}`,
    },
  };
}

const notThere = (id: string) =>
  [
    700016,
    `Application with identifier '${id}' was not found in the directory 'Northlake'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  ] as const;

async function authenticate(call: Call, realm: Realm): Promise<Client | Answer> {
  const { form } = call;
  const basic = basicOf(call);
  if (basic !== null || form.has('client_secret')) {
    const id = basic === null ? (form.get('client_id') ?? '') : formDecoded(basic.id);
    const secret = basic === null ? form.get('client_secret') : formDecoded(basic.secret);
    const client = realm.client(id);
    if (client === undefined) return refused(realm, 400, 'unauthorized_client', notThere(id));
    if (client.secret !== secret)
      return refused(realm, 401, 'invalid_client', [
        7000215,
        `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${id}'.`,
      ]);
    if (client.secretIsExpired === true)
      return refused(realm, 401, 'invalid_client', [
        7000222,
        `The provided client secret keys for app '${id}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
      ]);
    return client;
  }
  const verdict = await judge(form.get('client_assertion'), realm, {
    audiences: [realm.tokenEndpoint, realm.issuer],
    algorithms: ['RS256', 'PS256'],
    leewaySeconds: 300,
    looksAhead: true,
    refusesReplay: false,
  });
  if (verdict.is === 'good' && !namesCertificate(verdict)) return refusalOf({ ...verdict, is: 'kid' }, realm);
  return verdict.is === 'good' ? verdict.client : refusalOf(verdict, realm);
}

/** RFC 7515 §4.1.7 and §4.1.8. */
function namesCertificate({ client, read }: Extract<Verdict, { is: 'good' }>): boolean {
  const der = Buffer.from(client.certificate ?? '', 'base64');
  const print = (algorithm: string) => createHash(algorithm).update(der).digest('base64url');
  return read.header['x5t'] === print('sha1') || read.header['x5t#S256'] === print('sha256');
}

function refusalOf({ is, read, client }: Exclude<Verdict, { is: 'good' }>, realm: Realm): Answer {
  const id = client?.clientId ?? read?.claims.iss ?? '';
  switch (is) {
    case 'client-unknown':
      return refused(realm, 400, 'unauthorized_client', notThere(id));
    case 'client-disabled':
      return refused(realm, 400, 'unauthorized_client', [
        7000112,
        `Application '${id}'(Requesting Payer) is disabled.`,
      ]);
    case 'audience':
      return refused(realm, 401, 'invalid_client', [
        700023,
        'Client assertion audience claim does not match Realm issuer. Review the documentation at https://learn.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials.',
      ]);
    case 'over':
    case 'ahead':
      return refused(realm, 401, 'invalid_client', [
        700024,
        `Client assertion is not within its valid time range. Current time: ${new Date(realm.now() * 1000).toISOString()}.`,
      ]);
    default:
      return refused(realm, 401, 'invalid_client', [
        700027,
        `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${id}'].`,
      ]);
  }
}

async function grant({ form }: Call, realm: Realm, client: Client): Promise<Answer> {
  const type = form.get('grant_type');
  if (type !== 'client_credentials')
    return refused(realm, 400, 'unsupported_grant_type', [70003, 'The app requested an unsupported grant type.']);
  const scope = form.get('scope') ?? '';
  if (scope === '')
    return refused(realm, 400, 'invalid_request', [
      900144,
      "The request body must contain the following parameter: 'scope'.",
    ]);
  if (!scope.endsWith('/.default') || scope.includes(' '))
    return refused(realm, 400, 'invalid_scope', [
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ]);
  const token = await realm.jwt({ appid: client.clientId, aud: scope.slice(0, -'/.default'.length), scope });
  return granted({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token });
}
