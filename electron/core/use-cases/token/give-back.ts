import { Fault } from '../../domain/fault.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Ports } from '../../ports.ts';
import { tokenUse } from './token-use.ts';

/** Revokes a token that is needed no more (RFC 7009), where the payer offers it and a token may be sent there. What comes of it changes no verdict. */
export async function giveBack(
  ports: Pick<Ports, 'vault' | 'clock' | 'store' | 'tokenEndpoint'>,
  payer: Payer,
  token: Secret,
): Promise<void> {
  const endpoint = valueOf(payer, 'revocationEndpoint');
  if (endpoint === '') return;
  try {
    const use = await tokenUse(ports, payer, { endpoint, token });
    if (!('refused' in use)) await ports.tokenEndpoint.revoke(use);
  } catch (error) {
    // A vault that was locked meanwhile: the answer that brought the token is known all the same.
    if (!(error instanceof Fault)) throw error;
  }
}
