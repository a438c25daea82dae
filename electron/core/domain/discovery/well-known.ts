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

/** Every place where an issuer’s documents may lie. Many servers append what RFC 8414 says to insert, and some insert what OIDC says to append. */
export function placesOfIssuer(issuer: string): Place[] {
  return distinct([
    { kind: 'openid-configuration', address: append(issuer, openid) },
    { kind: 'oauth-authorization-server', address: insert(issuer, oauth) },
    { kind: 'oauth-authorization-server', address: append(issuer, oauth) },
    { kind: 'openid-configuration', address: insert(issuer, openid) },
  ]);
}

/** `community`: the URI of a UDAP community, for which a client should ask (UDAP Security 2.0 §Discovery); '' for none. */
export function placesOfFhirBase(base: string, community = ''): Place[] {
  const own = withoutQuestion(base);
  const question = community === '' ? '' : `?community=${encodeURIComponent(community)}`;
  return distinct([
    { kind: 'smart-configuration', address: append(own, smart) },
    { kind: 'udap', address: `${append(own, udap)}${question}` },
    { kind: 'oauth-protected-resource', address: insert(own, resource) },
    { kind: 'capability-statement', address: append(own, metadata) },
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

/** What was asked of a document, and is no part of the FHIR base: the community of UDAP, the format of FHIR. */
function withoutQuestion(address: string): string {
  const { origin, pathname, search } = new URL(address);
  if (search === '') return address;
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => !questions.test(pair));
  return `${origin}${pathname}${kept.length === 0 ? '' : `?${kept.join('&')}`}`;
}

const questions = /^(?:community|_format|_pretty|_summary|mode)(?:=|$)/;

/** What an address is the place of: a document’s kind, and the issuer or FHIR base it belongs to. null: a plain address. */
export function readPlace(address: string): { kind: DocumentKind; of: string } | null {
  if (!URL.canParse(address)) return null;
  const { origin, pathname: spelt, search } = new URL(address);
  // A slash behind the name of a document is a slip: no document lies below another.
  const pathname = spelt.replace(/\/$/, '');
  const place = appended(pathname) ?? inserted(pathname, spelt);
  if (place === null) return null;
  const of = `${origin}${place.path}${search}`;
  return { kind: place.kind, of: belongsToFhirBase(place.kind) ? withoutQuestion(of) : of };
}

interface Found {
  readonly kind: DocumentKind;
  /** Of the issuer or the base. */
  readonly path: string;
}

function appended(pathname: string): Found | null {
  const suffixes = [
    ['openid-configuration', openid],
    ['oauth-authorization-server', oauth],
    ['smart-configuration', smart],
    ['udap', udap],
  ] as const;
  const [kind, suffix] = suffixes.find(([, end]) => pathname.endsWith(end)) ?? [];
  if (kind !== undefined) return { kind, path: pathname.slice(0, -suffix.length) };
  return pathname.endsWith(metadata)
    ? { kind: 'capability-statement', path: pathname.slice(0, -metadata.length) }
    : null;
}

function inserted(pathname: string, spelt: string): Found | null {
  const prefixes = [
    ['oauth-authorization-server', oauth],
    // RFC 8414 §5 tells of OIDC providers that insert.
    ['openid-configuration', openid],
    ['oauth-protected-resource', resource],
  ] as const;
  const [kind, prefix] = prefixes.find(([, start]) => pathname === start || pathname.startsWith(`${start}/`)) ?? [];
  // An issuer may end with a slash, which the rule takes away before it inserts: what is spelt so stays so.
  return kind === undefined ? null : { kind, path: spelt.slice(prefix.length) };
}

/**
 * The place of a kind of document for an issuer or a base that a person named: what is said to come “from the issuer” lies
 * where the issuer’s document lies. null: that kind has no place of its own.
 */
export function placeFor(kind: DocumentKind, of: string): string | null {
  return [...placesOfIssuer(of), ...placesOfFhirBase(of)].find((place) => place.kind === kind)?.address ?? null;
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
