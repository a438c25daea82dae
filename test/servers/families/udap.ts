/**
 * @file A UDAP server. From github:udap-tools/udap-dotnet, Udap.Server/Validation/Default/: `UdapJwtSecretValidator` (signature by
 * the first certificate of `x5c`, audience, five minutes of leeway, `sub` = `iss`, replay, then the chain) over IdentityServer's token
 * endpoint, so that each of these is `invalid_client` alone; `UdapCustomTokenRequestValidator` and Udap.Tefca.Server's
 * `TefcaTokenValidator` (`invalid_grant` with words for the extension). That the certificate names the client by a URI among its
 * alternative names is HL7 UDAP Security §5.2.1 with UDAP.org's profile (interop-specs §2.3).
 */
import { X509Certificate } from 'node:crypto';
import { audiencesOf, isSignedByCertificate, readAssertion, timeOf } from './assertion.ts';
import type { ReadAssertion } from './assertion.ts';
import type { Answer, Call, Client, Family, Realm } from './family.ts';
import { assertionType, granted, refusal, scopesIn } from './family.ts';

export interface UdapWish {
  /** PEM of those whom the community trusts. */
  readonly anchors: readonly string[];
  /** The purpose of use that the registration is for. */
  readonly purpose: string;
  readonly signedMetadata?: string;
}

export function udapServer(wish: UdapWish): Family {
  return {
    name: 'udap-dotnet',
    issuerPath: '/fhir',
    tokenPath: '/connect/token',
    documents: (realm) => ({
      '/fhir/.well-known/udap': {
        udap_versions_supported: ['1'],
        udap_profiles_supported: ['udap_dcr', 'udap_authn', 'udap_authz'],
        udap_authorization_extensions_supported: ['hl7-b2b'],
        udap_authorization_extensions_required: ['hl7-b2b'],
        udap_certifications_supported: [],
        udap_certifications_required: [],
        grant_types_supported: ['client_credentials'],
        scopes_supported: realm.scopes,
        token_endpoint: realm.tokenEndpoint,
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'ES256', 'ES384'],
        registration_endpoint: `${realm.origin}/connect/register`,
        registration_endpoint_jwt_signing_alg_values_supported: ['RS256', 'ES256', 'ES384'],
      },
    }),
    token: async (call, realm) => {
      const client = await authenticated(call, realm, wish);
      return client === null ? refusal(400, 'invalid_client') : grant(call, realm, { client, purpose: wish.purpose });
    },
  };
}

async function authenticated({ form }: Call, realm: Realm, { anchors }: UdapWish): Promise<Client | null> {
  const text = form.get('client_assertion') ?? '';
  const read = readAssertion(text);
  if (read === null || form.get('client_assertion_type') !== assertionType || form.get('udap') !== '1') return null;
  const client = realm.client(read.claims.iss ?? '');
  const chain = chainOf(read);
  const [leaf] = chain;
  if (client === undefined || client.isDisabled === true || leaf === undefined) return null;
  if (!(await isSignedByCertificate(text, leaf.toString()))) return null;
  if (!isTimely(read, realm) || read.claims.sub !== client.clientId) return null;
  // RFC 5280 §4.2.1.6: `URI:https://…` among the names of the certificate.
  if (!names(leaf).includes(client.subject ?? '')) return null;
  return isTrusted(chain, anchors, new Date(realm.now() * 1000)) ? client : null;
}

function isTimely({ claims }: ReadAssertion, realm: Realm): boolean {
  const { jti = '' } = claims;
  const isGood = timeOf(claims, { now: realm.now(), leeway: 300 }) === 'good';
  return audiencesOf(claims).includes(realm.tokenEndpoint) && isGood && !realm.wasSeen(jti);
}

function chainOf({ header }: ReadAssertion): X509Certificate[] {
  const list = header['x5c'];
  if (!Array.isArray(list)) return [];
  return list.map((der) => new X509Certificate(Buffer.from(String(der), 'base64')));
}

function names({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName.split(', ').map((name) => name.replace(/^URI:/, ''));
}

/** RFC 5280 §6, as far as these chains need it: each is valid now and signed by the next, up to one that is trusted. */
function isTrusted(chain: readonly X509Certificate[], anchors: readonly string[], now: Date): boolean {
  const trusted = anchors.map((pem) => new X509Certificate(pem));
  let [at, ...rest] = chain;
  for (let depth = 0; depth < 6 && at !== undefined; depth += 1) {
    const current: X509Certificate = at;
    if (now < new Date(current.validFrom) || now > new Date(current.validTo)) return false;
    if (trusted.some((anchor) => current.checkIssued(anchor) && current.verify(anchor.publicKey))) return true;
    [at, ...rest] = rest.filter((above) => current.checkIssued(above) && current.verify(above.publicKey));
  }
  return false;
}

async function grant(
  { form }: Call,
  realm: Realm,
  { client, purpose }: { client: Client; purpose: string },
): Promise<Answer> {
  const type = form.get('grant_type') ?? '';
  if (type !== 'client_credentials') return refusal(400, 'unsupported_grant_type');
  if (client.grants?.includes(type) === false) return refusal(400, 'unauthorized_client');
  const scopes = scopesIn(form);
  if (scopes.some((scope) => !client.scopes.includes(scope))) return refusal(400, 'invalid_scope');
  const [other] = purposesOf(form).filter((code) => code !== purpose);
  if (other !== undefined)
    return refusal(
      400,
      'invalid_grant',
      `purpose_of_use '${other}' does not match registered exchange purpose '${purpose}'`,
    );
  const scope = scopes.join(' ');
  const token = await realm.jwt({ client_id: client.clientId, aud: realm.fhirBase, scope });
  return granted({ access_token: token, expires_in: 3600, token_type: 'Bearer', scope });
}

/** The codes after the `#`, where they are full URIs. */
function purposesOf(form: URLSearchParams): string[] {
  const extensions = readAssertion(form.get('client_assertion'))?.claims['extensions'] as
    Record<string, { purpose_of_use?: readonly string[] }> | undefined;
  return (extensions?.['hl7-b2b']?.purpose_of_use ?? []).map((code) => code.replace(/^.*#/, ''));
}
