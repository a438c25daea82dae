/** @file A payer that is ready to be delivered, made by the same use cases that the app calls. */
import type { AuthenticationMode } from '#core/domain/payer/fields.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Ports } from '#core/ports.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { importTexts } from '#core/use-cases/import-documents.ts';
import { generateKey } from '#core/use-cases/payer-keys.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import { createPayer } from '#core/use-cases/payers.ts';

export const issuer = 'https://auth.northlake.example/p2p';
/** Not a secret of anything: what tests search for where it must not be. */
export const canary = 'canary-4f1c-of-a-client-secret';

const openidConfiguration = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  grant_types_supported: ['client_credentials'],
  token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
};

interface Wish {
  readonly ref?: string;
  readonly mode?: AuthenticationMode;
}

export async function samplePayer(
  ports: Ports,
  { ref = 'northlake@test', mode = 'PRIVATE_KEY_JWT' }: Wish = {},
): Promise<Payer> {
  await createPayer(ports, { ref, name: 'Northlake Mutual' });
  const bytes = new TextEncoder().encode(JSON.stringify(openidConfiguration));
  const retrievedFrom = `${issuer}/.well-known/openid-configuration`;
  await importTexts(ports, { ref, texts: [{ bytes, name: 'oidc.json', retrievedFrom }] });
  if (mode === 'PRIVATE_KEY_JWT') await generateKey(ports, { ref, kind: 'EC-P-384' });
  else await keepSecret(ports, ref, new Secret(canary));
  const fields = {
    clientAuthenticationMode: mode,
    clientId: 'requesting-payer',
    nodeId: 'Master',
    moduleId: 'smart_inbound',
  };
  return ports.store.savePayer(changePayer(await ports.store.payer(ref), { fields }));
}
