/** @file Where the token request goes, and why. */
import type { Payer } from '#core/domain/payer/payer.ts';
import { valueOf } from '#core/domain/payer/payer.ts';
import { postedTo } from '#core/domain/token/way.ts';
import { count } from '../../ui/words.ts';

/** The reason for the address that `postedTo` gives. */
export function whyThere(payer: Payer): string {
  const alias = valueOf(payer, 'mtlsTokenEndpoint');
  if (alias === '') return 'the Token Endpoint';
  if (postedTo(payer) !== alias)
    return 'the Token Endpoint; the mTLS Token Endpoint is for requests that show a client certificate';
  const host = hostOf(alias);
  const elsewhere = host === hostOf(valueOf(payer, 'tokenEndpoint')) ? '' : `, on another host: ${host}`;
  return `the mTLS Token Endpoint, since a client certificate is shown (RFC 8705 §5)${elsewhere}`;
}

/** Own CAs, proxy and client certificate, in one line. */
export function howReached({ network, keys }: Payer): string {
  const { authorities, proxy, clientKeyId } = network;
  const cas =
    authorities.length === 0 ? 'The system’s CAs' : `The system’s CAs and ${count(authorities.length, 'own CA')}`;
  const way = { system: 'the system’s proxy', none: 'no proxy' }[proxy] ?? `proxy ${proxy}`;
  const shown = keys.find(({ id }) => id === clientKeyId)?.certificate?.subject;
  return [cas, way, shown === undefined ? 'no client certificate' : `client certificate ${shown}`].join(', ');
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}
