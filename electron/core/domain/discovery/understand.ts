/** @file What a person pasted, and where its documents may lie. */
import type { Network } from '../../ports.ts';
import type { CauseCode, CauseDetails } from './causes.ts';
import type { Place } from './well-known.ts';
import { placesOfFhirBase, placesOfIssuer, readPlace } from './well-known.ts';

export interface Understood {
  /** In words for a person. */
  readonly as: string;
  readonly address: string;
  readonly places: readonly Place[];
}

type RefusalCode = Extract<
  CauseCode,
  'discovery/no-address' | 'discovery/not-https' | 'discovery/holds-credentials' | 'discovery/template-address'
>;
export type Misunderstood = {
  [C in RefusalCode]: { readonly code: C; readonly details: CauseDetails<C> };
}[RefusalCode];

/** An issuer, a FHIR base or a document’s own address, with or without scheme or slash. */
export function understand(
  given: string,
  network: Pick<Network, 'allowPrivate'>,
  { community = '' }: { community?: string } = {},
): Understood | Misunderstood {
  const read = readAddress(given);
  if ('code' in read) return read;
  const { address } = read;
  const url = new URL(address);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && network.allowPrivate && isLoopback(url.hostname)))
    return { code: 'discovery/not-https', details: { address } };

  const place = readPlace(address);
  if (place === null) return { as: 'issuer or FHIR base', address, places: placesOf(address, community) };
  const own = { kind: place.kind, address, isNamed: true };
  // The slip of a slash behind the name of a document: the place itself is asked too.
  const others = placesOf(place.of, community).filter((other) => other.address !== address);
  return { as: `the address of a document (${place.kind})`, address, places: [own, ...others] };
}

/** Nothing says whether an address is an issuer’s or a FHIR server’s: either may have documents of both. */
function placesOf(of: string, community: string): Place[] {
  return [...placesOfIssuer(of), ...placesOfFhirBase(of, community)];
}

/** The address in a text, whole: without what mails and tongues put around it. Nothing is asked of it here, so it may be http. */
export function readAddress(given: string): { readonly address: string } | Misunderstood {
  const url = parse(given);
  if (url === null) return { code: 'discovery/no-address', details: { given: given.trim().slice(0, 200) } };
  if (url.username !== '' || url.password !== '') return { code: 'discovery/holds-credentials', details: {} };
  const address = url.href.replace(/#.*$/, '').replace(/\/\.well-known\/?$/, '/');
  const part = /(?:\{|%7B)[\w .-]{1,60}(?:\}|%7D)/i.exec(address)?.[0];
  if (part !== undefined) return { code: 'discovery/template-address', details: { part: decodeURIComponent(part) } };
  return { address };
}

/** Whether a text looks like an address rather than a file: with a scheme, a host and a port, or a host with a dot and maybe a path. */
export function looksLikeAddress(given: string): boolean {
  const text = given.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return true;
  if (/^(?:localhost|\[[0-9a-f:.]+\])(?::\d+)?(?:[/?#]|$)/i.test(text)) return true;
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:[/?#]|$)/i.test(text) && !/\.(?:json|txt|har|ndjson)$/i.test(text);
}

/** Spaces, brackets and quotation marks come along from mails; a scheme is often left out, or half of its slashes. */
function parse(given: string): URL | null {
  const trimmed = given.trim().replace(/^[<("'“[]+(?![0-9a-f]*:[0-9a-f:.]*\])|[>"'”.,;)]+$/gi, '');
  if (trimmed === '' || trimmed.length > 4096 || /\s/.test(trimmed)) return null;
  const whole = trimmed.replace(/^(https?):\/{0,2}(?=[^/])/i, '$1://');
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(whole) ? whole : `https://${whole}`;
  if (!URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  return ['https:', 'http:'].includes(url.protocol) && /[.:]|^localhost$/.test(url.hostname) ? url : null;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
