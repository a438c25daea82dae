import type { Profile, RouteName } from './profile.ts';

/** Every address a Source Payer answers at, made in one place so that its documents cannot disagree. */
export interface Addresses {
  readonly origin: string;
  readonly issuer: string;
  /** Where the provider hangs, without a final slash; '' at the root. */
  readonly mountPath: string;
  readonly endpoints: Readonly<Record<RouteName, string>>;
  /** The same for clients that show a certificate, RFC 8705 §5. */
  readonly aliases: Readonly<Record<RouteName, string>>;
  readonly fhirBase: string;
  /** RFC 8414 §3.1 puts the well-known part before the issuer's path, OpenID Connect behind it. */
  readonly authorizationServerPath: string;
}

export function addressesOf(profile: Profile, origin: string, mutualOrigin: string): Addresses {
  const mountPath = profile.issuerPath.replace(/\/$/, '');
  return {
    origin,
    issuer: `${origin}${profile.issuerPath}`,
    mountPath,
    endpoints: endpointsAt(profile, `${origin}${mountPath}`),
    aliases: endpointsAt(profile, `${mutualOrigin}${mountPath}`),
    fhirBase: `${origin}/fhir`,
    authorizationServerPath: `/.well-known/oauth-authorization-server${mountPath}`,
  };
}

function endpointsAt({ routes }: Profile, base: string): Addresses['endpoints'] {
  const at = (route: RouteName) => `${base}${routes[route]}`;
  return {
    authorization: at('authorization'),
    token: at('token'),
    userinfo: at('userinfo'),
    jwks: at('jwks'),
    introspection: at('introspection'),
    revocation: at('revocation'),
    registration: at('registration'),
  };
}
