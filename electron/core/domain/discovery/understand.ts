/** @file What a person pasted, and where its documents may lie. */
import type { Code, Details } from '../catalogue.ts';
import type { Network } from '../../ports.ts';
import type { Place } from './well-known.ts';
import { belongsToFhirBase, placesOfFhirBase, placesOfIssuer, readPlace } from './well-known.ts';

export interface Understood {
  /** In words for a person. */
  readonly as: string;
  readonly address: string;
  readonly places: readonly Place[];
}

type RefusalCode = Extract<Code, 'discovery/no-address' | 'discovery/not-https' | 'discovery/holds-credentials'>;
export type Misunderstood = { [C in RefusalCode]: { readonly code: C; readonly details: Details<C> } }[RefusalCode];

/** An issuer, a FHIR base or a document’s own address, with or without scheme or slash. */
export function understand(given: string, network: Pick<Network, 'allowPrivate'>): Understood | Misunderstood {
  const url = parse(given);
  if (url === null) return { code: 'discovery/no-address', details: { given: given.trim().slice(0, 200) } };
  if (url.username !== '' || url.password !== '') return { code: 'discovery/holds-credentials', details: {} };
  const address = url.href.replace(/#.*$/, '');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && network.allowPrivate && isLoopback(url.hostname)))
    return { code: 'discovery/not-https', details: { address } };

  const place = readPlace(address);
  if (place === null)
    return { as: 'issuer or FHIR base', address, places: [...placesOfIssuer(address), ...placesOfFhirBase(address)] };
  const siblings = belongsToFhirBase(place.kind) ? placesOfFhirBase(place.of) : placesOfIssuer(place.of);
  const own = { kind: place.kind, address };
  const others = siblings.filter((sibling) => sibling.address !== address);
  return { as: `the address of a document (${place.kind})`, address, places: [own, ...others] };
}

/** Spaces and quotation marks come along from mails; a scheme is often left out. */
function parse(given: string): URL | null {
  const trimmed = given.trim().replace(/^[<"'“]+|[>"'”.,;]+$/g, '');
  if (trimmed === '' || /\s/.test(trimmed)) return null;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  return ['https:', 'http:'].includes(url.protocol) && /[.:]|^localhost$/.test(url.hostname) ? url : null;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
