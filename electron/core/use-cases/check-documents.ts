/** @file What a document holds that needs more than reading: certificates in key sets, and UDAP’s signed metadata. */
import type { Asked } from '../domain/discovery/finding.ts';
import type { ReadDocument } from '../domain/discovery/read-document.ts';
import { textOf } from '../domain/discovery/read-document.ts';
import { leafOf, publicKeysOf } from '../domain/discovery/rules/keys.ts';
import { bytesOfBase64 } from '../domain/keys/base64.ts';
import type { CertificateFacts } from '../domain/keys/certificate-facts.ts';
import type { Network, Ports } from '../ports.ts';
import { askPlace } from './ask-place.ts';
import { networkOfLists } from './network-of.ts';
import type { Watch } from './reading.ts';

/** Whom to believe about UDAP communities: PEM of the chosen trust anchors, and CRLs as DER or PEM. */
export interface Anchored {
  readonly anchors: readonly string[];
  readonly revocationLists: readonly Uint8Array[];
}

export const nobodyAnchored: Anchored = { anchors: [], revocationLists: [] };

const MOST_CERTIFICATES = 100;
/** In one reading: a chain has a few, and a document must not send us around for ever. */
const MOST_LISTS = 8;

/** How lists are asked for, where a document was asked for too. What one reading asked stands for all of its documents. */
export interface Asking extends Watch {
  readonly web: Ports['web'];
  readonly network: Network;
  readonly asked: Asked[];
  readonly lists: Map<string, Uint8Array | null>;
}

export async function checkDocument(
  { certificates, clock }: Pick<Ports, 'certificates' | 'clock'>,
  document: ReadDocument,
  { anchors, revocationLists }: Anchored,
  asking?: Asking,
): Promise<ReadDocument> {
  const leaves = [...new Set(publicKeysOf(document).map(leafOf))].filter((leaf) => leaf !== '');
  const facts: [string, CertificateFacts | null][] = [];
  for (const leaf of leaves.slice(0, MOST_CERTIFICATES)) {
    const der = bytesOfBase64(leaf);
    facts.push([leaf, der === null ? null : await certificates.read(der)]);
  }
  const withCertificates = facts.length === 0 ? document : { ...document, certificates: new Map(facts) };

  const signed = textOf(document.json, 'signed_metadata');
  if (document.kind !== 'udap') return withCertificates;
  if (signed === '') return { ...withCertificates, signed: { is: 'absent', isAwaited: anchors.length > 0 } };
  // Lists are asked for only where a chain may come about, and where a document was asked for too.
  const fetched = asking === undefined || anchors.length === 0 ? [] : await fetchLists(certificates, signed, asking);
  const checked = await certificates.checkSigned(signed, {
    anchors,
    revocationLists: [...revocationLists, ...fetched],
    now: clock.now(),
  });
  return { ...withCertificates, signed: checked };
}

/** Side by side; told, counted and ended as every place of a reading is. */
async function fetchLists(
  certificates: Ports['certificates'],
  signed: string,
  { web, network, signal, onAsked, asked, lists }: Asking,
): Promise<Uint8Array[]> {
  const addresses = [...new Set(await certificates.revocationAddresses(signed))];
  const fresh = addresses.filter((address) => !lists.has(address)).slice(0, Math.max(0, MOST_LISTS - lists.size));
  const answers = fresh.map(async (address) => {
    const place = { kind: 'revocation-list', address } as const;
    onAsked?.({ ...place, outcome: 'asking', status: null, milliseconds: 0, bytes: 0 });
    const answer = await askPlace(web, place, { network: networkOfLists(network), signal });
    onAsked?.(answer.asked);
    return answer;
  });
  for (const { asked: row, received } of await Promise.all(answers)) {
    asked.push(row);
    lists.set(row.address, received?.bytes ?? null);
  }
  return addresses.flatMap((address) => lists.get(address) ?? []);
}
