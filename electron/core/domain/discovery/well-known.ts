/** @file Where documents lie (interop-specs §1.1): OIDC, SMART and UDAP append to an address, RFC 8414 and RFC 9728 insert after the host. */
import type { DocumentKind } from './finding.ts';

export interface Place {
  readonly kind: DocumentKind;
  readonly address: string;
  /** A person or a document named it, so that its absence is worth a word. */
  readonly isNamed?: boolean;
}

const openid = '/.well-known/openid-configuration';
const oauth = '/.well-known/oauth-authorization-server';
const smart = '/.well-known/smart-configuration';
const udap = '/.well-known/udap';
const resource = '/.well-known/oauth-protected-resource';
const metadata = '/metadata';

/** Every place where an issuer’s documents may lie. Many servers append what RFC 8414 says to insert. */
export function placesOfIssuer(issuer: string): Place[] {
  return distinct([
    { kind: 'openid-configuration', address: append(issuer, openid) },
    { kind: 'oauth-authorization-server', address: insert(issuer, oauth) },
    { kind: 'oauth-authorization-server', address: append(issuer, oauth) },
  ]);
}

export function placesOfFhirBase(base: string): Place[] {
  return distinct([
    { kind: 'smart-configuration', address: append(base, smart) },
    { kind: 'udap', address: append(base, udap) },
    { kind: 'oauth-protected-resource', address: insert(base, resource) },
    { kind: 'capability-statement', address: append(base, metadata) },
  ]);
}

/** A query, such as a tenant’s, stays behind the path. */
function append(address: string, suffix: string): string {
  const { origin, pathname, search } = new URL(address);
  return `${origin}${pathname.replace(/\/$/, '')}${suffix}${search}`;
}

function insert(address: string, prefix: string): string {
  const { origin, pathname, search } = new URL(address);
  return `${origin}${prefix}${pathname.replace(/\/$/, '')}${search}`;
}

function distinct(places: Place[]): Place[] {
  return places.filter(({ address }, index) => places.findIndex((place) => place.address === address) === index);
}

/** What an address is the place of: a document’s kind, and the issuer or FHIR base it belongs to. null: a plain address. */
export function readPlace(address: string): { kind: DocumentKind; of: string } | null {
  if (!URL.canParse(address)) return null;
  const { origin, pathname, search } = new URL(address);
  const appended = [
    ['openid-configuration', openid],
    ['oauth-authorization-server', oauth],
    ['smart-configuration', smart],
    ['udap', udap],
  ] as const;
  for (const [kind, suffix] of appended)
    if (pathname.endsWith(suffix)) return { kind, of: `${origin}${pathname.slice(0, -suffix.length)}${search}` };

  const inserted = [
    ['oauth-authorization-server', oauth],
    // RFC 8414 §5 tells of OIDC providers that insert.
    ['openid-configuration', openid],
    ['oauth-protected-resource', resource],
  ] as const;
  for (const [kind, prefix] of inserted)
    if (pathname === prefix || pathname.startsWith(`${prefix}/`))
      return { kind, of: `${origin}${pathname.slice(prefix.length)}${search}` };
  return pathname.endsWith(metadata)
    ? { kind: 'capability-statement', of: `${origin}${pathname.slice(0, -metadata.length)}${search}` }
    : null;
}

const fhirKinds: readonly DocumentKind[] = [
  'smart-configuration',
  'udap',
  'capability-statement',
  'oauth-protected-resource',
];

export function belongsToFhirBase(kind: DocumentKind): boolean {
  return fhirKinds.includes(kind);
}
