/**
 * @file SMART's Bulk Data Server. From github:smart-on-fhir/bulk-data-server: `token_handler.ts` (the checks and their order),
 * `lib.ts` (`parseToken`, `replyWithOAuthError`: 400 where nothing else is said), `config.ts` (the words), `scope.ts`. A client id is
 * itself a JWT that holds the registration; here it is looked up by the same text.
 */
import { timeOf, isSignedByAny, readAssertion } from './assertion.ts';
import type { ReadAssertion } from './assertion.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { assertionType, granted, refusal, smartDocument } from './family.ts';
import { fetchKeys } from './key-set.ts';

export function bulkDataServer(): Family {
  return {
    name: 'bulk-data-server',
    issuerPath: '/fhir',
    tokenPath: '/auth/token',
    documents: (realm) => ({
      '/fhir/.well-known/smart-configuration': smartDocument(realm, {
        token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'],
      }),
    }),
    token: answerToken,
  };
}

const no = (error: string, description: string) => refusal(400, error, description);

async function answerToken(call: Call, realm: Realm): Promise<Answer> {
  const { form, headers } = call;
  if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    return no('invalid_request', "Invalid request content-type header (must be 'application/x-www-form-urlencoded')");
  if (!form.has('grant_type')) return no('invalid_grant', 'Missing grant_type parameter');
  if (form.get('grant_type') !== 'client_credentials')
    return no('unsupported_grant_type', "The grant_type parameter should equal 'client_credentials'");
  if (!form.has('client_assertion_type')) return no('invalid_request', 'Missing client_assertion_type parameter');
  if (form.get('client_assertion_type') !== assertionType)
    return no('invalid_request', `Invalid client_assertion_type parameter. Must be '${assertionType}'.`);

  const text = form.get('client_assertion') ?? '';
  const read = readAssertion(text);
  if (read === null)
    return no('invalid_request', 'Invalid registration token: Invalid token structure. Must contain 3 parts.');
  const flaw = flawOfHeader(read);
  if (flaw !== '') return no('invalid_request', `Invalid registration token: ${flaw}`);
  const client = realm.client(read.claims.sub ?? '');
  // Any other text than one of its own JWTs.
  if (client === undefined)
    return no('invalid_request', 'Invalid client details token: Invalid token structure. Must contain 3 parts.');
  return (
    wrongClaims(read, realm) ??
    wrongScope(form.get('scope') ?? '') ??
    (await wrongKey(text, read, { client, realm })) ??
    grant(form, realm)
  );
}

function flawOfHeader({ header }: ReadAssertion): string {
  if (header.kid === '') return "Invalid JWT token header. Missing 'kid' property.";
  if (header['typ'] === undefined) return "Invalid JWT token header. Missing 'typ' property.";
  if (header['typ'] !== 'JWT') return "Invalid JWT token header.The 'typ' property must equal 'JWT'.";
  return '';
}

/** http and https are one to it. */
const withoutScheme = (url: string) => url.replace(/^https?/, '');

function wrongClaims({ claims }: ReadAssertion, realm: Realm): Answer | null {
  if (withoutScheme(realm.tokenEndpoint) !== withoutScheme(String(claims.aud)))
    return no('invalid_grant', `Invalid token 'aud' value. Must be '${realm.tokenEndpoint}'.`);
  if (claims.iss !== claims.sub)
    return no(
      'invalid_grant',
      `The given iss '${String(claims.iss)}' does not match the registered client_id '${String(claims.sub)}'`,
    );
  return null;
}

function wrongScope(scope: string): Answer | null {
  const scopes = scope.split(/\s+/).filter((one) => one !== '');
  if (scopes.length === 0) return no('invalid_scope', 'Empty scope');
  const form = /^(patient|user|system)\/(\*|[A-Z][A-Za-z0-9]+)\.(read|write|\*|[cruds]+)(\?.*)?$/;
  const bad = scopes.find((one) => !form.test(one));
  if (bad !== undefined) return no('invalid_scope', `Invalid scope "${bad}"`);
  const other = scopes.find((one) => !one.startsWith('system/'));
  if (other === undefined) return null;
  return no('invalid_scope', `Only system-level scopes are allowed for bulk data export (bad scope: "${other}")`);
}

async function wrongKey(
  text: string,
  { header, claims }: ReadAssertion,
  { client, realm }: { client: Client; realm: Realm },
): Promise<Answer | null> {
  const { keySetAddress = '' } = client;
  const jku = header['jku'] as string | undefined;
  if (jku !== undefined && jku !== keySetAddress)
    return no(
      'invalid_grant',
      `The provided jku '${jku}' is different than the one used at registration time (${keySetAddress})`,
    );
  const fetched = keySetAddress === '' ? { keys: [], failure: '' } : await fetchKeys(keySetAddress);
  if (fetched.failure !== '')
    return no('invalid_client', `Requesting the remote JWKS returned an error.\n${fetched.failure}`);
  const all = [...fetched.keys, ...(client.keys ?? [])];
  if (all.length === 0) return no('invalid_grant', 'No JWKS found');
  const candidates = all.filter(({ kid, key_ops: uses }) => kid === header.kid && uses?.includes('verify') !== false);
  if (candidates.length === 0)
    return no('invalid_grant', `No public keys found in the JWKS with "kid" equal to "${header.kid}"`);
  const reason = await reasonAgainst(text, claims, { candidates, now: realm.now() });
  return reason === ''
    ? null
    : no('invalid_grant', `Unable to verify the token with any of the public keys found in the JWKS: ${reason}`);
}

/** The words of github:auth0/node-jsonwebtoken, `verify.js`. It looks at `nbf` and `exp`, not at `iat`. */
async function reasonAgainst(
  text: string,
  { exp, nbf }: ReadAssertion['claims'],
  { candidates, now }: { candidates: Parameters<typeof isSignedByAny>[1]; now: number },
): Promise<string> {
  if (!(await isSignedByAny(text, candidates))) return 'invalid signature';
  const time = timeOf(
    { ...(exp === undefined ? {} : { exp }), ...(nbf === undefined ? {} : { nbf }) },
    { now, leeway: 0 },
  );
  return time === 'over' ? 'jwt expired' : time === 'ahead' ? 'jwt not active' : '';
}

function grant(form: URLSearchParams, realm: Realm): Answer {
  const scope = form.get('scope') ?? '';
  const token = realm.opaqueToken({ scope, audience: realm.fhirBase });
  return granted({ token_type: 'bearer', scope, expires_in: 300, access_token: token });
}
