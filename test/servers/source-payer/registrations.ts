/** @file How a Requesting Payer gets to be a client: its registration sheet goes in, the payer's client id comes out. */
import { randomBytes } from 'node:crypto';
import { errors } from 'oidc-provider';
import type { Adapter, ClientMetadata, Provider } from 'oidc-provider';
import { z } from 'zod';
import type { Profile } from './profile.ts';

/** `registration.json` as the wizard writes it for the Source Payer. */
export const RegistrationSheet = z.object({
  version: z.literal(1),
  payer: z.string(),
  clientName: z.string(),
  /** '' asks the payer for one. The id of a client that is known replaces its keys and scopes. */
  clientId: z.string(),
  authenticationMode: z.enum(['CLIENT_SECRET_BASIC', 'PRIVATE_KEY_JWT']),
  scopes: z.string(),
  grantTypes: z.tuple([z.literal('client_credentials')]),
  jwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }).nullable(),
});
export type RegistrationSheet = z.infer<typeof RegistrationSheet>;

export interface Registration {
  readonly clientId: string;
  /** Told once, and only to a client that authenticates with it. */
  readonly clientSecret?: string;
}

/** A sheet that the payer does not accept, and why: in words of the payer, which are no words of ours. */
export class SheetRefused extends Error {
  override readonly name = 'SheetRefused';
}

/** Where clients are kept, and who judges them. */
export interface Register {
  readonly provider: Provider;
  readonly clients: Adapter;
  readonly profile: Profile;
}

/** `secret`: one that the operator chose; absent: one is made. Throws `SheetRefused`. */
export async function register(into: Register, given: unknown, secret?: string): Promise<Registration> {
  const { profile } = into;
  const parsed = RegistrationSheet.safeParse(given);
  if (!parsed.success) throw new SheetRefused(z.prettifyError(parsed.error));

  const sheet = parsed.data;
  const scopes = sheet.scopes.split(' ').filter((scope) => scope !== '');
  const unknown = scopes.filter((scope) => !profile.scopes.includes(scope));
  if (scopes.length === 0) throw new SheetRefused('No scope is asked for');
  if (unknown.length > 0) throw new SheetRefused(`This payer does not offer ${unknown.join(' ')}`);

  const metadata: ClientMetadata = {
    client_id: sheet.clientId === '' ? `rp-${randomBytes(6).toString('hex')}` : sheet.clientId,
    client_name: sheet.clientName,
    grant_types: [...sheet.grantTypes],
    redirect_uris: [],
    response_types: [],
    scope: scopes.join(' '),
    ...(sheet.authenticationMode === 'PRIVATE_KEY_JWT' ? withKeys(sheet, profile) : withSecret(secret)),
  };
  await keep(into, metadata);
  const { client_id: clientId, client_secret: clientSecret } = metadata;
  return clientSecret === undefined ? { clientId } : { clientId, clientSecret };
}

function withSecret(secret = randomBytes(32).toString('base64url')): Partial<ClientMetadata> {
  return {
    token_endpoint_auth_method: 'client_secret_basic',
    client_secret: secret,
  };
}

function withKeys({ jwks }: RegistrationSheet, { strictAssertions }: Profile): Partial<ClientMetadata> {
  const keys = jwks?.keys ?? [];
  if (keys.length === 0) throw new SheetRefused('PRIVATE_KEY_JWT needs a public key');
  // SMART: every key of the set has a `kid`, unique in it; exactly one key has to match.
  const kids = keys.map((key) => key['kid']);
  if (strictAssertions && kids.some((kid) => typeof kid !== 'string' || kid === ''))
    throw new SheetRefused('A key has no kid');
  if (strictAssertions && new Set(kids).size < kids.length) throw new SheetRefused('Two keys have the same kid');
  return { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys } };
}

/** The provider judges a client when it reads it; one that it refuses is not left behind. */
async function keep({ provider, clients }: Register, metadata: ClientMetadata): Promise<void> {
  const id = metadata.client_id;
  const before = await clients.find(id);
  await clients.upsert(id, { ...metadata });
  const refusal = await provider.Client.find(id).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  if (refusal === null) return;

  await (before ? clients.upsert(id, before) : clients.destroy(id));
  const { error } = refusal;
  if (!(error instanceof errors.OIDCProviderError)) throw error;
  throw new SheetRefused(error.error_description ?? error.message);
}
