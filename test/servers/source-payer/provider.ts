/** @file A real OpenID provider, set up as one of the profiles. */
import { randomBytes } from 'node:crypto';
import { errors, Provider } from 'oidc-provider';
import type { AdapterFactory, Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider';
import type { Addresses } from './addresses.ts';
import { takeAssertionsAsGrants } from './jwt-bearer.ts';
import { mutualTls } from './mutual-tls.ts';
import type { Profile } from './profile.ts';
import { listedMethods } from './profile.ts';
import { assertStrictly } from './strict-assertion.ts';

const TEN_MINUTES = 600;

export interface ProviderSetup {
  readonly profile: Profile;
  readonly addresses: Addresses;
  readonly adapter: AdapterFactory;
  readonly signingKey: JWK;
  /** What dynamic registration (RFC 7591) asks for. */
  readonly initialAccessToken: string;
}

export function makeProvider({ profile, addresses, adapter, signingKey, initialAccessToken }: ProviderSetup): Provider {
  const provider = new Provider(addresses.issuer, {
    adapter,
    jwks: { keys: [signingKey] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    scopes: profile.scopes,
    responseTypes: profile.responseTypes,
    routes: { ...profile.routes },
    claims: { openid: ['sub'], fhirUser: ['fhirUser'] },
    clientAuthMethods: [...listedMethods],
    discovery: discovery(addresses),
    enabledJWA: { clientAuthSigningAlgValues: profile.assertionAlgorithms },
    clientBasedCORS: () => false,
    ttl: lives(profile),
    features: features(initialAccessToken),
    findAccount: (_, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, fhirUser: `${addresses.fhirBase}/Patient/${accountId}` }),
    }),
    interactions: { url: (_, { uid }) => `${addresses.mountPath}/interaction/${uid}` },
    renderError,
    extraTokenClaims: (context) => {
      refuseUnknownScopes(context, profile);
      return undefined;
    },
    ...(profile.strictAssertions
      ? {
          assertJwtClientAuthClaimsAndHeader: (_: unknown, claims: object, header: object) => {
            assertStrictly({ claims: { ...claims }, header: { ...header }, tokenEndpoint: addresses.endpoints.token });
          },
        }
      : {}),
  });
  takeAssertionsAsGrants(provider, { profile, addresses });
  // A refusal is an answer, not something to print.
  provider.silent = true;
  return provider;
}

/** Signs the one member in, and consents for it: this payer asks nobody. */
export async function finishInteraction(
  provider: Provider,
  ...[request, response]: Parameters<Provider['interactionDetails']>
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const accountId = '1';
  const grant = new provider.Grant({ accountId, clientId: String(params['client_id']) });
  grant.addOIDCScope(typeof params['scope'] === 'string' ? params['scope'] : 'openid');
  const grantId = await grant.save();
  await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId } });
}

/** RFC 8705 §5. */
function discovery({ aliases }: Addresses): Configuration['discovery'] {
  return {
    mtls_endpoint_aliases: {
      token_endpoint: aliases.token,
      introspection_endpoint: aliases.introspection,
      revocation_endpoint: aliases.revocation,
    },
  };
}

function features(initialAccessToken: string): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
    revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
    registration: { enabled: true, initialAccessToken },
    rpInitiatedLogout: { enabled: false },
    resourceIndicators: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    dPoP: { enabled: false },
    mTLS: mutualTls,
  };
}

function lives({ tokenSeconds }: Profile): Configuration['ttl'] {
  return {
    ClientCredentials: tokenSeconds,
    AccessToken: tokenSeconds,
    IdToken: tokenSeconds,
    AuthorizationCode: 60,
    Interaction: TEN_MINUTES,
    Session: TEN_MINUTES,
    Grant: TEN_MINUTES,
    RefreshToken: TEN_MINUTES,
  };
}

/**
 * `invalid_scope` for what the client is not registered for. `oidc-provider` would leave an unknown scope out and grant the
 * rest; SMART servers (interop-specs §2.8) and Smile CDR (smile-cdr §10) refuse the request.
 */
function refuseUnknownScopes(context: KoaContextWithOIDC, profile: Profile): void {
  if (context.oidc.params?.['grant_type'] !== 'client_credentials') return;

  const registered = new Set((context.oidc.client?.scope ?? '').split(' '));
  const requested = [...context.oidc.requestParamScopes];
  const unknown = requested.find((scope) => !registered.has(scope));
  if (unknown !== undefined) throw new errors.InvalidScope('requested scope is not allowed', unknown);
  // SMART: `scope` is REQUIRED; RFC 6749 §3.3 answers its absence so.
  if (profile.strictAssertions && requested.length === 0) throw new errors.InvalidScope('scope is required', '');
}

function renderError(
  context: KoaContextWithOIDC,
  out: { error: string; error_description?: string | undefined },
): void {
  context.type = 'json';
  context.body = JSON.stringify({ error: out.error, error_description: out.error_description });
}
