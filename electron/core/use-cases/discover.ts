/** @file Reads what a Source Payer publishes, judges it, and keeps nothing: the caller decides what becomes of it. */
import type { Code, Details } from '../domain/catalogue.ts';
import { understand } from '../domain/discovery/understand.ts';
import { fieldsOf } from '../domain/discovery/fields.ts';
import type { Asked, Discovery, DocumentRecord, Finding } from '../domain/discovery/finding.ts';
import { judge } from '../domain/discovery/judge.ts';
import type { ReadDocument } from '../domain/discovery/read-document.ts';
import { listOf, textOf } from '../domain/discovery/read-document.ts';
import { finding } from '../domain/discovery/rules/rule.ts';
import type { Place } from '../domain/discovery/well-known.ts';
import { placesOfFhirBase, placesOfIssuer } from '../domain/discovery/well-known.ts';
import type { Network, Ports } from '../ports.ts';
import { askPlace } from './ask-place.ts';
import type { Received } from './read-received.ts';
import { readReceived } from './read-received.ts';

export interface GivenText {
  readonly bytes: Uint8Array;
  /** What a person calls it: a file’s name, “pasted text”. */
  readonly name: string;
  /** '' when nobody said. */
  readonly retrievedFrom: string;
}

export interface DiscoveryResult {
  readonly discovery: Discovery;
  /** The documents as they came, under their SHA-256. */
  readonly bodies: ReadonlyMap<string, Uint8Array>;
}

/** Everything that one reading may ask, so that no document can send us around for ever. */
const mostRequests = 16;

/** Never throws for what a network or a stranger does: all of it is findings. */
export async function discoverAddress(
  ports: Pick<Ports, 'web' | 'clock' | 'digests'>,
  { address, network, fhirBase = '' }: { address: string; network: Network; fhirBase?: string },
): Promise<DiscoveryResult> {
  const understood = understand(address, network);
  if ('code' in understood) return nothingAsked(understood.code, understood.details);
  const base = fhirBase === '' ? null : understand(fhirBase, network);
  if (base !== null && 'code' in base) return nothingAsked(base.code, base.details);

  const reading = new Reading(ports);
  await reading.ask([...understood.places, ...(base === null ? [] : placesOfFhirBase(base.address))], network);
  await reading.ask(reading.furtherPlaces(network), network);
  return reading.result({ understoodAs: wordsFor(understood.as, reading.documents), fhirBase, given: address.trim() });
}

/** Asks nobody. */
export function discoverTexts(
  ports: Pick<Ports, 'clock' | 'digests'>,
  { texts, fhirBase = '' }: { texts: readonly GivenText[]; fhirBase?: string },
): DiscoveryResult {
  const reading = new Reading(ports);
  for (const { bytes, name, retrievedFrom } of texts) reading.take({ bytes, name, retrievedFrom });
  return reading.result({
    understoodAs: texts.length === 1 ? 'a document' : 'documents',
    fhirBase,
    given: texts[0]?.name ?? '',
  });
}

class Reading {
  readonly #ports: Pick<Ports, 'clock' | 'digests'> & Partial<Pick<Ports, 'web'>>;
  readonly documents: ReadDocument[] = [];
  readonly #records: DocumentRecord[] = [];
  readonly #bodies = new Map<string, Uint8Array>();
  readonly #asked: Asked[] = [];
  readonly #findings: Finding[] = [];

  constructor(ports: Pick<Ports, 'clock' | 'digests'> & Partial<Pick<Ports, 'web'>>) {
    this.#ports = ports;
  }

