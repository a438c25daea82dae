/** @file One reading: places are asked, documents are taken, and findings gathered. Nothing is kept: the caller decides what becomes of it. */
import { causeFinding } from '../domain/discovery/causes.ts';
import { addressOf, fieldsOf } from '../domain/discovery/fields.ts';
import { isRejected } from '../domain/discovery/rules/signed-metadata.ts';
import type { Asked, Discovery, DocumentRecord, Finding } from '../domain/discovery/finding.ts';
import { distinct, judge } from '../domain/discovery/judge.ts';
import { judgeGround } from '../domain/discovery/judge-ground.ts';
import type { ReadDocument } from '../domain/discovery/read-document.ts';
import { listOf, textOf } from '../domain/discovery/read-document.ts';
import { understand } from '../domain/discovery/understand.ts';
import type { Place } from '../domain/discovery/well-known.ts';
import { placesOfIssuer, readPlace } from '../domain/discovery/well-known.ts';
import type { Network, Ports } from '../ports.ts';
import { askPlace } from './ask-place.ts';
import type { Anchored, Asking } from './check-documents.ts';
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

/** Everything that one reading may ask, so that no document can send us around for ever; keys have requests of their own. */
const MOST_REQUESTS = { places: 40, keys: 8 } as const;

export class Reading {
  readonly #ports: ReadingNeeds;
  readonly #anchored: Anchored;
  readonly documents: ReadDocument[] = [];
  readonly #records: DocumentRecord[] = [];
  readonly #bodies = new Map<string, Uint8Array>();
  readonly #asked: Asked[] = [];
  readonly #lists = new Map<string, Uint8Array | null>();
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
    const bounded = this.#bounded(fresh);
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
        const expected = asked.kind === 'jwks' ? { expected: asked.kind } : {};
        const asking = { web, network, signal, onAsked, asked: this.#asked, lists: this.#lists };
        const refusal = await this.take({ ...received, ...expected }, asking);
        this.#asked.push(refusal === null ? asked : { ...asked, outcome: refusal.code });
      }
    }
  }

  #bounded(places: readonly Place[]): readonly Place[] {
    const isKeys = places[0]?.kind === 'jwks';
    const before = this.#asked.filter(({ kind }) => (kind === 'jwks') === isKeys).length;
    const bounded = places.slice(0, Math.max(0, MOST_REQUESTS[isKeys ? 'keys' : 'places'] - before));
    const left = places.length - bounded.length;
    if (left > 0) this.#ofPlaces.push(causeFinding('discovery/too-many-places', { count: String(left) }));
    return bounded;
  }

  /** Answers why it was no document; null: it was one. */
  async take(received: Received, asking?: Asking): Promise<Finding | null> {
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
      retrievedFrom: document.retrievedFrom,
      sha256,
      bytes: received.bytes.byteLength,
      retrievedAt: dateOf(received, readAt),
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
    // A copy of an issuer's document at another's place is no answer of that issuer.
    const known = this.documents.filter((document) => isOfIssuer(document) && isFromItsOwnPlace(document));
    const answered = known.map(({ json }) => textOf(json, 'issuer'));
    return [...new Set(issuers)]
      .filter((issuer) => !answered.includes(issuer) && mayAsk(issuer, network))
      .flatMap((issuer) => placesOfIssuer(issuer));
  }

  placesOfKeys(network: Pick<Network, 'allowPrivate'>): Place[] {
    const addresses = this.documents
      .filter((document) => !isRejected(document))
      .map((document) => addressOf(document, 'jwks_uri'));
    return [...new Set(addresses)]
      .filter((address) => mayAsk(address, network))
      .map((address) => ({ kind: 'jwks', address, isNamed: true }));
  }

  /** What the documents name and nobody read: for a second capture. */
  namedAndUnread(): string[] {
    const read = new Set(this.#records.map(({ retrievedFrom }) => retrievedFrom));
    const anywhere = { allowPrivate: true };
    const hasKeys = this.documents.some(({ kind }) => kind === 'jwks');
    const keys = hasKeys ? [] : this.placesOfKeys(anywhere);
    const issuers = this.placesOfIssuers(anywhere).filter(({ kind }) => kind === 'openid-configuration');
    return [...issuers, ...keys].map(({ address }) => address).filter((address) => !read.has(address));
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
    const documents = this.documents.map((document) => ({ ...document, fhirBase }));
    const fields = fieldsOf(documents, fhirBase);
    // A base that a person named is ground, whether or not a document was read from it.
    const ground =
      fhirBase === '' || fields.fhirBaseUrl ? fields : { ...fields, fhirBaseUrl: { value: fhirBase, from: [] } };
    const findings = distinct([...this.#readingFindings(given), ...judge(documents), ...judgeGround(ground)]);
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

function isOfIssuer({ kind }: ReadDocument): boolean {
  return kind === 'openid-configuration' || kind === 'oauth-authorization-server';
}

function isFromItsOwnPlace({ json, retrievedFrom }: ReadDocument): boolean {
  const bare = (address: string) => address.replace(/\/$/, '');
  return bare(readPlace(retrievedFrom)?.of ?? '') === bare(textOf(json, 'issuer'));
}

/** What a capture says of its time is the time of the document; what lies in the future is a clock that goes wrong. */
function dateOf({ headers = {} }: Received, readAt: Date): string {
  const told = Date.parse(headers['date'] ?? '');
  return Number.isNaN(told) || told > readAt.getTime() ? readAt.toISOString() : new Date(told).toISOString();
}

function mayAsk(address: string, network: Pick<Network, 'allowPrivate'>): boolean {
  return address !== '' && URL.canParse(address) && !('code' in understand(address, network));
}
