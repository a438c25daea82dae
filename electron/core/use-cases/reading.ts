/** @file One reading: places are asked, documents are taken, and findings gathered. Nothing is kept: the caller decides what becomes of it. */
import { causeFinding } from '../domain/discovery/causes.ts';
import { fieldsOf } from '../domain/discovery/fields.ts';
import type { Asked, Discovery, DocumentRecord, Finding } from '../domain/discovery/finding.ts';
import { distinct, judge } from '../domain/discovery/judge.ts';
import { judgeGround } from '../domain/discovery/judge-ground.ts';
import type { ReadDocument } from '../domain/discovery/read-document.ts';
import { listOf, textOf } from '../domain/discovery/read-document.ts';
import { understand } from '../domain/discovery/understand.ts';
import type { Place } from '../domain/discovery/well-known.ts';
import { placesOfIssuer } from '../domain/discovery/well-known.ts';
import type { Network, Ports } from '../ports.ts';
import { askPlace } from './ask-place.ts';
import type { Anchored } from './check-documents.ts';
import { checkDocument } from './check-documents.ts';
import type { Received } from './read-received.ts';
import { readReceived } from './read-received.ts';

export type ReadingNeeds = Pick<Ports, 'clock' | 'digests' | 'certificates'>;

export interface DiscoveryResult {
  readonly discovery: Discovery;
  /** The documents as they came, under their SHA-256. */
  readonly bodies: ReadonlyMap<string, Uint8Array>;
}

/** How a reading is followed and ended by whoever waits for it. */
export interface Watch {
  readonly signal?: AbortSignal | undefined;
  /** Told when a place is asked (`asking`) and when its answer is there. */
  readonly onAsked?: ((row: Asked) => void) | undefined;
}

/** Everything that one reading may ask, so that no document can send us around for ever. */
const MOST_REQUESTS = 24;

export class Reading {
  readonly #ports: ReadingNeeds;
  readonly #anchored: Anchored;
  readonly documents: ReadDocument[] = [];
  readonly #records: DocumentRecord[] = [];
  readonly #bodies = new Map<string, Uint8Array>();
  readonly #asked: Asked[] = [];
  /** Of places that were asked, and of texts that a person gave. */
  readonly #ofPlaces: Finding[] = [];
  readonly #ofTexts: Finding[] = [];

  constructor(ports: ReadingNeeds, anchored: Anchored) {
    this.#ports = ports;
    this.#anchored = anchored;
  }

