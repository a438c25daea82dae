/**
 * @file What SMART asks of an assertion beyond RFC 7523, and `oidc-provider` does not ask by itself (interop-specs §2.1, §2.8).
 * The provider has already checked signature, `iss`, `sub`, `exp`, the presence of `jti`, and checks its replay after this.
 */
import { errors } from 'oidc-provider';

/** SMART: `exp` no more than five minutes in the future. */
const LONGEST_LIFE_SECONDS = 300;

/** Throws `invalid_client`: SMART's only answer to a failed authentication. */
export function assertStrictly(given: {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly tokenEndpoint: string;
}): void {
  const { claims, header, tokenEndpoint } = given;
  const now = Math.floor(Date.now() / 1000);

  if (header['typ'] !== 'JWT') refuse('typ must be JWT');
  if (typeof header['kid'] !== 'string' || header['kid'] === '') refuse('kid is required');
  // A `jku` has to be one that was registered, and a sheet registers keys, not addresses.
  if (header['jku'] !== undefined) refuse('jku is not registered');
  if (typeof claims['exp'] !== 'number') refuse('exp must be a number');
  if (claims['exp'] > now + LONGEST_LIFE_SECONDS) refuse('exp is more than five minutes ahead');
  // One string, compared as a string: a list would let one assertion be good at two servers.
  if (claims['aud'] !== tokenEndpoint) refuse('aud must be the token endpoint, as one string');
}

function refuse(reason: string): never {
  throw new errors.InvalidClientAuth(reason);
}
