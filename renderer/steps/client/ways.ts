/** @file The ways of asking in plain words, each with the rule that it is from, and what is to be said of the one chosen. */
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { say } from '#core/domain/texts.ts';
import type { Grant, Method } from '#core/domain/token/way.ts';
import { grants, methods, wayOf } from '#core/domain/token/way.ts';

/** Beside the name, as short as a list wants it. */
const methodWords: Readonly<Record<Method, string>> = {
  private_key_jwt: 'a signed assertion',
  client_secret_basic: 'the secret in the header',
  client_secret_post: 'the secret in the form',
  tls_client_auth: 'a certificate of a CA',
  self_signed_tls_client_auth: 'own certificate',
  udap: 'an assertion with certificates',
};

const grantWords: Readonly<Record<Grant, string>> = {
  client_credentials: 'for the client itself',
  'jwt-bearer': 'the assertion is the grant',
};

export const methodOptions = methods.map((value) => ({ value, words: `${value}: ${methodWords[value]}` }));
export const grantOptions = grants.map((value) => ({ value, words: `${value}: ${grantWords[value]}` }));

/** What the chosen method is, and which of them the Source Payer offers. */
export function methodHint(payer: Payer): string {
  const offered = offeredMethods(payer);
  const offer =
    offered.length === 0
      ? 'No document says what the Source Payer offers.'
      : `The Source Payer offers ${offered.join(', ')}.`;
  return `${say(`method/${wayOf(payer).method}`)} ${offer}`;
}

export function grantHint(payer: Payer): string {
  return say(`grant/${wayOf(payer).grant}`);
}

/** What each mode of Smile CDR is called in RFC 7591. */
const methodOfMode: Readonly<Record<string, Method>> = {
  PRIVATE_KEY_JWT: 'private_key_jwt',
  CLIENT_SECRET_BASIC: 'client_secret_basic',
};

/** What a person should know before trusting the test. */
export function remarksOn(payer: Payer): { readonly tone: 'warn' | 'info'; readonly says: string }[] {
  const { method } = wayOf(payer);
  const offered = offeredMethods(payer);
  // UDAP is private_key_jwt to a token endpoint; the rest of it stands in UDAP's own document.
  const registered = method === 'udap' ? 'private_key_jwt' : method;
  const isOffered = offered.length === 0 || offered.includes(registered);
  const mode = valueOf(payer, 'clientAuthenticationMode');
  const differs = methodOfMode[mode] !== undefined && methodOfMode[mode] !== method;
  return [
    ...(isOffered ? [] : [{ tone: 'warn' as const, says: `The Source Payer’s documents do not offer ${registered}.` }]),
    ...(differs ? [{ tone: 'info' as const, says: differingSays(mode, method) }] : []),
  ];
}

function differingSays(mode: string, method: Method): string {
  return `Smile CDR is set to ${mode}, and the live test asks by ${method}: it can show that a token is to be had, and not that Smile CDR gets one.`;
}

function offeredMethods({ found }: Payer): readonly string[] {
  const offered = found.tokenEndpointAuthMethods?.value;
  return Array.isArray(offered) ? offered : [];
}
