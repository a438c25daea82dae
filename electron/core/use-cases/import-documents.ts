/** @file Reads documents into a payer: from an address, or from texts that somebody saved. */
import { isCause } from '../domain/discovery/causes.ts';
import type { Discovery, DocumentKind } from '../domain/discovery/finding.ts';
import { placeKey } from '../domain/discovery/spelling.ts';
import { Fault } from '../domain/fault.ts';
import { applyDiscovery } from '../domain/payer/edit.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import { valueOf } from '../domain/payer/payer.ts';
import type { Ports } from '../ports.ts';
import type { Anchored } from './check-documents.ts';
import type { GivenText } from './discover.ts';
import { discoverAddress, discoverTexts } from './discover.ts';
import { saveJudged } from './judge-payer.ts';
import { networkOf } from './network-of.ts';
import type { DiscoveryResult, Watch } from './reading.ts';

type Needs = Pick<Ports, 'store' | 'web' | 'clock' | 'digests' | 'certificates'>;

/**
 * What is read replaces what another source gave before; typed values stand. The same document or the same issuer again is a
 * reload: what stands is kept, and each difference waits for a person.
 */
export async function importAddress(
  ports: Needs,
  { ref, address, community = '', watch = {} }: { ref: PayerRef; address: string; community?: string; watch?: Watch },
): Promise<Payer> {
  const before = await ports.store.payer(ref);
  const result = await readAddress(ports, before, { address, community, watch });
  // What was cancelled leaves everything as it was.
  if (watch.signal?.aborted === true) return before;
  return keep(ports, ref, { address, result, isSameAddress: before.address.trim() === address.trim() });
}

/** Reads an address as that payer's settings ask for, and keeps nothing. */
export async function readAddress(
  ports: Needs,
  payer: Payer,
  { address, community = '', watch = {} }: { address: string; community?: string; watch?: Watch },
): Promise<DiscoveryResult> {
  const network = networkOf(payer, address);
  return discoverAddress(ports, { address, network, community, watch, ...(await settingsOf(ports, payer)) });
}

/**
 * Texts join the documents that are there already, each kind replacing its like: an OIDC document from one file and a
 * SMART document from another make one payer.
 */
export async function importTexts(
  ports: Needs,
  { ref, texts }: { ref: PayerRef; texts: readonly GivenText[] },
): Promise<Payer> {
  const payer = await ports.store.payer(ref);
  const options = await settingsOf(ports, payer);
  const alone = await discoverTexts(ports, { texts, ...options });
  const newKinds = new Set<DocumentKind>(alone.discovery.documents.map(({ kind }) => kind));
  const older = payer.documents.filter(({ kind }) => !newKinds.has(kind));
  const address = texts[0]?.name ?? '';
  if (older.length === 0) return keep(ports, ref, { address, result: alone });

  const olderTexts = await Promise.all(
    older.map(async ({ sha256, retrievedFrom, kind }) => ({
      bytes: await ports.store.evidence(sha256),
      name: kind,
      retrievedFrom,
    })),
  );
  const together = await discoverTexts(ports, { texts: [...olderTexts, ...texts], ...options });
  const result = withFacts(together, older);
  return keep(ports, ref, { address: payer.address || address, result, fresh: alone.discovery });
}

/** When and how an older document was had is not told by its bytes. */
function withFacts({ discovery, bodies }: DiscoveryResult, older: Payer['documents']): DiscoveryResult {
  const documents = discovery.documents.map(
    (document) => older.find(({ sha256, kind }) => sha256 === document.sha256 && kind === document.kind) ?? document,
  );
  return { discovery: { ...discovery, documents }, bodies };
}