  /** Side by side; each address once, however many documents name it. */
  async ask(
    web: Ports['web'],
    places: readonly Place[],
    { network, signal, onAsked }: Watch & { network: Network },
  ): Promise<void> {
    const known = new Set(this.#asked.map(({ address }) => address));
    const fresh = places.filter(
      ({ address }, index) => !known.has(address) && places.findIndex((place) => place.address === address) === index,
    );
    const bounded = fresh.slice(0, Math.max(0, MOST_REQUESTS - this.#asked.length));
    const answers = bounded.map(async (place) => {
      const { kind, address } = place;
      onAsked?.({ kind, address, outcome: 'asking', status: null, milliseconds: 0, bytes: 0 });
      const answer = await askPlace(web, place, { network, signal });
      onAsked?.(answer.asked);
      return answer;
    });
    for (const { asked, findings, received } of await Promise.all(answers)) {
      this.#ofPlaces.push(...findings);
      if (received === null) this.#asked.push(asked);
      else {
        const refusal = await this.take(received, { web, network });
        this.#asked.push(refusal === null ? asked : { ...asked, outcome: refusal.code });
      }
    }
  }

  /** Answers why it was no document; null: it was one. */
  async take(received: Received, asking?: { web: Ports['web']; network: Network }): Promise<Finding | null> {
    const { document, findings } = readReceived(received);
    (asking === undefined ? this.#ofTexts : this.#ofPlaces).push(...findings);
    if (document === null) return findings[0] ?? causeFinding('discovery/not-recognised', { address: received.name });

    const { digests, clock } = this.#ports;
    const readAt = clock.now();
    const sha256 = digests.sha256(received.bytes);
    // The same bytes under two addresses are one document, as Okta and Auth0 serve them.
    this.#bodies.set(sha256, received.bytes);
    this.documents.push(
      await checkDocument(this.#ports, { ...document, readAt: readAt.toISOString() }, this.#anchored, asking),
    );
    this.#records.push({
      kind: document.kind,
      retrievedFrom: received.retrievedFrom,
      sha256,
      bytes: received.bytes.byteLength,
      retrievedAt: readAt.toISOString(),
      etag: (received.headers?.['etag'] ?? '').slice(0, 200),
    });
    return findings.find(({ severity }) => severity === 'error') ?? null;
  }

  /** What keeps a text from being a document, where it is told before it is read. */
  tell(finding: Finding): void {
    this.#ofTexts.push(finding);
  }

  /** The issuers that FHIR servers name: SMART’s own member, and RFC 9728’s list. */
  placesOfIssuers(network: Pick<Network, 'allowPrivate'>): Place[] {
    const issuers = this.documents.flatMap(({ kind, json }) => {
      if (kind === 'smart-configuration') return [textOf(json, 'issuer')];
      return kind === 'oauth-protected-resource' ? (listOf(json, 'authorization_servers') ?? []) : [];
    });
    const known = this.documents
      .map(({ json }) => textOf(json, 'issuer'))
      .filter((_, at) => isOfIssuer(this.documents[at]));
    return [...new Set(issuers)]
      .filter((issuer) => !known.includes(issuer) && mayAsk(issuer, network))
      .flatMap((issuer) => placesOfIssuer(issuer));
  }

  placesOfKeys(network: Pick<Network, 'allowPrivate'>): Place[] {
    const addresses = this.documents.map(({ json }) => textOf(json, 'jwks_uri'));
    return addresses
      .filter((address) => mayAsk(address, network))
      .map((address) => ({ kind: 'jwks', address, isNamed: true }));
  }

  result({
    understoodAs,
    fhirBase,
    given,
  }: {
    understoodAs: string;
    fhirBase: string;
    given: string;
  }): DiscoveryResult {
    const fields = fieldsOf(this.documents, fhirBase);
    const findings = distinct([...this.#readingFindings(given), ...judge(this.documents), ...judgeGround(fields)]);
    const discovery: Discovery = {
      ok: !findings.some(({ severity }) => severity === 'error'),
      understoodAs,
      documents: this.#records,
      asked: this.#asked,
      fields,
      findings,
    };
    return { discovery, bodies: this.#bodies };
  }

  /**
   * What kept us from reading. One place of several that fails is worth a look, and stops nothing while another has the
   * document; if none has, these are why. A text that a person gave has to be one.
   */
  #readingFindings(given: string): Finding[] {
    const told = saidOnce([...this.#ofTexts, ...this.#ofPlaces]);
    if (this.documents.some(({ kind }) => kind !== 'unknown'))
      return saidOnce([...this.#ofTexts, ...this.#ofPlaces.map(asWarning)]);
    const reasons = told.filter(({ severity }) => severity === 'error');
    if (reasons.length === 0) return [causeFinding('discovery/nothing-found', { given }), ...told];
    const offline = isOffline(reasons) ? [causeFinding('discovery/offline', {})] : [];
    return [...offline, ...told];
  }
}

function asWarning(finding: Finding): Finding {
  return finding.severity === 'error' ? { ...finding, severity: 'warning' } : finding;
}

/** Whether no name server answered at all, or no way led out: of one host alone it says nothing. */
function isOffline(reasons: readonly Finding[]): boolean {
  return reasons.every(({ code }) => code === 'discovery/no-name-server') && reasons.length > 0;
}

/** A host that cannot be reached is told once, however many of its places were asked. */
function saidOnce(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    ({ code, says }, index) => findings.findIndex((other) => other.code === code && other.says === says) === index,
  );
}

function isOfIssuer(document: ReadDocument | undefined): boolean {
  return document?.kind === 'openid-configuration' || document?.kind === 'oauth-authorization-server';
}

function mayAsk(address: string, network: Pick<Network, 'allowPrivate'>): boolean {
  return address !== '' && URL.canParse(address) && !('code' in understand(address, network));
}
