/** @file What a document holds that needs more than reading: certificates in key sets, and UDAP’s signed metadata. */
import type { ReadDocument } from '../domain/discovery/read-document.ts';
import { textOf } from '../domain/discovery/read-document.ts';
import { leafOf, publicKeysOf } from '../domain/discovery/rules/keys.ts';
import { bytesOfBase64 } from '../domain/keys/base64.ts';
import type { CertificateFacts } from '../domain/keys/certificate-facts.ts';
import type { Network, Ports } from '../ports.ts';

/** Whom to believe about UDAP communities: PEM of the chosen trust anchors, and CRLs as DER or PEM. */
export interface Anchored {
  readonly anchors: readonly string[];
  readonly revocationLists: readonly Uint8Array[];
}

export const nobodyAnchored: Anchored = { anchors: [], revocationLists: [] };

const MOST_CERTIFICATES = 100;
const MOST_LISTS = 4;

export async function checkDocument(
  { certificates, clock }: Pick<Ports, 'certificates' | 'clock'>,
  document: ReadDocument,
  { anchors, revocationLists }: Anchored,
  asking?: { web: Ports['web']; network: Network },
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

/** CRLs are signed, and mostly published over plain http (RFC 5280 §4.2.1.13): what is asked is guarded as everything is. */
async function fetchLists(
  certificates: Ports['certificates'],
  signed: string,
  { web, network }: { web: Ports['web']; network: Network },
): Promise<Uint8Array[]> {
  const addresses = (await certificates.revocationAddresses(signed)).slice(0, MOST_LISTS);
  const answers = await Promise.all(addresses.map((address) => web.get(address, network)));
  return answers.flatMap((answer) => (answer.is === 'answered' && answer.status === 200 ? [answer.body] : []));
}
