/** @file The way in which the live test asks: how the client is known, and for which grant. */
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';

/**
 * The names of RFC 7591 §2 and RFC 8705 §2, and `udap`: private_key_jwt with the certificates in `x5c` and the B2B extension (HL7
 * UDAP Security, B2B).
 */
export const methods = [
  'private_key_jwt',
  'client_secret_basic',
  'client_secret_post',
  'tls_client_auth',
  'self_signed_tls_client_auth',
  'udap',
] as const;
export type Method = (typeof methods)[number];

export const grants = ['client_credentials', 'jwt-bearer'] as const;
export type Grant = (typeof grants)[number];

/** What goes over the wire as `grant_type`. */
export const grantTypeOf: Readonly<Record<Grant, string>> = {
  client_credentials: 'client_credentials',
  'jwt-bearer': 'urn:ietf:params:oauth:grant-type:jwt-bearer',
};

export interface Way {
  readonly method: Method;
  readonly grant: Grant;
  /** A JWT of our own is signed: as a client assertion, or as the grant. */
  readonly usesAssertion: boolean;
  readonly usesSecret: boolean;
  /** The connection itself proves the client. */
  readonly usesCertificate: boolean;
}

export function wayOf(payer: Pick<Payer, 'fields'>): Way {
  const given = valueOf(payer, 'authenticationMethod');
  const usual =
    valueOf(payer, 'clientAuthenticationMode') === 'CLIENT_SECRET_BASIC' ? 'client_secret_basic' : methods[0];
  const method = methods.find((each) => each === given) ?? usual;
  const grant = valueOf(payer, 'grantType') === 'jwt-bearer' ? 'jwt-bearer' : 'client_credentials';
  const signs = method === 'private_key_jwt' || method === 'udap';
  return {
    method,
    grant,
    usesAssertion: signs || grant === 'jwt-bearer',
    usesSecret: method === 'client_secret_basic' || method === 'client_secret_post',
    usesCertificate: method === 'tls_client_auth' || method === 'self_signed_tls_client_auth',
  };
}

/**
 * Where the token request goes: to the mTLS alias where a client certificate is shown and there is one (RFC 8705 §5), else to the
 * token endpoint.
 */
export function postedTo(payer: Pick<Payer, 'fields' | 'network'>): string {
  const alias = valueOf(payer, 'mtlsTokenEndpoint');
  return payer.network.clientKeyId !== null && alias !== '' ? alias : valueOf(payer, 'tokenEndpoint');
}
