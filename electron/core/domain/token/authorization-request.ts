/** @file The address to which the browser is sent: RFC 6749 §4.1.1 with PKCE (RFC 7636) and SMART App Launch’s `aud`. */
import type { Payer } from '../payer/payer.ts';
import { valueOf } from '../payer/payer.ts';
import { scopesIn } from './scopes.ts';

/** What a person may be asked for: nothing of the system’s own, nor an operation between payers. */
export function signInScopes(payer: Pick<Payer, 'fields'>): string[] {
  const asked = scopesIn(valueOf(payer, 'requestScopes'));
  const ofPersons = asked.filter((scope) => !scope.startsWith('system/') && !scope.includes('://'));
  return [...new Set(['openid', ...ofPersons])];
}

export function authorizationAddress(
  payer: Pick<Payer, 'fields'>,
  given: {
    readonly redirectUri: string;
    readonly scopes: readonly string[];
    readonly state: string;
    readonly nonce: string;
    readonly challenge: string;
  },
): string {
  const parameters: readonly (readonly [string, string])[] = [
    ['response_type', 'code'],
    ['client_id', valueOf(payer, 'clientId')],
    ['redirect_uri', given.redirectUri],
    ['scope', given.scopes.join(' ')],
    ['state', given.state],
    ['nonce', given.nonce],
    ['code_challenge', given.challenge],
    ['code_challenge_method', 'S256'],
    // Servers that know nothing of SMART ignore it (RFC 6749 §3.1).
    ['aud', valueOf(payer, 'fhirBaseUrl')],
  ];
  const query = parameters.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${encoded(value)}`);
  const endpoint = valueOf(payer, 'authorizationEndpoint');
  return `${endpoint}${endpoint.includes('?') ? '&' : '?'}${query.join('&')}`;
}

const encoded = (text: string) => encodeURIComponent(text);
