/** @file The grant that is an assertion: RFC 7523 §2.1, RFC 7521 §4.1. The client needs no other proof (§3.1). */
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { errors } from 'oidc-provider';
import type { Provider } from 'oidc-provider';
import type { Addresses } from './addresses.ts';
import type { Profile } from './profile.ts';

export const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export function takeAssertionsAsGrants(
  provider: Provider,
  { profile, addresses }: { profile: Profile; addresses: Addresses },
): void {
  provider.registerGrantType<{ assertion?: string; scope?: string }>(
    jwtBearer,
    async (context) => {
      const { client, params } = context.oidc;
      const { assertion = '', scope = '' } = params;
      await verified(provider, { assertion, client: client.metadata(), profile, addresses });
      refuseUnknown(scope, client.scope ?? '');
      const token = new provider.ClientCredentials({ client, scope });
      context.body = {
        access_token: await token.save(),
        expires_in: token.expiration,
        token_type: token.tokenType,
        scope,
      };
    },
    ['assertion', 'scope'],
  );
}

/** Throws `invalid_grant`, which says no more than that: as the provider does with every grant. */
async function verified(
  provider: Provider,
  given: { assertion: string; client: { client_id: string; jwks?: unknown }; profile: Profile; addresses: Addresses },
): Promise<void> {
  const { assertion, client, profile, addresses } = given;
  const keys = createLocalJWKSet((client.jwks ?? { keys: [] }) as JSONWebKeySet);
  const { payload } = await jwtVerify(assertion, keys, {
    issuer: client.client_id,
    // The issuer or the token endpoint: for this grant RFC 10070 leaves both.
    audience: [addresses.issuer, addresses.endpoints.token],
    algorithms: [...profile.assertionAlgorithms],
    requiredClaims: ['sub', 'exp', 'jti'],
  }).catch((error: unknown) => {
    throw new errors.InvalidGrant(error instanceof Error ? error.message : 'not verified');
  });
  const { jti = '', exp = 0 } = payload;
  if (!(await provider.ReplayDetection.unique(client.client_id, jti, exp)))
    throw new errors.InvalidGrant('assertion was used before');
}

function refuseUnknown(scope: string, registered: string): void {
  const known = new Set(registered.split(' '));
  const unknown = scope.split(' ').find((one) => !known.has(one));
  if (unknown !== undefined) throw new errors.InvalidScope('requested scope is not allowed', unknown);
}
