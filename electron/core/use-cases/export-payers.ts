/** @file Exports payers as one signed bundle, and remembers with each payer what was exported. */
import type { BundledPayer } from '../domain/bundle/contents.ts';
import { dialects } from '../domain/definition/server-definition.ts';
import { dialectText } from '../domain/definition/text.ts';
import { refuseDifferingPairs } from '../domain/keys/refuse-pair.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import { definitionText } from '../domain/payer/progress.ts';
import type { Ports } from '../ports.ts';
import { version } from '../version.ts';
import { completeDefinition } from './complete-definition.ts';
import type { ExportedBundle } from './export-bundle.ts';
import { exportBundle } from './export-bundle.ts';
import { confirmedPayer, neighboursInStore } from './judge-payer.ts';

type Needs = Pick<Ports, 'clock' | 'digests' | 'store' | 'vault'>;

export interface ExportWish {
  readonly refs: readonly PayerRef[];
  /** RFC 3339: every time in the bundle that is not a fact of the past. */
  readonly statedTime: string;
  readonly signer: string;
  readonly comment: string;
  /** See `BundleWish`. */
  readonly difference?: readonly string[];
  /** Told each payer as it was judged, once, before anything is signed. */
  readonly onPayer?: (payer: Payer) => void;
}

/**
 * Throws `store/no-such-payer`, `certificate/other-key`, `payer/incomplete`, `payer/not-confirmed` before anything is signed, and
 * what `exportBundle` throws.
 */
export async function exportPayers(ports: Needs, wish: ExportWish): Promise<ExportedBundle> {
  const { refs, statedTime, signer, comment, difference = [], onPayer } = wish;
  const neighbours = await neighboursInStore(ports);
  const told = new Set<PayerRef>();
  const bundled = async (ref: PayerRef) => {
    const payer = await ports.store.payer(ref);
    refuseDifferingPairs(payer.keys);
    const confirmed = confirmedPayer(payer, neighbours);
    if (!told.has(ref)) onPayer?.(confirmed);
    told.add(ref);
    return bundledPayer(ports, confirmed);
  };
  const role = 'author';
  return exportBundle(ports, { refs, bundled, statedTime, toolVersion: version, signer, role, comment, difference });
}

async function bundledPayer({ store }: Pick<Ports, 'store'>, payer: Payer): Promise<BundledPayer> {
  const definition = completeDefinition(payer);
  const texts = Object.fromEntries(dialects.map((dialect) => [dialect, dialectText(definition, dialect, payer.ref)]));
  const evidence = await Promise.all(
    payer.documents.map(async ({ kind, sha256 }) => ({ kind, sha256, bytes: await store.evidence(sha256) })),
  );
  return { payer, definition, dialects: texts as BundledPayer['dialects'], evidence };
}

/** Called once the bundle lies where the person wanted it: only then was it exported. */
export async function rememberExport(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  refs: readonly PayerRef[],
  { sha256sums }: Pick<ExportedBundle, 'sha256sums'>,
): Promise<void> {
  for (const ref of refs) {
    const payer = await store.payer(ref);
    const exported = { at: clock.now().toISOString(), sha256sums, definition: definitionText(payer) };
    await store.savePayer({ ...payer, exported });
  }
}
