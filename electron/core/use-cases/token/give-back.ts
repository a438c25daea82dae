import { addressFlaw } from '../../domain/address.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import type { Secret } from '../../domain/secret.ts';
import { isSameHost } from '../../domain/token/audience.ts';
import { postedTo } from '../../domain/token/way.ts';
import type { Exchange, Ports } from '../../ports.ts';
import { prepareRequest } from './token-request.ts';

/**
 * Revokes a token (RFC 7009); null: the payer does not offer it. Only on the host of the token endpoint: an assertion that goes to
 * another one could be replayed at the first, [Note: Audience injection].
 */
export async function giveBack(
  ports: Pick<Ports, 'vault' | 'clock' | 'tokenEndpoint' | 'store'>,
  payer: Payer,
  token: Secret,
): Promise<Exchange | null> {
  const endpoint = valueOf(payer, 'revocationEndpoint');
  const flaw = addressFlaw(endpoint);
  // Whether http may be asked, as on this machine itself, is known where the connection is made.
  if ((flaw !== null && flaw !== 'not-https') || !isSameHost(endpoint, postedTo(payer))) return null;
  const { request } = await prepareRequest(ports, payer);
  const { clientId, credential, network } = request;
  return ports.tokenEndpoint.revoke({ endpoint, token, clientId, credential, network });
}
