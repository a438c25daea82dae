import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'oidc-provider';

let made: Promise<JWK> | undefined;

/** The provider's own RS256 key, once for each process: an RSA key takes longer to make than all the rest of a start. */
export function providerSigningKey(): Promise<JWK> {
  made ??= makeSigningKey();
  return made;
}

async function makeSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' };
}