async function settingsOf({ store }: Needs, payer: Payer): Promise<{ anchored: Anchored; fhirBase?: string }> {
  const { anchors, revocationLists } = payer.community;
  const lists = await Promise.all(revocationLists.map((sha256) => store.evidence(sha256)));
  // A base that a person typed is a base to ask, whatever the documents say.
  const isTyped = payer.fields.fhirBaseUrl?.from.includes('typed') === true;
  return {
    anchored: { anchors, revocationLists: lists },
    ...(isTyped ? { fhirBase: valueOf(payer, 'fhirBaseUrl') } : {}),
  };
}

interface Kept {
  readonly address: string;
  readonly result: DiscoveryResult;
  /** What was read just now, where it joins what was there: else all of it. */
  readonly fresh?: Discovery;
  readonly isSameAddress?: boolean;
}

async function keep(ports: Needs, ref: PayerRef, { result: { discovery, bodies }, ...how }: Kept): Promise<Payer> {
  for (const body of bodies.values()) await ports.store.keepEvidence(body);
  for (let tries = 1; ; tries += 1) {
    // Read again: the network took its time, and somebody may have typed meanwhile.
    const payer = await ports.store.payer(ref);
    try {
      return await saveJudged(ports, joined(payer, discovery, how));
    } catch (error) {
      const isLate = error instanceof Fault && (error as Fault).code === 'store/changed-meanwhile';
      if (!isLate || tries === TRIES) throw error;
    }
  }
}

/** Another writer in the moment between reading and saving costs nothing that was read. */
const TRIES = 4;

function joined(
  payer: Payer,
  discovery: Discovery,
  { address, fresh, isSameAddress = false }: Omit<Kept, 'result'>,
): Payer {
  // A reading that brought nothing tells why, and takes nothing away.
  const isFruitless = discovery.documents.length === 0 && payer.documents.length > 0;
  const isAgain = isFruitless || isReload(payer, fresh ?? discovery, { joins: fresh !== undefined, isSameAddress });
  const onlyMore = fresh === undefined && onlyJoins(payer, discovery);
  const manner = onlyMore ? 'joined' : isAgain ? 'again' : fresh === undefined ? 'anew' : 'joined';
  return applyDiscovery({ ...payer, address }, isFruitless ? withWhatWasThere(discovery, payer) : discovery, {
    manner,
  });
}

/**
 * By the documents, because one place has many spellings and files have any name: a document of a kind that was there, from
 * the same place, with the same bytes or of the same issuer. From an address everything is replaced: there the issuer is enough.
 */
function isReload(
  payer: Payer,
  { documents, fields }: Discovery,
  { joins, isSameAddress }: { joins: boolean; isSameAddress: boolean },
): boolean {
  const issuers = [valueOf(payer, 'issuer'), payer.found.issuer?.value ?? ''].flat().filter((issuer) => issuer !== '');
  const issuer = [fields.issuer?.value ?? ''].flat().join('');
  const isSameIssuer = issuers.some((before) => placeKey(before) === placeKey(issuer));
  const isThere = documents.some(({ kind, retrievedFrom, sha256 }) =>
    payer.documents.some(
      (before) =>
        before.kind === kind &&
        (isSameIssuer || before.sha256 === sha256 || (retrievedFrom !== '' && before.retrievedFrom === retrievedFrom)),
    ),
  );
  return payer.documents.length > 0 && (isThere || isSameAddress || (isSameIssuer && !joins));
}

/** Read again, everything was as before, byte for byte, and more came: a FHIR base that was typed since, a document published since. */
function onlyJoins({ documents: before }: Payer, { documents: now }: Discovery): boolean {
  const isThere = ({ kind, sha256 }: Payer['documents'][number]) =>
    now.some((each) => each.kind === kind && each.sha256 === sha256);
  return before.length > 0 && now.length > before.length && before.every(isThere);
}

function withWhatWasThere(discovery: Discovery, { documents, found, understoodAs, findings }: Payer): Discovery {
  const ofDocuments = findings.filter(({ code }) => !isCause(code));
  return { ...discovery, documents, fields: found, understoodAs, findings: [...discovery.findings, ...ofDocuments] };
}
