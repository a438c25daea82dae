import { Fault } from '../../domain/fault.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import { recipeText } from '../../domain/token/recipe.ts';
import type { ShellRequest } from '../../domain/token/recipe/request-in-shell.ts';
import type { Way } from '../../domain/token/way.ts';
import { postedTo, wayOf } from '../../domain/token/way.ts';
import type { Ports } from '../../ports.ts';
import { networkOf } from '../network-of.ts';
import { confirmed } from './confirmed.ts';
import { assertionFor } from './sign-assertion.ts';
import { assertionTypeUri, formOf, refuseWrongSettings } from './token-request.ts';

/**
 * What an operator needs to do the same by hand. It sends and signs nothing, and holds no secret. As it makes somebody sign for the
 * payer, it is bound to [Note: Audience injection] like the test: it throws what `testToken` throws, but for the vault's own.
 */
export async function testRecipe(ports: Pick<Ports, 'clock' | 'store'>, given: Payer): Promise<string> {
  const payer = await confirmed(ports, given);
  const way = wayOf(payer);
  if (valueOf(payer, 'clientId') === '') throw new Fault('token/no-client-id', {});
  const { clientCertificate } = networkOf(payer);
  if (way.usesCertificate && clientCertificate == null)
    throw new Fault('token/no-client-certificate', { method: way.method });
  const assertion = way.usesAssertion ? assertionFor(ports, payer) : null;
  refuseWrongSettings(payer);
  const request: ShellRequest = {
    endpoint: postedTo(payer),
    clientId: valueOf(payer, 'clientId'),
    form: publicForm(payer, way),
    way,
    authorities: payer.network.authorities,
    clientCertificate: clientCertificate?.pem ?? '',
    proxy: payer.network.proxy,
    encoding: valueOf(payer, 'basicEncoding') === 'raw' ? 'raw' : 'form',
  };
  return recipeText({ payer, request, assertion, now: ports.clock.now() });
}

/** All that the form holds but secrets and assertions. */
function publicForm(payer: Payer, way: Way): ShellRequest['form'] {
  const { assertion: _, ...form } = formOf(payer, way, '');
  const isCredential = way.usesAssertion && way.grant === 'client_credentials';
  const isNamed = way.method !== 'client_secret_basic' && !(isCredential && way.method === 'udap');
  return {
    ...form,
    ...(isNamed ? { client_id: valueOf(payer, 'clientId') } : {}),
    ...(isCredential ? { client_assertion_type: assertionTypeUri } : {}),
  };
}
