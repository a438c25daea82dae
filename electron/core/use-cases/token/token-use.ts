import { addressFlaw } from '../../domain/address.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import type { Secret } from '../../domain/secret.ts';
import { isSameHost } from '../../domain/token/audience.ts';
import { postedTo } from '../../domain/token/way.ts';
import type { Credential, Ports, TokenUse } from '../../ports.ts';
import type { Prepared } from './token-request.ts';
import { assertionTypeUri, prepareRequest } from './token-request.ts';

/**
 * What goes to an endpoint beside the token endpoint: the token, and how the client is known, with an assertion of its own where one
 * is needed, for each is good once. Or in words why nothing may go there: only the host of the token endpoint gets an assertion or
 * a secret, because another one could use it at the first, [Note: Audience injection]. Throws what `prepareRequest` throws.
 */
export async function tokenUse(
  ports: Pick<Ports, 'vault' | 'clock' | 'store'>,
  payer: Payer,
  { endpoint, token }: { endpoint: string; token: Secret },
): Promise<TokenUse | { readonly refused: string }> {
  const flaw = addressFlaw(endpoint);
  // Whether http may be asked, as on this machine itself, is known where the connection is made.
  if (flaw !== null && flaw !== 'not-https') return { refused: 'its address is none that a token may be sent to.' };
  if (!isSameHost(endpoint, postedTo(payer)))
    return {
      refused: `${new URL(endpoint).host} is another host than the token endpoint’s, so nothing was sent there.`,
    };
  const prepared = await prepareRequest(ports, payer);
  const { clientId, network } = prepared.request;
  return { endpoint, token, clientId, credential: credentialBeside(prepared), network };
}

/** Where the assertion was the grant, it proves the client here: RFC 7523 §2.2. */
function credentialBeside({ request, way }: Prepared): Credential {
  const { credential, form } = request;
  const { assertion } = form;
  const isKnownByKey = way.method === 'private_key_jwt' || way.method === 'udap';
  if (credential.is !== 'named' || !isKnownByKey || assertion === undefined) return credential;
  return { is: 'assertion', assertion, type: assertionTypeUri, withClientId: way.method !== 'udap' };
}
