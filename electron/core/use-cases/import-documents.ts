/** @file Reads documents into a payer: from an address, or from texts that somebody saved. */
import type { DocumentKind } from '../domain/discovery/finding.ts';
import { applyDiscovery } from '../domain/payer/edit.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import { valueOf } from '../domain/payer/payer.ts';
import type { Ports } from '../ports.ts';
import type { DiscoveryResult, GivenText } from './discover.ts';
import { discoverAddress, discoverTexts } from './discover.ts';

type Needs = Pick<Ports, 'store' | 'web' | 'clock' | 'digests'>;

/** What is read replaces what earlier addresses gave; typed values stand. */
export async function importAddress(
  ports: Needs,
  { ref, address }: { ref: PayerRef; address: string },
): Promise<Payer> {
  const { network, ...before } = await ports.store.payer(ref);
  const fhirBase = typedFhirBase(before);
  const result = await discoverAddress(ports, { address, network, ...(fhirBase === '' ? {} : { fhirBase }) });
  return keep(ports, ref, address, result);
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
  const fhirBase = typedFhirBase(payer);
  const options = fhirBase === '' ? {} : { fhirBase };
  const alone = discoverTexts(ports, { texts, ...options });
  const newKinds = new Set<DocumentKind>(alone.discovery.documents.map(({ kind }) => kind));
  const older = payer.documents.filter(({ kind }) => !newKinds.has(kind));
  if (older.length === 0) return keep(ports, ref, texts[0]?.name ?? '', alone);

  const olderTexts = await Promise.all(
    older.map(async ({ sha256, retrievedFrom, kind }) => ({
      bytes: await ports.store.evidence(sha256),
      name: kind,
      retrievedFrom,
    })),
  );
  const together = discoverTexts(ports, { texts: [...olderTexts, ...texts], ...options });
  return keep(ports, ref, payer.address || (texts[0]?.name ?? ''), together);
}

/** A base that a person typed is a base to ask, whatever the documents say. */
function typedFhirBase(payer: Pick<Payer, 'fields'>): string {
  return payer.fields.fhirBaseUrl?.from.includes('typed') === true ? valueOf(payer, 'fhirBaseUrl') : '';
}

async function keep(
  { store }: Needs,
  ref: PayerRef,
  address: string,
  { discovery, bodies }: DiscoveryResult,
): Promise<Payer> {
  for (const body of bodies.values()) await store.keepEvidence(body);
  // Read again: the network took its time, and the person may have typed meanwhile.
  const payer = await store.payer(ref);
  return store.savePayer(applyDiscovery({ ...payer, address }, discovery));
}
