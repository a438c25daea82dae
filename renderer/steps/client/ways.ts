/** @file The ways of asking in plain words, each with the rule that it is from, and what is to be said of the one chosen. */
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import type { Grant, Method } from '#core/domain/token/way.ts';
import { grants, methods, wayOf } from '#core/domain/token/way.ts';

interface Words {
  /** Beside the name, as short as a list wants it. */
  readonly short: string;
  readonly meaning: string;
}

const methodWords: Readonly<Record<Method, Words>> = {
  private_key_jwt: {
    short: 'a signed assertion',
    meaning: 'Our key signs an assertion for each request: RFC 7523 §2.2.',
  },
  client_secret_basic: {
    short: 'the secret in the header',
    meaning: 'Id and secret go in the Authorization header: RFC 6749 §2.3.1.',
  },
  client_secret_post: {
    short: 'the secret in the form',
    meaning: 'Id and secret go in the form: RFC 6749 §2.3.1.',
  },
  tls_client_auth: {
    short: 'a certificate of a CA',
    meaning: 'A certificate of a CA that the Source Payer trusts is shown in the TLS handshake: RFC 8705 §2.1.',
  },
  self_signed_tls_client_auth: {
    short: 'own certificate',
    meaning: 'A self-signed certificate that the Source Payer registered is shown in the TLS handshake: RFC 8705 §2.2.',
  },
  udap: {
    short: 'an assertion with certificates',
    meaning: 'Our key signs an assertion that carries its certificates and the B2B extension: HL7 UDAP Security, B2B.',
  },
};

const grantWords: Readonly<Record<Grant, Words>> = {
  client_credentials: {
    short: 'for the client itself',
    meaning: 'The client asks in its own name: RFC 6749 §4.4, as SMART Backend Services does.',
  },
  'jwt-bearer': {
    short: 'the assertion is the grant',
    meaning: 'The assertion itself is the grant: RFC 7523 §2.1.',
  },
};

export const methodOptions = methods.map((value) => ({ value, words: `${value}: ${methodWords[value].short}` }));
export const grantOptions = grants.map((value) => ({ value, words: `${value}: ${grantWords[value].short}` }));

/** What the chosen method is, and which of them the Source Payer offers. */
export function methodHint(payer: Payer): string {
  const offered = offeredMethods(payer);
  const offer =
    offered.length === 0
      ? 'No document says what the Source Payer offers.'
      : `The Source Payer offers ${offered.join(', ')}.`;
  return `${methodWords[wayOf(payer).method].meaning} ${offer}`;
}

export function grantHint(payer: Payer): string {
  return grantWords[wayOf(payer).grant].meaning;
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