  /** Side by side; each address once, however many documents name it. */
  async ask(places: readonly Place[], network: Network): Promise<void> {
    const { web } = this.#ports;
    if (web === undefined) return;
    const known = new Set(this.#asked.map(({ address }) => address));
    const fresh = places.filter(
      ({ address }, index) => !known.has(address) && places.findIndex((place) => place.address === address) === index,
    );
    const bounded = fresh.slice(0, mostRequests - this.#asked.length);
    for (const { asked, findings, received } of await Promise.all(
      bounded.map((place) => askPlace(web, place, network)),
    )) {
      this.#findings.push(...findings);
      const before = this.#findings.length;
      if (received === null || this.take(received)) {
        this.#asked.push(asked);
        continue;
      }
      // One place of several: what it answers is worth a look, and stops nothing while another has the document.
      const told = this.#findings.splice(before).map((found) => ({ ...found, severity: 'warning' as const }));
      this.#findings.push(...told);
      this.#asked.push({ ...asked, outcome: told[0]?.code ?? asked.outcome });
    }
  }

  /** Answers whether it was a document. */
  take(received: Received): boolean {
    const { document, findings } = readReceived(received);
    this.#findings.push(...findings);
    if (document === null) return false;
    const sha256 = this.#ports.digests.sha256(received.bytes);
    // The same bytes under two addresses are one document, as Okta and Auth0 serve them.
    this.#bodies.set(sha256, received.bytes);
    this.documents.push(document);
    this.#records.push({
      kind: document.kind,
      retrievedFrom: received.retrievedFrom,
      sha256,
      bytes: received.bytes.byteLength,
      retrievedAt: this.#ports.clock.now().toISOString(),
    });
    return true;
  }

  /** What the documents lead to: the issuer that a FHIR server names, and the keys. */
  furtherPlaces(network: Pick<Network, 'allowPrivate'>): Place[] {
    const issuers = this.documents.flatMap(({ kind, json }) => {
      if (kind === 'smart-configuration') return [textOf(json, 'issuer')];
      return kind === 'oauth-protected-resource' ? (listOf(json, 'authorization_servers') ?? []) : [];
    });
    const hasIssuers = this.documents.some(
      ({ kind }) => kind === 'openid-configuration' || kind === 'oauth-authorization-server',
    );
    const keySets = this.documents.map(({ json }) => textOf(json, 'jwks_uri'));
    return [
      ...(hasIssuers ? [] : issuers.flatMap((issuer) => (mayAsk(issuer, network) ? placesOfIssuer(issuer) : []))),
      ...keySets.flatMap((address): Place[] => (mayAsk(address, network) ? [{ kind: 'jwks', address }] : [])),
    ];
  }

  /** What kept us from reading. While some document was read these are warnings; if none was, they are why. */
  #readingFindings(given: string): Finding[] {
    const told = distinct(this.#findings);
    if (this.documents.some(({ kind }) => kind !== 'unknown')) return told;
    if (told.length > 0) return told.map((found) => ({ ...found, severity: 'error' }));
    return [
      finding('error', 'discovery/nothing-found', { member: '', details: { given }, rule: 'OIDC Discovery 1.0 §4' }),
    ];
  }

  result(given: { understoodAs: string; fhirBase: string; given: string }): DiscoveryResult {
    const findings = [...this.#readingFindings(given.given), ...judge(this.documents)];
    const discovery: Discovery = {
      ok: !findings.some(({ severity }) => severity === 'error'),
      understoodAs: given.understoodAs,
      documents: this.#records,
      asked: this.#asked,
      fields: fieldsOf(this.documents, given.fhirBase),
      findings,
    };
    return { discovery, bodies: this.#bodies };
  }
}

/** A host that cannot be reached is told once, however many of its places were asked. */
function distinct(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    ({ code, says }, index) => findings.findIndex((other) => other.code === code && other.says === says) === index,
  );
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

function mayAsk(address: string, network: Pick<Network, 'allowPrivate'>): boolean {
  return address !== '' && URL.canParse(address) && !('code' in understand(address, network));
}

function nothingAsked<C extends Code>(code: C, details: Details<C>): DiscoveryResult {
  const findings = [finding('error', code, { member: '', details, rule: 'OIDC Discovery 1.0 §4' })];
  return {
    discovery: { ok: false, understoodAs: '', documents: [], asked: [], fields: {}, findings },
    bodies: new Map(),
  };
}
