/**
 * @file SMART's launcher. From github:smart-on-fhir/smart-launcher-v2, backend/routes/auth/token.ts (`handleBackendServices`,
 * `validateClientAssertion`, `pickPublicKey`, `fetchJwks`) and backend/errors.ts.
 */
import { isSignedBy, readAssertion, timeOf } from './assertion.ts';
import type { ReadAssertion } from './assertion.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { assertionType, granted, refusal, scopesIn, smartDocument } from './family.ts';
import { fetchKeys } from './key-set.ts';

export function smartLauncher(): Family {
  return {
    name: 'smart-launcher-v2',
    issuerPath: '/fhir',
    tokenPath: '/auth/token',
    documents: (realm) => ({ '/fhir/.well-known/smart-configuration': smartDocument(realm) }),
    token: answerToken,
  };
}

const noClient = (description: string, status = 401) => refusal(status, 'invalid_client', description);

async function answerToken({ form, headers }: Call, realm: Realm): Promise<Answer> {
  // `requireUrlencodedPost` of backend/lib.ts.
  if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    return refusal(
      401,
      'invalid_request',
      "Invalid request content-type header (must be 'application/x-www-form-urlencoded')",
    );
  const type = form.get('grant_type');
  if (type !== 'client_credentials')
    return refusal(400, 'unsupported_grant_type', `Invalid or missing grant_type parameter "${String(type)}"`);
  for (const name of ['scope', 'client_assertion_type', 'client_assertion'])
    if ((form.get(name) ?? '') === '') return noClient(`Missing '${name}' parameter`, 400);
  if (form.get('client_assertion_type') !== assertionType)
    return noClient(`Invalid 'client_assertion_type' parameter. Must be '${assertionType}'.`, 400);

  const text = form.get('client_assertion') ?? '';
  const read = readAssertion(text);
  if (read === null) return refusal(401, 'invalid_request', 'Could not decode the "client_assertion" parameter');
  const client = realm.client(read.claims.sub ?? '');
  return (
    wrongClaims(read, realm) ??
    (client === undefined ? null : await wrongKey(text, read, { client, realm })) ??
    (client === undefined
      ? noClient("Invalid 'client_id' (as sub claim of the assertion JWT)")
      : grant(form, realm, client))
  );
}

function wrongClaims({ header, claims }: ReadAssertion, realm: Realm): Answer | null {
  for (const name of ['iss', 'sub', 'aud', 'exp', 'jti'])
    if (claims[name] === undefined) return noClient(`Missing token '${name}' claim`);
  if (header['typ'] !== 'JWT') return noClient("Invalid token 'typ' header. Must be 'JWT'.");
  if (header.kid === '') return noClient("Missing token 'kid' header");
  if (claims.iss !== claims.sub) return noClient('The token sub does not match the token iss claim');
  const aud = String(claims.aud);
  if (aud.replace(/^https?/, '') !== realm.tokenEndpoint.replace(/^https?/, ''))
    return noClient(`Invalid token 'aud' value (${aud}). Must be '${realm.tokenEndpoint}'.`);
  return null;
}

async function wrongKey(
  text: string,
  { header, claims }: ReadAssertion,
  { client, realm }: { client: Client; realm: Realm },
): Promise<Answer | null> {
  const { keySetAddress = '', keys = [] } = client;
  const fetched = keySetAddress === '' ? { keys: [], failure: '' } : await fetchKeys(keySetAddress);
  if (fetched.failure !== '') return noClient(`Failed to fetch JWKS from ${keySetAddress}. fetch failed`);
  const all = [...fetched.keys, ...keys];
  if (all.length === 0) return noClient('No usable keys found');
  const ofAlgorithm = all.filter(({ alg }) => alg === header.alg);
  if (ofAlgorithm.length === 0) return noClient(`None of the keys found in the JWKS have alg equal to ${header.alg}`);
  const named = ofAlgorithm.filter(({ kid }) => kid === header.kid);
  if (named.length === 0) return noClient(`None of the keys found in the JWKS have kid equal to ${header.kid}`);
  const [key, another] = named.filter(({ key_ops: uses }) => uses?.includes('sign') !== true);
  if (key === undefined) return noClient('No usable public keys found in the JWKS');
  if (another !== undefined) return noClient('Multiple usable public keys found in the JWKS');
  if (!(await isSignedBy(text, key))) return noClient('Invalid token. invalid signature');
  const { exp = 0 } = claims;
  if (timeOf({ exp }, { now: realm.now(), leeway: 0 }) === 'over') return noClient('Invalid token. jwt expired');
  if (header['jku'] !== undefined && header['jku'] !== keySetAddress)
    return refusal(
      401,
      'invalid_request',
      `Invalid jku header of the assertion token token. must be '${keySetAddress}'`,
    );
  return null;
}

function grant(form: URLSearchParams, realm: Realm, client: Client): Answer {
  const asked = scopesIn(form);
  const invalid = asked.find((scope) => !/^system\/(\*|[A-Z]\w+)\.(read|write|\*|[cruds]+)/.test(scope));
  if (invalid !== undefined)
    return refusal(401, 'invalid_scope', `Invalid scope(s) "${invalid}" requested. Only system scopes are allowed.`);
  const scopes = asked.filter((scope) => client.scopes.includes(scope));
  if (scopes.length === 0) return refusal(401, 'invalid_scope', 'No scope(s) could be granted');
  const scope = scopes.join(' ');
  const token = realm.opaqueToken({ scope, audience: realm.fhirBase });
  return granted({ access_token: token, token_type: 'Bearer', expires_in: 600, scope });
}
