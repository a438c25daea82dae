/** @file Reads what a Source Payer publishes, from an address or from texts, and judges it. Keeps nothing. */
import type { CauseCode, CauseDetails } from '../domain/discovery/causes.ts';
import { causeFinding } from '../domain/discovery/causes.ts';
import { readCapture } from '../domain/discovery/capture.ts';
import type { Captured } from '../domain/discovery/capture.ts';
import type { ReadDocument } from '../domain/discovery/read-document.ts';
import { readAddress, understand } from '../domain/discovery/understand.ts';
import { fromUtf16 } from '../domain/json/utf16.ts';
import { placesOfFhirBase } from '../domain/discovery/well-known.ts';
import type { Network, Ports } from '../ports.ts';
import { findingOfStatus } from './ask-place.ts';
import type { Anchored } from './check-documents.ts';
import { nobodyAnchored } from './check-documents.ts';
import { Reading } from './reading.ts';
import type { DiscoveryResult, ReadingNeeds, Watch } from './reading.ts';

export interface GivenText {
  readonly bytes: Uint8Array;
  /** What a person calls it: a file’s name, “pasted text”. */
  readonly name: string;
  /** '' when nobody said. */
  readonly retrievedFrom: string;
}

export interface AddressWish {
  readonly address: string;
  readonly network: Network;
  readonly fhirBase?: string;
  /** The URI of a UDAP community; absent: the server's default one. */
  readonly community?: string;
  readonly anchored?: Anchored;
  readonly watch?: Watch;
}

/** Never throws for what a network or a stranger does: all of it is findings. */
export async function discoverAddress(
  ports: ReadingNeeds & Pick<Ports, 'web'>,
  { address, network, fhirBase = '', community = '', anchored = nobodyAnchored, watch = {} }: AddressWish,
): Promise<DiscoveryResult> {
  const understood = understand(address, network, { community });
  if ('code' in understood) return nothingAsked(understood.code, understood.details);
  const base = fhirBase === '' ? null : understand(fhirBase, network);
  if (base !== null && 'code' in base) return nothingAsked(base.code, base.details);

  const reading = new Reading(ports, anchored);
  const options = { network, ...watch };
  await reading.ask(
    ports.web,
    [...understood.places, ...(base === null ? [] : placesOfFhirBase(base.address, community))],
    options,
  );
  // Two hops at most: from a resource to its server, and from there to nothing but the keys.
  await reading.ask(ports.web, reading.placesOfIssuers(network), options);
  await reading.ask(ports.web, reading.placesOfIssuers(network), options);
  await reading.ask(ports.web, reading.placesOfKeys(network), options);
  return reading.result({ understoodAs: wordsFor(understood.as, reading.documents), fhirBase, given: address.trim() });
}

export interface TextsWish {
  readonly texts: readonly GivenText[];
  readonly fhirBase?: string;
  readonly anchored?: Anchored;
}

/** Asks nobody. */
export async function discoverTexts(
  ports: ReadingNeeds,
  { texts, fhirBase = '', anchored = nobodyAnchored }: TextsWish,
): Promise<DiscoveryResult> {
  const reading = new Reading(ports, anchored);
  let isCaptured = false;
  for (const given of texts) {
    const text = { ...given, bytes: fromUtf16(given.bytes) ?? given.bytes, retrievedFrom: sourceOf(given, reading) };
    const captures = readCapture(text.bytes);
    isCaptured ||= captures !== null;
    if (captures === null) await reading.take(text);
    else for (const captured of captures) await takeCaptured(ports, reading, { text, captured });
  }
  const unread = isCaptured ? reading.namedAndUnread() : [];
  if (unread.length > 0) reading.tell(causeFinding('discovery/more-to-capture', { addresses: unread.join(' ') }));
  return reading.result({
    understoodAs: ['', 'a document'][reading.documents.length] ?? 'documents',
    fhirBase: addressIn(fhirBase),
    given: texts[0]?.name ?? '',
  });
}

/** The address that a person gave for a text; '' where it is none, which is told. */
function sourceOf({ retrievedFrom }: GivenText, reading: Reading): string {
  if (retrievedFrom.trim() === '') return '';
  const read = readAddress(retrievedFrom);
  if ('address' in read) return read.address;
  reading.tell(causeFinding(read.code, read.details as never));
  return '';
}

function addressIn(given: string): string {
  const read = readAddress(given);
  return 'address' in read ? read.address.replace(/\/$/, '') : '';
}

const WEEK_MILLISECONDS = 7 * 86_400_000;

/** What curl wrote down is judged as if it had been asked here: its status, its headers, its body. */
async function takeCaptured(
  { clock }: Pick<Ports, 'clock'>,
  reading: Reading,
  { text, captured }: { text: GivenText; captured: Captured },
): Promise<void> {
  const { status, headers, body } = captured;
  const asked = URL.canParse(captured.address) ? captured.address : text.retrievedFrom;
  const retrievedFrom = followedTo(captured, asked, reading);
  const name = retrievedFrom || text.name;
  const date = Date.parse(headers['date'] ?? '');
  if (clock.now().getTime() - date > WEEK_MILLISECONDS)
    reading.tell(causeFinding('discovery/stale-capture', { address: name, date: headers['date'] ?? '' }));
  if (captured.isBroken) return reading.tell(causeFinding('discovery/broken-capture', { address: name }));
  const told =
    status === null || status === 200 ? null : findingOfStatus({ address: urlOr(name) }, { status, headers, body });
  if (told !== null) reading.tell(told);
  // curl writes an end and no head for an address that did not answer.
  else if (status !== null || body.byteLength > 0) await reading.take({ bytes: body, name, retrievedFrom, headers });
}

/** Where the answer is from: curl -L goes after redirects, which are told. */
function followedTo({ followed }: Captured, asked: string, reading: Reading): string {
  return followed.reduce((from, { location: given }) => {
    const location = URL.canParse(given, from || undefined) ? new URL(given, from || undefined).href : '';
    const shown = location === '' ? '(nowhere)' : withoutQuery(location);
    reading.tell(causeFinding('discovery/captured-redirect', { address: from || 'The address', location: shown }));
    return location;
  }, asked);
}

/** A redirect's query may hold a code or a token. */
function withoutQuery(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}

/** Words of a status name the host; a capture may not know it. */
function urlOr(name: string): string {
  return URL.canParse(name) ? name : `https://${encodeURIComponent(name) || 'unknown'}`;
}

/** A plain address was both to us until its documents told which. */
function wordsFor(as: string, documents: readonly ReadDocument[]): string {
  if (as !== 'issuer or FHIR base') return as;
  const isIssuer = documents.some(
    ({ kind }) => kind === 'openid-configuration' || kind === 'oauth-authorization-server',
  );
  const isBase = documents.some(
    ({ kind }) => kind === 'smart-configuration' || kind === 'udap' || kind === 'capability-statement',
  );
  if (isIssuer && isBase) return 'issuer and FHIR base';
  if (isIssuer) return 'issuer';
  return isBase ? 'FHIR base' : as;
}

function nothingAsked<C extends CauseCode>(code: C, details: CauseDetails<C>): DiscoveryResult {
  const findings = [causeFinding(code, details)];
  return {
    discovery: { ok: false, understoodAs: '', documents: [], asked: [], fields: {}, findings },
    bodies: new Map(),
  };
}
