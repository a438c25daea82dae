/** @file The ways of asking in plain words, each with the rule that it is from, and what is to be said of the one chosen. */
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { say } from '#core/domain/texts.ts';
import type { Method } from '#core/domain/token/way.ts';
import { grants, methods, wayOf } from '#core/domain/token/way.ts';

export const methodOptions = () =>
  methods.map((value) => ({ value, words: `${value}: ${say(`method-short/${value}`)}` }));
export const grantOptions = () => grants.map((value) => ({ value, words: `${value}: ${say(`grant-short/${value}`)}` }));

/** What the chosen method is, and which of them the Source Payer offers. */
export function methodHint(payer: Payer): string {
  const offered = offeredMethods(payer);
  const offer = offered.length === 0 ? say('method/unlisted') : say('method/listed', { list: offered.join(', ') });
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
    ...(isOffered ? [] : [{ tone: 'warn' as const, says: say('method/not-offered', { method: registered }) }]),
    ...(differs ? [{ tone: 'info' as const, says: say('method/not-the-mode', { mode, method }) }] : []),
  ];
}

function offeredMethods({ found }: Payer): readonly string[] {
  const offered = found.tokenEndpointAuthMethods?.value;
  return Array.isArray(offered) ? offered : [];
}
