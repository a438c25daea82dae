/** @file The token request as a payer's settings say it. */
import { Fault } from '../../domain/fault.ts';
import type { FieldName } from '../../domain/payer/fields.ts';
import { fields } from '../../domain/payer/fields.ts';
import type { Payer } from '../../domain/payer/payer.ts';
import { valueOf } from '../../domain/payer/payer.ts';
import type { Assertion } from '../../domain/token/assertion.ts';
import { scopeProblems } from '../../domain/token/scopes.ts';
import { settingProblems } from '../../domain/token/setting-problems.ts';
import type { Way } from '../../domain/token/way.ts';
import { grantTypeOf, postedTo, wayOf } from '../../domain/token/way.ts';
import type { Credential, Ports, TokenRequest } from '../../ports.ts';
import { secretOf } from '../client-secret.ts';
import { networkOf } from '../network-of.ts';
import { assertionFor, signAssertion } from './sign-assertion.ts';

export const assertionTypeUri = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface Prepared {
  readonly request: TokenRequest;
  readonly assertion: Assertion | null;
  readonly way: Way;
}

/** Faults: `token/no-…` where something is missing, `client/wrong-setting`, those of `assertionFor` and of `signAssertion`. */
export async function prepareRequest(ports: Pick<Ports, 'vault' | 'clock' | 'store'>, payer: Payer): Promise<Prepared> {
  const way = wayOf(payer);
  const clientId = valueOf(payer, 'clientId');
  if (clientId === '') throw new Fault('token/no-client-id', {});
  if (way.usesCertificate && payer.network.clientKeyId === null)
    throw new Fault('token/no-client-certificate', { method: way.method });

  const assertion = way.usesAssertion ? assertionFor(ports, payer) : null;
  refuseWrongSettings(payer);
  const signed = assertion === null ? '' : await signAssertion(ports, payer, assertion);
  const request: TokenRequest = {
    issuer: valueOf(payer, 'issuer'),
    endpoint: postedTo(payer),
    clientId,
    form: formOf(payer, way, signed),
    credential: await credentialOf(ports, payer, { way, signed }),
    network: networkOf(payer),
  };
  return { request, assertion, way };
}

/** What the window tells beside the field stops here whoever did not see it. */
export function refuseWrongSettings(payer: Payer): void {
  const [wrong] = [...settingProblems(payer), ...scopeProblems(valueOf(payer, 'requestScopes'))].filter(
    // Of another way of asking: not this one's business.
    ({ at }) => at !== 'loopbackRedirect',
  );
  if (wrong === undefined) return;
  const { at, says, hint } = wrong;
  throw new Fault('client/wrong-setting', { label: fields[at as FieldName].label, says, hint });
}

export function formOf(payer: Payer, { method, grant }: Way, signed: string): TokenRequest['form'] {
  const scope = valueOf(payer, 'requestScopes');
  return {
    grant_type: grantTypeOf[grant],
    ...(grant === 'jwt-bearer' ? { assertion: signed } : {}),
    ...(scope === '' ? {} : { scope }),
    ...(method === 'udap' ? { udap: '1' } : {}),
  };
}

/** How the client is known, for the token endpoint and for those beside it. Throws `token/no-secret`. */
async function credentialOf(
  ports: Pick<Ports, 'vault'>,
  payer: Payer,
  { way, signed }: { way: Way; signed: string },
): Promise<Credential> {
  const { method, grant } = way;
  switch (method) {
    case 'client_secret_basic': {
      const encoding = valueOf(payer, 'basicEncoding') === 'raw' ? 'raw' : 'form';
      return { is: 'basic', secret: await secretOf(ports, payer), encoding };
    }
    case 'client_secret_post':
      return { is: 'post', secret: await secretOf(ports, payer) };
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth':
      return { is: 'named' };
    case 'private_key_jwt':
    case 'udap':
      // The one JWT is the grant then, and proves the client too.
      if (grant === 'jwt-bearer') return { is: 'named' };
      return { is: 'assertion', assertion: signed, type: assertionTypeUri, withClientId: method !== 'udap' };
  }
}
